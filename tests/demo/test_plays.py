"""Each story goes as told: through the public acts, with departments and bank over real HTTP."""

import pytest

from jiuzhu.cli.kinds import kinds_at
from jiuzhu.demo import start
from jiuzhu.demo.departments import server
from jiuzhu.demo.stories import play
from jiuzhu.demo.stories.plots import PLOTS
from jiuzhu.demo.world.stories import stories


@pytest.fixture
def raised(db, settings, tmp_path, world):
    """The organisation in the database, departments and bank at their doors."""
    settings.HOME, settings.GATEWAYS = tmp_path, tmp_path / "gateways.json"
    start.organise(lambda line: None)
    running = server.start(tmp_path, world)
    server.connect(tmp_path, running.base, settings.GATEWAYS)
    yield
    running.stop()


def test_every_story_has_a_plot():
    assert list(PLOTS) == list(stories())


@pytest.mark.parametrize("slug", PLOTS)
def test_a_story_goes_as_told(raised, slug, record_property):
    lines: list[str] = []
    wrong = play(slug, kinds_at, lines.append)
    record_property("told", f"{slug}: {len(lines)} steps")
    assert wrong == []
