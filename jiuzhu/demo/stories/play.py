"""Play one story from beginning to end."""

from collections.abc import Callable

from jiuzhu.demo.stories.plots import PLOTS
from jiuzhu.demo.stories.stage import Deliver, KindsAt, Stage
from jiuzhu.demo.world.stories import stories
from jiuzhu.intake.models import Applicant
from jiuzhu.vault.seal import keyed_hash


def play(
    slug: str, kinds_at: KindsAt, tell: Callable[[str], None], deliver: Deliver = lambda on: None
) -> list[str]:
    """Play a story in the database at hand, departments and bank running; returns what did not go as told."""
    stage = Stage(kinds_at, tell, deliver)
    PLOTS[slug](stage, stories()[slug])
    return stage.wrong


def already_here(slug: str) -> str:
    """The head of a family of this story that has applied in the database at hand; "" when it can be played."""
    for family in stories()[slug].families:
        members = family.told["members"]
        digests = [keyed_hash("id_number", one["id_number"]) for one in members]
        if Applicant.objects.filter(id_hash__in=digests).exists():
            return str(members[0]["name"])
    return ""
