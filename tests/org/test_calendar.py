"""Working days by the official calendars, and what holds for every period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.org.calendar import add_workdays, is_estimate, is_workday, workdays_between

days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
lengths = st.integers(0, 60)


@pytest.mark.parametrize(
    "day",
    ["2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10", "2026-01-04"],
)
def test_a_weekend_worked_instead_is_a_working_day(day):
    day = date.fromisoformat(day)
    assert day.weekday() >= 5 and is_workday(day)


@pytest.mark.parametrize("day", [date(2026, 10, 1) + timedelta(days=n) for n in range(7)], ids=str)
def test_the_national_day_of_2026_is_a_week_off(day):
    assert not is_workday(day)


def test_a_deadline_runs_over_the_national_day():
    assert add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert workdays_between(date(2026, 9, 30), date(2026, 10, 10)) == 3


def test_the_day_itself_does_not_count():
    assert add_workdays(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert add_workdays(date(2026, 11, 20), 0) == date(2026, 11, 20)


def test_a_calendar_not_yet_published_is_an_estimate():
    assert is_estimate(date(2027, 1, 4)) and not is_estimate(date(2026, 12, 31))


def test_a_year_without_any_calendar_is_an_estimate_at_best():
    assert is_estimate(date(2090, 6, 1))
    assert is_workday(date(2090, 6, 1)) and not is_workday(date(2090, 6, 3))
    assert add_workdays(date(2090, 6, 1), 2) == date(2090, 6, 5)


def test_the_spring_festival_of_the_estimated_year_is_off():
    assert not is_workday(date(2027, 2, 5))
    assert add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)


@given(days, st.integers(1, 60))
def test_a_period_ends_on_a_working_day(start, length):
    assert is_workday(add_workdays(start, length))


@given(days, lengths)
def test_counting_a_period_gives_its_length_back(start, length):
    assert workdays_between(start, add_workdays(start, length)) == length


@given(days, lengths, lengths)
def test_two_periods_one_after_the_other_are_one(start, first, second):
    assert add_workdays(add_workdays(start, first), second) == add_workdays(start, first + second)


@given(days, days)
def test_counting_backwards_is_the_negative(start, end):
    assert workdays_between(start, end) == -workdays_between(end, start)


@given(days, days, days)
def test_the_count_over_a_day_between_adds_up(start, between, end):
    start, between, end = sorted((start, between, end))
    assert workdays_between(start, between) + workdays_between(between, end) == workdays_between(start, end)
