"""What is unusual about a day's looks: one rule, one sentence."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from jiuzhu.org.looking import Alarm
from jiuzhu.oversight.rules import RULES, Day, Look, unusual

TEN = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LI, CHEN, LIU = 1, 2, 3


def look(number, login=LI, minutes=0, kind="case", subject="", at=TEN):
    return Look(login, at + timedelta(minutes=minutes), kind, f"SJ-{number}", subject or f"case:SJ-{number}")


def found(rule, *looks, most=3, hours=(7, 20), **more):
    told = unusual(Day(tuple(looks), **more), {rule: Alarm(rule, "", most, "", hours)})
    return {login: one.count for (login, _), one in told.items()}


def test_many_families_in_one_hour_are_noticed():
    assert found("many", *(look(number, minutes=number) for number in range(3))) == {LI: 3}


def test_as_many_over_a_whole_day_are_a_day_s_work():
    assert found("many", *(look(number, minutes=40 * number) for number in range(8))) == {}


def test_one_family_opened_often_is_one_family():
    assert found("many", *(look(1, minutes=number) for number in range(9))) == {}


def test_an_hour_has_no_edges():
    looks = [look(1, minutes=50), look(2, minutes=65), look(3, minutes=100)]
    assert found("many", *looks) == {LI: 3}


def test_looks_before_and_after_office_hours_are_noticed():
    late = [look(number, minutes=60 * 11) for number in range(3)]
    assert found("off_hours", *late, look(9)) == {LI: 3}


def test_on_a_holiday_every_hour_is_outside():
    assert found("off_hours", look(1), look(2), look(3), is_workday=False) == {LI: 3}


def test_closed_cases_in_which_one_never_worked_are_noticed():
    looks = [look(number) for number in range(4)]
    idle = frozenset(one.case_no for one in looks)
    assert found("elsewhere", *looks, idle=idle) == {LI: 4}
    assert found("elsewhere", *looks, idle=idle, worked=frozenset({(LI, "SJ-0"), (LI, "SJ-1")})) == {}
    assert found("elsewhere", *looks, idle=idle, watchers=frozenset({LI})) == {}


def test_a_filed_relative_is_noticed_at_once():
    assert found("relative", look(1), look(2), most=1, relatives=frozenset({(LI, "SJ-2")})) == {LI: 1}


def test_people_of_one_s_own_name_and_town_are_counted_once_each():
    looks = [look(number, kind="raw", subject=f"person:{number}") for number in (1, 2, 2, 3)]
    names = frozenset((LI, f"person:{number}") for number in (1, 2, 3))
    assert found("namesake", *looks, namesakes=names) == {LI: 3}
    assert found("namesake", *looks, namesakes=frozenset()) == {}


def test_of_a_crowd_around_one_family_who_works_there_is_left_out():
    looks = [look(1, login) for login in (LI, CHEN, LIU)]
    assert found("crowd", *looks, worked=frozenset({(LI, "SJ-1")})) == {CHEN: 3, LIU: 3}
    assert found("crowd", *looks[:2]) == {}


def test_a_password_that_was_reset_is_noticed_once_for_each_officer():
    resets = ((LI, "officer:2"), (LI, "officer:2"), (LI, "officer:3"), (CHEN, "officer:1"))
    assert found("reset", resets=resets, most=1) == {LI: 2, CHEN: 1}
    assert found("reset", most=1) == {}


def test_what_was_not_let_through_is_told_and_counts_nowhere_else():
    looks = [look(number, kind="refused") for number in range(4)]
    assert found("refused", *looks, most=1) == {LI: 4}
    for rule in RULES.keys() - {"refused"}:
        assert found(rule, *looks, most=1, is_workday=False) == {}
