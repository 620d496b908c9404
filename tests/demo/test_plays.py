"""Each story goes as told: through the public acts, with departments and bank over real HTTP, a database and files."""

import re
from collections import Counter
from datetime import date

import pytest

from jiuzhu.casework.models import Case
from jiuzhu.cli import story
from jiuzhu.cli.kinds import kinds_at
from jiuzhu.demo import start
from jiuzhu.demo.stories import play
from jiuzhu.demo.stories.begun import begin, left
from jiuzhu.demo.stories.plots import PLOTS
from jiuzhu.demo.stories.stage import Stage
from jiuzhu.demo.world.stories import stories
from jiuzhu.intake.models import Application
from jiuzhu.kernel.refusal import Refused

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def organised(for_all_tests):
    """Divisions, offices and logins."""
    with for_all_tests():
        start.organise(lambda line: None)
        yield


@pytest.fixture
def raised(organised, db, settings, tmp_path, world):
    """Departments and bank at their doors; what brings their database and their files up to a day."""
    settings.HOME, settings.GATEWAYS = tmp_path, tmp_path / "gateways.json"
    settings.LAKE = tmp_path / "lake"
    people = [number for story in stories().values() for number in story.people]
    with start.serving(world, tmp_path / "partners", people) as deliver:
        yield deliver


def test_every_story_has_a_plot():
    assert list(PLOTS) == list(stories())


@pytest.mark.parametrize("slug", PLOTS)
def test_a_story_goes_as_told(raised, slug):
    assert play(slug, kinds_at, lambda line: None, raised) == []


def test_a_fresh_demonstration_has_cases_at_many_stages_and_begins_none_twice(raised, tmp_path, capsys):
    marker = tmp_path / "begun"
    begin(kinds_at, date(2026, 11, 24), marker, lambda line: None, raised)
    found = Counter(Case.objects.values_list("stage", flat=True))
    assert found == {"accepted": 1, "investigating": 2, "on_notice": 1, "objected": 1, "confirmed": 1}
    assert Application.objects.filter(case_no="").count() == 2
    assert left(marker) == []
    assert [story.refused(slug) for slug in ("ordinary-family", "spouse-in-prison")] == [2, 0]
    assert "周明贵家已经在演示环境里" in capsys.readouterr().err


def test_what_is_not_as_told_is_named():
    stage = Stage(kinds_at, lambda line: None)
    stage.expect("每月（分）", 100, 200)
    assert stage.wrong == ["0001-01-01 每月（分）：应是 200，实际是 100"]


def refuse():
    raise Refused("late", "来晚了。")


@pytest.mark.parametrize(("act", "wrong"), [(refuse, 0), (lambda: None, 1)])
def test_an_act_that_should_be_refused_and_is_not_is_named(db, act, wrong):
    stage = Stage(kinds_at, lambda line: None)
    stage.refused("邻居", "过期提异议", "late", act)
    assert len(stage.wrong) == wrong


def test_what_is_told_reads_as_chinese(raised):
    lines: list[str] = []
    play("new-job-tapering", kinds_at, lines.append)
    codes = [re.sub(r"[A-Z]{2}-[\dA-Z-]+", "", line) for line in lines]
    assert not [line for line in codes if re.search(r"[A-Za-z]{2,}", line)]
