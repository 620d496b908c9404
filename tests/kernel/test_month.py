"""Months count on across years; ages count full years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.kernel.month import Month, age_on


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_adding_and_taking_months_is_exact(day, months):
    month = Month.of(day)
    assert (month + months) - months == month
    assert month.first <= day <= month.last
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize("text", ["2025-13", "2025-0", "2025/01", "", "25-01"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match="不是月份"):
        Month.parse(text)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1956, 11, 20), date(2026, 11, 20), 70),
        (date(1956, 11, 21), date(2026, 11, 20), 69),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_the_birthday_itself_counts(born, day, age):
    assert age_on(born, day) == age
