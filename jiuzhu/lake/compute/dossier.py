"""Everything the lake holds of one person, register by register, as records that `verification.found` takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from jiuzhu.catalogue.values import Field
from jiuzhu.kernel.month import Month
from jiuzhu.lake.compute.columns import NEVER
from jiuzhu.lake.compute.frames import OPEN
from jiuzhu.lake.compute.runs import Run
from jiuzhu.lake.compute.serving import Copy, Serving
from jiuzhu.lake.compute.table import Table
from jiuzhu.lake.compute.wanted import TEXTS
from jiuzhu.lake.compute.windows import EPOCH

Read = Callable[[int, int], list[Any]]


@dataclass(frozen=True)
class Told:
    """What one source holds of the person: no records when it has none. Empty texts, days and months are ""."""

    source: str
    as_of: date
    records: list[dict[str, Any]]


class Dossiers:
    """The dossiers of a run: of its fresh sources, each of which tells only of those of whom it may be asked."""

    def __init__(self, run: Run, serving: Serving) -> None:
        self._books = [
            (
                run.may_ask(source),
                source.code,
                run.snapshots[source.code].as_of,
                _Book(serving.table(run.snapshots[source.code])),
            )
            for source in run.catalogue.sources.values()
            if run.is_fresh(source)
        ]

    def read(self, rn: int) -> list[Told]:
        """In the order of the table; who may not be asked is left out, and their rows are not touched."""
        return [
            Told(code, as_of, book.records(rn))
            for asked, code, as_of, book in self._books
            if (asked[rn] if asked.ndim else asked)
        ]


class _Book:
    """One source's serving copy, with a sheet for whatever of it is in memory."""

    def __init__(self, copy: Copy) -> None:
        self._copy = copy
        self._sheet = lru_cache(OPEN)(_Sheet)

    def records(self, rn: int) -> list[dict[str, Any]]:
        return self._sheet(self._copy.around(rn)).records(rn)


class _Sheet:
    """Rows in memory, with what reads each of their columns."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._names = list(table.source.fields)
        self._readers = [
            _reader(field, table.batch.column(name)) for name, field in table.source.fields.items()
        ]

    def records(self, rn: int) -> list[dict[str, Any]]:
        first, last = self._table.span(rn)
        if first == last:
            return []
        columns = [read(first, last) for read in self._readers]
        return [dict(zip(self._names, row, strict=True)) for row in zip(*columns, strict=True)]


def _reader(field: Field, column: pa.Array) -> Read:
    if field.type in TEXTS:
        return _texts(column)
    if field.type == "enum":
        words, places = column.dictionary.to_pylist(), column.indices.to_numpy()
        return lambda first, last: [words[place] for place in places[first:last].tolist()]
    numbers = column.to_numpy()
    if field.type == "flag":
        flags = numbers.view(bool)
        return lambda first, last: flags[first:last].tolist()
    if field.type in ("date", "month"):
        text = day_text if field.type == "date" else month_text
        return lambda first, last: [text(number) for number in numbers[first:last].tolist()]
    return lambda first, last: numbers[first:last].tolist()


def _texts(column: pa.Array) -> Read:
    _, offsets, content = column.buffers()
    ends = np.frombuffer(offsets, np.int64)[column.offset :] if offsets else np.zeros(1, np.int64)
    bytes_ = memoryview(content or b"")

    def read(first: int, last: int) -> list[str]:
        cuts = ends[first : last + 1].tolist()
        return [str(bytes_[begin:end], "utf-8") for begin, end in pairwise(cuts)]

    return read


@cache
def day_text(number: int) -> str:
    return "" if number == NEVER else date.fromordinal(number + EPOCH).isoformat()


@cache
def month_text(number: int) -> str:
    return "" if number == NEVER else str(Month(number))
