"""`age` and `months` of the language as whole-number arithmetic on day numbers, for machine code."""

import numba

from jiuzhu.policy.engine.vector import FIRST, LAST, Column

_BEFORE = 305
"""Days from 0000-03-01 to day number 0; a year that begins in March has its odd day last."""


@numba.njit(inline="always", error_model="numpy")
def month_and_day(number: int) -> tuple[int, int]:
    """Months since year 0 and the day of the month, of a day number (`date.toordinal`)."""
    shifted = number + _BEFORE
    era = shifted // 146_097
    day_of_era = shifted - era * 146_097
    year_of_era = (day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    months = (era * 400 + year_of_era) * 12 + month + 2
    return months, day_of_year - (153 * month + 2) // 5 + 1


@numba.njit(inline="always", error_model="numpy")
def calendar(near: Column, number: int) -> int:
    """Months since year 0 times 32, plus the day of the month; looked up in `near` (`vector.NEAR`) where it can be."""
    if FIRST <= number <= LAST:
        return int(near[number - FIRST])
    month, day = month_and_day(number)
    return month * 32 + day


@numba.njit(inline="always", error_model="numpy")
def age(near: Column, born: int, date: int) -> int:
    """As `builtins.age`."""
    return ((calendar(near, date) - calendar(near, born)) >> 5) // 12


@numba.njit(inline="always", error_model="numpy")
def months(near: Column, start: int, end: int) -> int:
    """As `builtins.months`."""
    return max(0, (calendar(near, end) - calendar(near, start)) >> 5)
