"""Statutory deadlines: they start, stop, run on, are met, and never forget that they were late."""

from dataclasses import replace
from datetime import date

import pytest

from jiuzhu.clocks import actions, queries
from jiuzhu.clocks.kinds import DEADLINES
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org import calendar
from jiuzhu.org.calendar import workdays_between
from jiuzhu.org.scope import Scope

pytestmark = pytest.mark.django_db
CASE, TOWN, BY = "SJ-2026-0387", "500110103", Scope.system("test")
FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
TOTAL, NOTICE, VISIT = "db.total_delegated", "db.publicity", "db.county_visit"


def start(key=VISIT, on=FRIDAY, **more):
    return actions.start(CASE, key, TOWN, on, by=BY, **more)


def read(on, key=VISIT):
    return queries.read(Clock.objects.filter(key=key).latest("pk"), on)


@pytest.mark.parametrize(
    ("key", "on", "due"),
    [
        (VISIT, FRIDAY, date(2026, 12, 4)),
        (VISIT, date(2026, 9, 28), date(2026, 10, 16)),
        (TOTAL, FRIDAY, date(2026, 12, 18)),
        (NOTICE, FRIDAY, date(2026, 11, 27)),
        ("db.death_close", date(2026, 5, 10), date(2026, 8, 10)),
        ("db.death_close", date(2026, 11, 26), date(2027, 2, 26)),
        ("db.death_close", date(2026, 11, 30), date(2027, 3, 1)),
        ("db.death_close", date(2026, 6, 25), date(2026, 9, 28)),
        (NOTICE, date(2026, 11, 21), date(2026, 11, 28)),
    ],
)
def test_a_clock_ends_when_the_law_says(key, on, due):
    assert start(key, on).due_on == due


@pytest.mark.parametrize("deadline", DEADLINES.values(), ids=lambda deadline: deadline.key)
def test_every_deadline_of_the_table_can_start(deadline):
    days = 10 if deadline.length is None else None
    assert start(deadline.key, days=days).law == deadline.law


def test_a_deadline_without_a_number_in_the_law_wants_one_from_a_person():
    with pytest.raises(ValueError, match="no law says"):
        start("assist.answer")
    assert start("assist.answer", days=10).days == 10


def test_a_running_clock_started_again_is_the_same_clock():
    assert start().pk == start(on=MONDAY).pk
    assert Clock.objects.get().started_on == FRIDAY


def test_a_deadline_that_nobody_waits_for_is_not_met():
    assert actions.meet_running(CASE, VISIT, MONDAY, by=BY) is None
    start()
    assert actions.meet_running(CASE, VISIT, MONDAY, by=BY).met_on == MONDAY


def test_a_clock_that_was_met_can_start_anew():
    first = start()
    actions.meet(CASE, VISIT, MONDAY, by=BY)
    assert start(on=TUESDAY).pk != first.pk


def test_an_end_tied_to_another_day_replaces_the_tables_length():
    clock = start("db.review", until=date(2027, 3, 31))
    assert (clock.due_on, clock.days) == (date(2027, 3, 31), 4)


def test_a_clock_says_what_it_is_for():
    start("db.foreseen", until=date(2027, 7, 1), about="女儿 6 月毕业")
    assert read(FRIDAY, "db.foreseen").label == "预定复核：女儿 6 月毕业"


def test_an_end_in_a_year_without_official_calendar_is_an_estimate():
    assert start("db.review").is_estimate
    assert not start().is_estimate


def test_a_clock_that_ends_in_a_year_without_any_calendar_starts_all_the_same():
    clock = start("db.review", date(2089, 6, 1))
    assert (clock.due_on, clock.is_estimate) == (date(2090, 6, 1), True)


def test_days_that_are_simply_counted_are_no_estimate():
    assert not start(NOTICE, date(2027, 3, 1)).is_estimate
    assert not start("db.review", until=date(2027, 3, 31)).is_estimate


