"""Play one story from beginning to end."""

from collections.abc import Callable

from jiuzhu.demo.stories.plots import PLOTS
from jiuzhu.demo.stories.stage import KindsAt, Stage
from jiuzhu.demo.world.stories import stories


def play(slug: str, kinds_at: KindsAt, tell: Callable[[str], None]) -> list[str]:
    """Play a story in the database at hand, departments and bank running; returns what did not go as told."""
    stage = Stage(kinds_at, tell)
    PLOTS[slug](stage, stories()[slug])
    return stage.wrong
