"""Rows of one source in memory, as a serving copy has them: sorted by person, nothing null, texts large, flags bytes."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from jiuzhu.catalogue.values import Source
from jiuzhu.lake.compute.columns import Array, Rows
from jiuzhu.lake.layout import RN


class Table:
    """A whole serving copy, mapped, or one frame of a sealed one."""

    def __init__(self, source: Source, batch: pa.RecordBatch) -> None:
        self.source, self.batch = source, batch
        self.rn = batch.column(RN).to_numpy()
        self._numbers = memoryview(self.rn)

    def around(self, rn: int) -> "Table":
        """The rows in memory among which this person's are, if there are any."""
        return self

    def span(self, rn: int) -> tuple[int, int]:
        """The first of a person's rows, and the first after them."""
        first = bisect_left(self._numbers, rn)
        if first == len(self._numbers) or self._numbers[first] != rn:
            return first, first
        return first, bisect_right(self._numbers, rn, first)

    def rows_of(self, who: Array, names: Sequence[str]) -> Rows:
        """The rows of some people (ascending), who are renumbered by their place."""
        batch, places = self.picked(who, names)
        return Rows(self.source.fields, {name: batch.column(name) for name in names}, places)

    def picked(self, who: Array, names: Sequence[str]) -> tuple[pa.RecordBatch, Array]:
        """These columns of the rows of some people, and of each row the place of its person in `who`, which ascends."""
        people, batch = who.astype(np.int32), self.batch.select(names)
        firsts = np.searchsorted(self.rn, people)
        there = (
            np.flatnonzero(self.rn[np.minimum(firsts, len(self.rn) - 1)] == people)
            if len(self.rn)
            else firsts[:0]
        )
        if not len(there):
            return batch.slice(0, 0), self.rn[:0]
        firsts = firsts[there]
        counts = np.searchsorted(self.rn, people[there], side="right") - firsts
        ends = np.cumsum(counts)
        places = np.arange(ends[-1]) + np.repeat(firsts - (ends - counts), counts)
        return batch.take(pa.array(places)), np.repeat(there.astype(np.int32), counts)