@pytest.fixture
def official(monkeypatch):
    """The calendar of 2027 is out, with 17 and 18 February off and Sunday the 21st worked instead."""

    def publish():
        known = calendar._year(2027)
        off, on = {date(2027, 2, 17), date(2027, 2, 18)}, {date(2027, 2, 21)}
        new = replace(known, holidays=known.holidays | off, workdays=frozenset(on), estimate=False)
        monkeypatch.setattr(calendar, "_year", lambda year: new if year == 2027 else known)

    return publish


def test_a_clock_ends_by_the_official_calendar_once_it_is_out(official):
    start(VISIT, date(2027, 2, 10))
    actions.pause(CASE, VISIT, date(2027, 2, 11), "等家庭补正", by=BY)
    actions.resume(CASE, VISIT, date(2027, 2, 12), by=BY)
    start("db.review", until=date(2027, 3, 31))
    assert actions.recount(by=BY).clocks == 0
    assert ends() == {VISIT: (date(2027, 2, 25), True), "db.review": (date(2027, 3, 31), False)}
    official()
    assert actions.recount(by=BY).clocks == 1
    assert ends() == {VISIT: (date(2027, 2, 26), False), "db.review": (date(2027, 3, 31), False)}
    assert actions.recount(by=BY).clocks == 0


def ends():
    return {clock.key: (clock.due_on, clock.is_estimate) for clock in Clock.objects.all()}


@pytest.mark.parametrize(
    ("on", "state", "left"),
    [
        (FRIDAY, "on_time", 10),
        (date(2026, 12, 2), "soon", 2),
        (date(2026, 12, 4), "today", 0),
        (date(2026, 12, 7), "late", -1),
        (date(2026, 12, 11), "late", -5),
    ],
)
def test_a_clock_reads(on, state, left):
    start()
    reading = read(on)
    assert (reading.state, reading.left, reading.used) == (state, left, 10 - left)


def test_the_used_share_ends_at_a_hundred():
    start()
    assert [read(on).share for on in (FRIDAY, date(2026, 11, 27), date(2027, 1, 29))] == [0, 50, 100]


def test_a_day_clock_counts_days():
    start(NOTICE)
    reading = read(MONDAY, NOTICE)
    assert (reading.left, reading.used, reading.unit_label) == (4, 3, "天")


def test_what_was_met_late_stays_late():
    start()
    actions.meet(CASE, VISIT, date(2026, 12, 8), by=BY)
    assert (read(date(2027, 3, 1)).state, read(date(2027, 3, 1)).left) == ("met", -2)


def test_meeting_twice_keeps_the_first_day():
    start()
    for on in (MONDAY, TUESDAY):
        actions.meet(CASE, VISIT, on, by=BY)
    assert Clock.objects.get().met_on == MONDAY


def test_a_dropped_clock_is_never_late():
    start()
    actions.drop(CASE, VISIT, MONDAY, by=BY)
    assert read(date(2027, 3, 1)).state == "dropped"
    assert not queries.running(BY).exists()


def test_what_was_overdue_when_it_was_dropped_stays_missed():
    start()
    actions.drop(CASE, VISIT, date(2026, 12, 7), by=BY)
    assert (read(date(2027, 3, 1)).state, read(date(2027, 3, 1)).left) == ("missed", -1)
    assert read(date(2027, 3, 1)).is_over


def test_what_was_paused_in_time_is_not_missed():
    start()
    actions.pause(CASE, VISIT, MONDAY, "等家庭补材料", by=BY)
    actions.drop(CASE, VISIT, date(2026, 12, 7), by=BY)
    assert read(date(2026, 12, 8)).state == "dropped"


def test_a_notice_that_hung_for_its_time_was_not_missed():
    start(NOTICE)
    actions.drop(CASE, NOTICE, date(2027, 1, 4), by=BY)
    assert read(date(2027, 3, 1), NOTICE).state == "dropped"


def test_what_was_met_is_not_dropped_and_the_other_way_round():
    start()
    actions.meet(CASE, VISIT, MONDAY, by=BY)
    assert actions.drop(CASE, VISIT, TUESDAY, by=BY).dropped_on is None
    start(NOTICE)
    actions.drop(CASE, NOTICE, MONDAY, by=BY)
    assert actions.meet(CASE, NOTICE, TUESDAY, by=BY).met_on is None


