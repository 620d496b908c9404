"""The serving copy of a snapshot: its columns as they are in memory, mapped from a file, so that some people's rows cost no scan.

Derived from the Parquet file and named as it; may be deleted at any time. Texts are large, flags bytes, nothing is null.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.catalogue.values import Field, Source
from jiuzhu.lake.compute.columns import NEVER, Array, Rows, Snapshot
from jiuzhu.lake.compute.facts import Reader
from jiuzhu.lake.compute.wanted import TEXTS
from jiuzhu.lake.layout import RN


def place(snapshot: Snapshot, folder: Path) -> Path:
    """Where a snapshot's serving copy stands."""
    return folder / snapshot.source.register.code / snapshot.source.code / f"{snapshot.path.stem}.arrow"


def make(snapshot: Snapshot, folder: Path) -> Path:
    """Write the serving copy, unless it is there. Whoever reads meanwhile sees the whole file or none."""
    path = place(snapshot, folder)
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    source = snapshot.source
    with pq.ParquetFile(snapshot.path, memory_map=True) as file:
        columns = {RN: _whole(file.read([RN]).column(0))}
        for name, field in source.fields.items():
            columns[name] = _served(field, file.read([name]).column(0))
    unfinished = path.with_suffix(".part")
    batch = pa.record_batch(columns)
    with pa.OSFile(str(unfinished), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)
    unfinished.replace(path)
    return path


def _served(field: Field, column: pa.ChunkedArray) -> pa.Array:
    if field.type in TEXTS:
        column = column.cast(pa.large_string()).fill_null("")
    elif field.type == "flag":
        column = column.cast(pa.uint8())
    elif field.type == "enum":
        column = column.unify_dictionaries()
        if column.null_count:
            column = column.cast(pa.string()).fill_null("").dictionary_encode().unify_dictionaries()
    elif field.type in ("date", "month"):
        column = column.cast(pa.int32()).fill_null(NEVER)
    return _whole(column)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


class Table:
    """One snapshot's serving copy, mapped."""

    def __init__(self, source: Source, path: Path) -> None:
        self.source = source
        self.batch = pa.ipc.open_file(pa.memory_map(str(path))).get_batch(0)
        self.rn = self.batch.column(RN).to_numpy()
        self._numbers = memoryview(self.rn)

    def span(self, rn: int) -> tuple[int, int]:
        """The first of a person's rows, and the first after them."""
        first = bisect_left(self._numbers, rn)
        if first == len(self._numbers) or self._numbers[first] != rn:
            return first, first
        return first, bisect_right(self._numbers, rn, first)

    def rows_of(self, who: Array, names: Iterable[str]) -> Rows:
        """The rows of some people (ascending), who are renumbered by their place."""
        people, batch = who.astype(np.int32), self.batch
        firsts = np.searchsorted(self.rn, people)
        there = (
            np.flatnonzero(self.rn[np.minimum(firsts, len(self.rn) - 1)] == people)
            if len(self.rn)
            else firsts[:0]
        )
        if not len(there):
            return Rows(
                self.source.fields, {name: batch.column(name).slice(0, 0) for name in names}, self.rn[:0]
            )
        firsts = firsts[there]
        counts = np.searchsorted(self.rn, people[there], side="right") - firsts
        ends = np.cumsum(counts)
        places = pa.array(np.arange(ends[-1]) + np.repeat(firsts - (ends - counts), counts))
        columns = {name: batch.column(name).take(places) for name in names}
        return Rows(self.source.fields, columns, np.repeat(there.astype(np.int32), counts))


class Serving:
    """The serving copies in a folder; each is mapped once, the first time it is needed, and made if it is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[Path, Table] = {}

    def table(self, snapshot: Snapshot) -> Table:
        if snapshot.path not in self._tables:
            self._tables[snapshot.path] = Table(snapshot.source, make(snapshot, self.folder))
        return self._tables[snapshot.path]

    def reader(self, who: Array) -> Reader:
        """How `facts.patch` reads these people's rows."""

        def read(snapshot: Snapshot, names: list[str]) -> Iterator[Rows]:
            yield self.table(snapshot).rows_of(who, names)

        return read
