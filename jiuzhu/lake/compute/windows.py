"""Which rows a fact is about: of the right words, in force on the day, in the full months before it. As `verification.found` has it."""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jiuzhu.catalogue.values import Fact, Field
from jiuzhu.kernel.month import Month
from jiuzhu.lake.compute.columns import NEVER, Array, BadColumnError, Rows

EPOCH = date(1970, 1, 1).toordinal()


def kept(fact: Fact, rows: Rows, as_of: date, months: int) -> Array | None:
    """A mask over the rows; None keeps them all. `months` is the window of sums that have none of their own."""
    masks = [
        _once(rows, ("where", name, words), lambda n=name, w=words: among(rows, n, w))
        for name, words in fact.where
    ]
    if fact.current:
        masks.append(_once(rows, ("current", fact.current, as_of), lambda: current(fact, rows, as_of)))
    if fact.make == "sum":
        window = fact.months or months
        masks.append(
            _once(rows, ("months", fact.by, window, as_of), lambda: within(fact, rows, as_of, window))
        )
    return reduce(and_, masks) if masks else None


def among(rows: Rows, name: str, words: tuple[Any, ...]) -> Array:
    """Which rows have one of these words in a column."""
    field = rows.fields[name]
    if field.type == "flag":
        return np.where(rows.numbers(name), True in words, False in words)
    if field.type == "enum":
        return np.array([word in words for word in (*field.words, "")])[rows.numbers(name)]
    if field.type in ("id", "text"):
        sought = pa.array([word for word in words if isinstance(word, str)], rows.texts(name).type)
        return pc.is_in(rows.texts(name), sought).to_numpy(zero_copy_only=False)
    return np.isin(
        rows.numbers(name), [number for word in words if (number := written(field, word)) is not None]
    )


def written(field: Field, word: Any) -> int | None:
    """A word of the catalogue as the number that stands in the column; None when no row can say it."""
    if field.type in ("int", "fen", "dm2"):
        return int(word) if isinstance(word, int) else None
    if not isinstance(word, str):
        return None
    if not word:
        return NEVER
    return day_number(date.fromisoformat(word)) if field.type == "date" else Month.parse(word).number


def current(fact: Fact, rows: Rows, as_of: date) -> Array:
    """In force on the day: begun by then or who knows when, not over before it.

    A month is compared as its text is: one that began is in force, its own last month is over.
    """
    since, until = fact.current or ("", "")
    ends = rows.numbers(until)
    return (rows.numbers(since) <= latest_start(rows.fields[since], as_of)) & (
        (ends == NEVER) | (ends >= earliest_end(rows.fields[until], as_of))
    )


def latest_start(field: Field, as_of: date) -> int:
    return day_number(as_of) if _is_day(field) else Month.of(as_of).number


def earliest_end(field: Field, as_of: date) -> int:
    return day_number(as_of) if _is_day(field) else Month.of(as_of).number + 1


def within(fact: Fact, rows: Rows, as_of: date, months: int) -> Array:
    first, last = window(rows.fields[fact.by], as_of, months)
    by = rows.numbers(fact.by)
    return (by >= first) & (by <= last)


def window(field: Field, as_of: date, months: int) -> tuple[int, int]:
    """First and last number of the full months before a day, in the column's own counting."""
    first, last = Month.of(as_of) - months, Month.of(as_of) - 1
    return (day_number(first.first), day_number(last.last)) if _is_day(field) else (first.number, last.number)


def day_number(day: date) -> int:
    return day.toordinal() - EPOCH


def _is_day(field: Field) -> bool:
    if field.type not in ("date", "month"):
        raise BadColumnError(f"{field.name} 不是日期，也不是月份")
    return field.type == "date"


def _once(rows: Rows, key: Any, mask: Callable[[], Array]) -> Array:
    return rows.masked(key, mask)