def test_the_days_of_a_pause_do_not_count():
    start()
    actions.pause(CASE, VISIT, MONDAY, "等家庭补正", by=BY)
    assert read(date(2027, 1, 29)).state == "paused"
    assert read(date(2027, 1, 29)).left == 9
    actions.resume(CASE, VISIT, date(2026, 11, 27), by=BY)
    assert (read(date(2026, 11, 27)).left, Clock.objects.get().due_on) == (9, date(2026, 12, 10))


def test_a_pause_of_a_day_clock_moves_its_end_by_days():
    start(NOTICE)
    actions.pause(CASE, NOTICE, MONDAY, "重新核对", by=BY)
    assert actions.resume(CASE, NOTICE, date(2026, 11, 26), by=BY).due_on == date(2026, 11, 30)


def test_pausing_twice_keeps_the_first_pause():
    start()
    actions.pause(CASE, VISIT, MONDAY, "等家庭补正", by=BY)
    clock = actions.pause(CASE, VISIT, TUESDAY, "别的", by=BY)
    assert (clock.paused_on, clock.paused_for) == (MONDAY, "等家庭补正")


def test_a_clock_that_runs_is_not_moved_by_resuming_it():
    due = start().due_on
    assert actions.resume(CASE, VISIT, TUESDAY, by=BY).due_on == due


def test_what_is_met_during_a_pause_was_in_time():
    start()
    actions.pause(CASE, VISIT, MONDAY, "等家庭补正", by=BY)
    clock = actions.meet(CASE, VISIT, date(2026, 12, 21), by=BY)
    assert (clock.paused_on, queries.read(clock, clock.met_on).left) == (None, 9)


def test_twenty_working_days_may_become_forty_five():
    start(TOTAL)
    clock = actions.extend(CASE, TOTAL, "公示有异议", by=BY)
    assert (clock.days, clock.extended_for, clock.is_estimate) == (45, "公示有异议", True)
    assert workdays_between(FRIDAY, clock.due_on) == 45


def test_an_extension_keeps_the_days_that_a_pause_gave():
    start(TOTAL)
    actions.pause(CASE, TOTAL, MONDAY, "等家庭补正", by=BY)
    actions.resume(CASE, TOTAL, date(2026, 11, 30), by=BY)
    assert workdays_between(FRIDAY, actions.extend(CASE, TOTAL, "人户分离", by=BY).due_on) == 50


@pytest.mark.parametrize(
    ("key", "reason", "words"),
    [(VISIT, "难查", "没有规定可以延长"), (TOTAL, "  ", "法定理由")],
)
def test_no_extension_without_law_or_reason(key, reason, words):
    start(key)
    with pytest.raises(Refused, match=words):
        actions.extend(CASE, key, reason, by=BY)


def test_an_extension_is_given_once():
    start(TOTAL)
    actions.extend(CASE, TOTAL, "公示有异议", by=BY)
    with pytest.raises(Refused, match="不能再延"):
        actions.extend(CASE, TOTAL, "还有异议", by=BY)


@pytest.mark.parametrize(
    "act",
    [
        lambda: actions.pause(CASE, VISIT, MONDAY, "等", by=BY),
        lambda: actions.resume(CASE, VISIT, MONDAY, by=BY),
        lambda: actions.extend(CASE, TOTAL, "等", by=BY),
    ],
)
def test_a_clock_that_does_not_run_cannot_be_moved(act):
    with pytest.raises(Refused, match="没有在计时"):
        act()


def test_the_most_urgent_clock_comes_first_and_others_places_do_not():
    start(TOTAL)
    start()
    actions.start("SJ-2", VISIT, "500112001", FRIDAY, by=BY)
    clerk = Scope("officer", "officer:1", "", (("clerk", "500110"),))
    assert [clock.key for clock in queries.running(clerk)] == [VISIT, TOTAL]


def test_the_clocks_of_many_cases_take_one_query(django_assert_num_queries):
    start(TOTAL)
    start()
    with django_assert_num_queries(1):
        assert [clock.key for clock in queries.of_cases([CASE, "SJ-9"])[CASE]] == [TOTAL, VISIT]
