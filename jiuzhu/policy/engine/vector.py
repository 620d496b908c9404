"""What generated columns call: the language's functions and the aggregates, on arrays, with the same results as on one value."""

from functools import reduce
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[Any]
_EPOCH = 719_163
"""The day number of 1970-01-01."""


def owners(starts: Column, people: int) -> Column:
    """For each person the index of the household."""
    return np.repeat(np.arange(len(starts)), np.diff(np.append(starts, people)))


def fit(value: Any, length: int, kind: Any) -> Column:
    """A result as a whole column of its type (a rule over numbers alone gives one value)."""
    return np.broadcast_to(np.asarray(value).astype(kind), (length,))


def truth(value: Any) -> Any:
    """A value as yes or no."""
    return np.asarray(value).astype(bool)


def least(*values: Any) -> Any:
    """min"""
    return reduce(np.minimum, values)


def most(*values: Any) -> Any:
    """max, pick"""
    return reduce(np.maximum, values)


def band(table: tuple[tuple[Any, Any], ...], x: Any) -> Any:
    """As `builtins.band`."""
    result = table[-1][1]
    for upper, value in reversed(table):
        result = np.where(np.less_equal(x, upper), value, result)
    return result


def _parts(days: Any) -> tuple[Column, Column]:
    """Months since year 0 and days of the month, of day numbers."""
    moments = (np.asarray(days, dtype=np.int64) - _EPOCH).astype("datetime64[D]")
    month = moments.astype("datetime64[M]")
    return month.astype(np.int64) + 1970 * 12, (moments - month.astype("datetime64[D]")).astype(np.int64) + 1


def age(born: Any, date: Any) -> Column:
    """As `builtins.age`."""
    return _full_months(born, date) // 12


def months(start: Any, end: Any) -> Column:
    """As `builtins.months`."""
    return np.maximum(0, _full_months(start, end))


def _full_months(start: Any, end: Any) -> Column:
    (first, first_day), (last, last_day) = _parts(start), _parts(end)
    full: Column = last - first - (last_day < first_day)
    return full


def total(starts: Column, values: Column, where: Any = True) -> Column:
    """Sum over each household."""
    summed: Column = np.add.reduceat(np.where(where, values, 0).astype(np.int64), starts)
    return summed


count = total


def any_of(starts: Column, values: Column, where: Any = True) -> Column:
    """Whether one says yes."""
    found: Column = np.logical_or.reduceat(truth(values) & truth(where), starts)
    return found


def all_of(starts: Column, values: Column, where: Any = True) -> Column:
    """Whether all say yes."""
    found: Column = np.logical_and.reduceat(truth(values) | np.logical_not(where), starts)
    return found


def _extreme(how: Any, starts: Column, values: Column, where: Any, neutral: int) -> Column:
    chosen = np.broadcast_to(np.asarray(where).astype(bool), values.shape)
    found: Column = how.reduceat(np.where(chosen, values, neutral).astype(np.int64), starts)
    return np.where(np.logical_or.reduceat(chosen, starts), found, 0)


def lowest(starts: Column, values: Column, where: Any = True) -> Column:
    """The least, 0 of nobody."""
    return _extreme(np.minimum, starts, values, where, np.iinfo(np.int64).max)


def highest(starts: Column, values: Column, where: Any = True) -> Column:
    """The most, 0 of nobody."""
    return _extreme(np.maximum, starts, values, where, np.iinfo(np.int64).min)
