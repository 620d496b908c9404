"""Working days from the official yearly calendars in `data/calendar` (国务院办公厅节假日安排)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    holidays: frozenset[date]
    workdays: frozenset[date]
    estimate: bool


def _path(year: int) -> Path:
    return Path(settings.DATA) / "calendar" / f"{year}.yaml"


@cache
def _year(year: int) -> Year:
    path = _path(year)
    if not path.exists():
        return Year(frozenset(), frozenset(), estimate=True)
    text = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return Year(frozenset(text["holidays"]), frozenset(text["workdays"]), bool(text["estimate"]))


def is_workday(day: date) -> bool:
    """Whether offices work on `day`: statutory holidays off, 调休 weekends on; in a year without a calendar Monday to Friday."""
    year = _year(day.year)
    return day in year.workdays or (day.weekday() < 5 and day not in year.holidays)


def is_estimate(day: date) -> bool:
    """Whether the calendar of that year is not yet official, or not there at all (so the deadline is 暂估)."""
    return _year(day.year).estimate


def add_workdays(start: date, days: int) -> date:
    """The `days`-th working day after `start` (the day itself does not count, 民法典 第201条)."""
    day = start
    while days > 0:
        day += ONE_DAY
        days -= is_workday(day)
    return day


def workday_from(day: date) -> date:
    """`day` itself, or the first working day after it."""
    while not is_workday(day):
        day += ONE_DAY
    return day


def workdays_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before."""
    if end < start:
        return -workdays_between(end, start)
    count, day = 0, start
    while day < end:
        day += ONE_DAY
        count += is_workday(day)
    return count
