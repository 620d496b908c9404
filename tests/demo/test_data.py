"""The files in `data/` hang together: divisions by parent, calendars by weekday."""

from datetime import date

import pytest
import yaml
from django.conf import settings

from jiuzhu.demo.world.places import counties, full_name, places, villages
from jiuzhu.org.calendar import add_workdays, is_estimate, is_workday

YEARS = range(2018, 2028)
LEVELS = {"province": "", "city": "province", "county": "city", "town": "county", "village": "town"}


def calendar(year):
    return yaml.safe_load((settings.DATA / "calendar" / f"{year}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", [counties, places])
def test_every_division_hangs_below_one_of_the_level_above(table):
    for place in table().values():
        assert (table()[place.parent].level if place.parent else "") == LEVELS[place.level], place


def test_the_county_has_twenty_one_towns_and_their_villages():
    assert sum(place.level == "town" for place in places().values()) == 21
    assert len(villages("500110114")) == 21


def test_an_address_reads_as_a_department_writes_it():
    assert full_name("500110114201") == "重庆市綦江区三角镇永安村"
    assert full_name("520322") == "贵州省遵义市桐梓县"


@pytest.mark.parametrize("year", YEARS)
def test_a_calendar_has_weekends_worked_and_days_off_of_its_year(year):
    text = calendar(year)
    assert text["year"] == year
    assert {day.year for day in text["holidays"] + text["workdays"]} == {year}
    assert all(day.weekday() >= 5 for day in text["workdays"])
    assert len(text["holidays"]) >= 11


def test_only_the_year_without_a_notice_is_an_estimate():
    assert [year for year in YEARS if is_estimate(date(year, 6, 1))] == [2027]


def test_working_days_go_over_the_national_holiday_and_its_exchanged_days():
    assert is_workday(date(2026, 9, 20))
    assert not is_workday(date(2026, 10, 7))
    assert add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)
