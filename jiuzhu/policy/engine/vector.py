"""What generated columns call: the language's functions and the aggregates, on arrays, with the same results as on one value."""

from datetime import date
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[Any]
_EPOCH = 719_163
"""The day number of 1970-01-01."""


def owners(edges: Column) -> Column:
    """For each row the number of its owner: those from `edges[i]` up to `edges[i + 1]` belong to i."""
    return np.repeat(np.arange(len(edges) - 1), np.diff(edges))


def fit(value: Any, length: int, kind: Any) -> Column:
    """A result as a whole column of its type (a rule over numbers alone gives one value)."""
    return np.broadcast_to(np.asarray(value).astype(kind), (length,))


def truth(value: Any) -> Any:
    """A value as yes or no."""
    return np.asarray(value).astype(bool)


def wide(value: Any) -> Any:
    """A number in full width, yes or no as 1 or 0."""
    return np.asarray(value).astype(np.int64, copy=False)


def least(*values: Any) -> Any:
    """min"""
    return reduce(np.minimum, values)


def most(*values: Any) -> Any:
    """max, pick"""
    return reduce(np.maximum, values)


def band(table: tuple[tuple[Any, Any], ...], x: Any, fits: Any = np.less_equal) -> Any:
    """As `builtins.band`."""
    result = table[-1][1]
    for upper, value in reversed(table):
        result = np.where(fits(x, upper), value, result)
    return result


def under(table: tuple[tuple[Any, Any], ...], x: Any) -> Any:
    """As `builtins.under`."""
    return band(table, x, np.less)


def _months_and_day(days: Column) -> Column:
    """Months since year 0 times 32, plus the day of the month, of day numbers."""
    moments = (days - _EPOCH).astype("datetime64[D]")
    month = moments.astype("datetime64[M]")
    day = (moments - month.astype("datetime64[D]")).astype(np.int64) + 1
    found: Column = (month.astype(np.int64) + 1970 * 12) * 32 + day
    return found


FIRST, LAST = date(1850, 1, 1).toordinal(), date(2150, 12, 31).toordinal()
NEAR = _months_and_day(np.arange(FIRST, LAST + 1)).astype(np.int32)
"""What is looked up rather than computed: the days of the living."""


def _calendar(days: Any) -> Column:
    found = np.asarray(days, dtype=np.int64)
    if found.size and found.min() >= FIRST and found.max() <= LAST:
        return NEAR.take(found - FIRST)
    return _months_and_day(found)


def age(born: Any, on: Any) -> Column:
    """As `builtins.age`."""
    return _full_months(born, on) // 12


def months(start: Any, end: Any) -> Column:
    """As `builtins.months`."""
    return np.maximum(0, _full_months(start, end))


def _full_months(start: Any, end: Any) -> Column:
    """A day of the month is below 32, so one that is not yet reached borrows a month."""
    full: Column = ((_calendar(end) - _calendar(start)) >> 5).astype(np.int64)
    return full


def _over(how: Any, edges: Column, values: Column, neutral: Any) -> Column:
    """A ufunc over the rows of each owner; the neutral value for an owner without rows."""
    starts = edges[:-1]
    has_rows = starts < edges[1:]
    if has_rows.all() and len(starts):
        every: Column = how.reduceat(values, starts)
        return every
    found = np.full(len(starts), neutral, dtype=values.dtype)
    if has_rows.any():
        found[has_rows] = how.reduceat(values, starts[has_rows])
    return found


def total(edges: Column, values: Column, where: Any = True) -> Column:
    """Sum over the rows of each owner: what the running sum gains; it may wrap, the difference does not."""
    if where is True:
        chosen = values
    else:
        chosen = values & where if values.dtype == np.bool_ else np.where(where, values, 0)
    running = np.zeros(len(chosen) + 1, dtype=np.int64)
    np.cumsum(chosen, out=running[1:])
    at_edges: Column = running[edges]
    sums: Column = at_edges[1:] - at_edges[:-1]
    return sums


count = total


def any_of(edges: Column, values: Column, where: Any = True) -> Column:
    """Whether one says yes."""
    found: Column = total(edges, truth(values), where) > 0
    return found


def all_of(edges: Column, values: Column, where: Any = True) -> Column:
    """Whether all say yes."""
    found: Column = total(edges, np.logical_not(values), where) == 0
    return found


def value_of(edges: Column, values: Column, where: Column) -> Column:
    """The value of the first row chosen, 0 of nobody."""
    chosen = truth(where)
    first = _over(np.minimum, edges, np.where(chosen, np.arange(len(values)), len(values)), len(values))
    found: Column = np.append(values, values.dtype.type(0))[first]
    return found


def _extreme(how: Any, edges: Column, values: Column, where: Any, neutral: int) -> Column:
    chosen = np.broadcast_to(truth(where), values.shape)
    found = _over(how, edges, np.where(chosen, values, neutral).astype(np.int64), neutral)
    return np.where(_over(np.logical_or, edges, chosen, False), found, 0)


def lowest(edges: Column, values: Column, where: Any = True) -> Column:
    """The least, 0 of nobody."""
    return _extreme(np.minimum, edges, values, where, np.iinfo(np.int64).max)


def highest(edges: Column, values: Column, where: Any = True) -> Column:
    """The most, 0 of nobody."""
    return _extreme(np.maximum, edges, values, where, np.iinfo(np.int64).min)
