"""Rounds by calendar: set by the county, begun by the clock, each once."""

from datetime import UTC, date, datetime

import pytest

from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.recheck import actions
from jiuzhu.recheck.kinds import Trigger
from jiuzhu.recheck.models import Round, Schedule
from jiuzhu.recheck.queries import planned
from jiuzhu.verification.kinds import Purpose
from tests.recheck.conftest import VERIFIER, deliver, lake

pytestmark = pytest.mark.django_db
__all__ = ["deliver", "lake"]
SET_ON = date(2026, 12, 28)
COUNTY = Scope("officer", "officer:92", "王志远", (("county", "500110"),), login_id=92)


def noon(year, month, day):
    return datetime(year, month, day, 4, tzinfo=UTC)


@pytest.fixture
def quarterly():
    return actions.set_schedule("500110", "review", 3, 10, SET_ON, by=COUNTY)


def test_nothing_begins_where_nobody_set_it(deliver):
    deliver("shichang.zhuti")
    assert actions.begin_due(noon(2027, 1, 10)) == 0


@pytest.mark.parametrize(
    ("on", "last", "following"),
    [
        (date(2027, 1, 9), None, date(2027, 1, 10)),
        (date(2027, 1, 10), "2027-01", date(2027, 4, 10)),
        (date(2027, 4, 9), "2027-01", date(2027, 4, 10)),
        (date(2028, 2, 29), "2028-01", date(2028, 4, 10)),
    ],
)
def test_a_calendar_knows_its_last_day_and_its_next(on, last, following):
    row = Schedule(months=3, day=10, first_month=Month.parse("2027-01").number)
    assert (row.last(on), row.next_on(on)) == (last and Month.parse(last), following)


def test_the_first_day_lies_behind_the_day_on_which_it_is_set(quarterly):
    later = actions.set_schedule("500110", "monitor", 1, 28, date(2026, 12, 27), by=COUNTY)
    assert quarterly.next_on(SET_ON) == date(2027, 1, 10)
    assert later.next_on(date(2026, 12, 27)) == date(2026, 12, 28)


def test_the_clock_begins_each_round_once_and_of_missed_ones_the_newest(quarterly, deliver):
    deliver("shichang.zhuti")
    assert actions.begin_due(noon(2027, 1, 9)) == 0
    assert [actions.begin_due(noon(2027, 1, day)) for day in (10, 10, 31)] == [1, 0, 0]
    assert actions.begin_due(noon(2027, 12, 1)) == 1
    rounds = Round.objects.order_by("pk").values_list("trigger", "key", "begun_by")
    clock = (Trigger.SCHEDULE, "system:recheck.begin_due")
    assert list(rounds) == [(clock[0], f"review:2027-{month}", clock[1]) for month in ("01", "10")]


def test_without_data_a_round_waits_until_there_is_some(quarterly, deliver):
    assert actions.begin_due(noon(2027, 1, 10)) == 0
    assert [one.is_waiting for one in planned(VERIFIER, date(2027, 1, 10))] == [True]
    deliver("shichang.zhuti")
    assert actions.begin_due(noon(2027, 1, 12)) == 1
    assert [one.is_waiting for one in planned(VERIFIER, date(2027, 1, 12))] == [False]


def test_a_round_is_for_what_its_calendar_says(deliver):
    deliver("shichang.zhuti")
    actions.set_schedule("500110", "monitor", 1, 10, SET_ON, by=COUNTY)
    actions.begin_due(noon(2027, 1, 10))
    assert Round.objects.get().purpose == Purpose.MONITOR


def test_a_new_calendar_takes_the_place_of_the_old_and_repeats_no_round(quarterly, deliver):
    deliver("shichang.zhuti")
    actions.begin_due(noon(2027, 1, 10))
    actions.set_schedule("500110", "review", 1, 20, date(2027, 1, 11), by=COUNTY)
    assert Schedule.objects.filter(ended_on=None).count() == 1
    assert [actions.begin_due(noon(2027, month, 20)) for month in (1, 2)] == [0, 1]


def test_a_stopped_one_begins_nothing_more(quarterly, deliver):
    deliver("shichang.zhuti")
    for _ in range(2):
        ended = actions.end_schedule(quarterly.pk, SET_ON, by=COUNTY)
    assert (ended.ended_on, ended.ended_by) == (SET_ON, COUNTY.actor)
    assert actions.begin_due(noon(2027, 1, 10)) == 0


ELSEWHERE = Scope("officer", "officer:93", "", (("county", "500109"),), login_id=93)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"by": VERIFIER}, "区级审核"),
        ({"by": ELSEWHERE}, "区级审核"),
        ({"template": "dibao"}, "定期复核或者动态监测"),
        ({"day": 29}, "1 至 28 日"),
        ({"months": 0}, "每 1 至 24 个月"),
    ],
)
def test_what_cannot_be_set_is_refused_with_words(told, words):
    whole = {"template": "review", "months": 3, "day": 10, "by": COUNTY} | told
    with pytest.raises(Refused, match=words):
        actions.set_schedule("500110", on=SET_ON, **whole)
