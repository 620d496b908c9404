"""Rows of one source in memory, as a serving copy has them: sorted by person, nothing null, texts large, flags bytes.

Their row numbers are run-end encoded: every person once, with where the person's rows end.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jiuzhu.catalogue.values import Source
from jiuzhu.lake.compute.columns import Array, Rows
from jiuzhu.lake.layout import RN


def by_person(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The same rows with their row numbers run-end encoded."""
    place = batch.schema.get_field_index(RN)
    return batch.set_column(place, RN, pc.run_end_encode(batch.column(place)))


WORTH_SCANNING = 32
"""To look at so many marks costs about as much as to search for one person."""


class Group:
    """Some people, ascending, and a mark for each row number up to theirs."""

    def __init__(self, who: Array) -> None:
        self.who = who.astype(np.int32)
        self.marks = np.zeros(int(who[-1]) + 1 if len(who) else 0, bool)
        self.marks[who] = True


class Table:
    """A whole serving copy, mapped, or one frame of a sealed one."""

    def __init__(self, source: Source, batch: pa.RecordBatch) -> None:
        self.source, self.batch = source, batch
        numbers = batch.column(RN)
        self._people, self._ends = numbers.values.to_numpy(), numbers.run_ends.to_numpy()
        self._sought = memoryview(self._people)

    def around(self, rn: int) -> "Table":
        """The rows in memory among which this person's are, if there are any."""
        return self

    def span(self, rn: int) -> tuple[int, int]:
        """The first of a person's rows, and the first after them."""
        place = bisect_left(self._sought, rn)
        first = int(self._ends[place - 1]) if place else 0
        if place == len(self._sought) or self._sought[place] != rn:
            return first, first
        return first, int(self._ends[place])

    def rows_of(self, group: Group, names: Sequence[str]) -> Rows:
        """The rows of some people, who are renumbered by their place."""
        batch, places = self.picked(group, names)
        return Rows(self.source.fields, {name: batch.column(name) for name in names}, places)

    def picked(self, group: Group, names: Sequence[str]) -> tuple[pa.RecordBatch, Array]:
        """These columns of the rows of some people, and of each row the place of its person in the group."""
        batch = self.batch.select(names)
        places, there = self._met(group)
        if not len(there):
            return batch.slice(0, 0), np.empty(0, np.int32)
        ends = self._ends[places]
        counts = ends - np.where(places, self._ends[places - 1], 0)
        after = np.cumsum(counts)
        rows = np.arange(after[-1]) + np.repeat(ends - after, counts)
        return batch.take(pa.array(rows)), np.repeat(there.astype(np.int32), counts)

    def _met(self, group: Group) -> tuple[Array, Array]:
        """Where those of a group who have rows stand among the people, and where in the group: by whichever list is shorter."""
        if len(self._people) < WORTH_SCANNING * len(group.who):
            known = self._people[: np.searchsorted(self._people, len(group.marks))]
            places = np.flatnonzero(group.marks[known])
            return places, np.searchsorted(group.who, known[places])
        places = np.searchsorted(self._people, group.who)
        known = np.minimum(places, len(self._people) - 1)
        there = np.flatnonzero(self._people[known] == group.who)
        return places[there], there
