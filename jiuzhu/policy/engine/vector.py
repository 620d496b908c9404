"""What generated columns call: the language's functions and the aggregates, on arrays, with the same results as on one value."""

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


def whole(value: Any) -> Any:
    """Yes or no as 1 or 0."""
    return np.asarray(value).astype(np.int64)


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
    """Sum over the rows of each owner."""
    return _over(np.add, edges, np.where(where, values, 0).astype(np.int64), 0)


count = total


def any_of(edges: Column, values: Column, where: Any = True) -> Column:
    """Whether one says yes."""
    return _over(np.logical_or, edges, truth(values) & truth(where), False)


def all_of(edges: Column, values: Column, where: Any = True) -> Column:
    """Whether all say yes."""
    return _over(np.logical_and, edges, truth(values) | np.logical_not(where), True)


def value_of(edges: Column, values: Column, where: Column) -> Column:
    """The value of the first row chosen, 0 of nobody."""
    chosen = truth(where)
    first = _over(np.minimum, edges, np.where(chosen, np.arange(len(values)), len(values)), len(values))
    return np.append(values, values.dtype.type(0))[first]


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
