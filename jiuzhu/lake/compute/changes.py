"""Whom a new snapshot of a source concerns: rows added, removed or altered, and rows that the new day counts otherwise."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jiuzhu.catalogue.values import Fact, Field
from jiuzhu.lake.compute.columns import Array, Snapshot, as_numbers, pieces
from jiuzhu.lake.compute.facts import needed
from jiuzhu.lake.compute.wanted import TEXTS
from jiuzhu.lake.compute.windows import kept
from jiuzhu.lake.layout import RN


def changed(old: Snapshot, new: Snapshot, names: Iterable[str] | None = None) -> Array:
    """The row numbers, ascending, of people whose rows differ in these columns (all of them when None), or are in other order."""
    fields = new.source.fields
    with (
        pq.ParquetFile(old.opened()) as before,
        pq.ParquetFile(new.opened()) as after,
    ):
        ours, theirs = (file.read([RN]).column(0).to_numpy() for file in (before, after))
        size = max((int(rn[-1]) + 1 for rn in (ours, theirs) if len(rn)), default=0)
        differs = np.bincount(ours, minlength=size) != np.bincount(theirs, minlength=size)
        keep_ours, keep_theirs = _kept(differs, ours), _kept(differs, theirs)
        rn = theirs if keep_theirs is None else theirs[keep_theirs]
        for name in fields if names is None else names:
            unlike = _unlike(
                fields[name],
                before.read([name]).column(0),
                keep_ours,
                after.read([name]).column(0),
                keep_theirs,
            )
            differs[rn[unlike]] = True
    return np.flatnonzero(differs).astype(np.int32)


def _kept(differs: Array, rn: Array) -> Array | None:
    """The rows of people with as many rows as before, which lie side by side; None: all of them."""
    keep = ~differs[rn]
    return None if keep.all() else keep


def _unlike(
    field: Field,
    ours: pa.ChunkedArray,
    keep_ours: Array | None,
    theirs: pa.ChunkedArray,
    keep_theirs: Array | None,
) -> Array:
    if field.type in TEXTS:
        left, right = (
            column if keep is None else column.filter(pa.array(keep))
            for column, keep in ((ours, keep_ours), (theirs, keep_theirs))
        )
        return pc.not_equal(left, right).to_numpy()
    before, after = (
        numbers if keep is None else numbers[keep]
        for numbers, keep in ((_numbers(field, ours), keep_ours), (_numbers(field, theirs), keep_theirs))
    )
    return before != after


def _numbers(field: Field, column: pa.ChunkedArray) -> Array:
    chunks = [as_numbers(field, chunk) for chunk in column.chunks]
    return np.concatenate(chunks) if chunks else np.empty(0, np.int64)


def moved(facts: Iterable[Fact], new: Snapshot, before: date, months: int) -> Array:
    """The row numbers, ascending, of people with rows that one of these facts counts on one of the two days only."""
    dated = [fact for fact in facts if fact.current or fact.make == "sum"]
    if not dated or before == new.as_of:
        return np.empty(0, np.int32)
    who = []
    for rows in pieces(new, needed(new.source, dated)):
        for fact in dated:
            then, now = (kept(fact, rows, day, months) for day in (before, new.as_of))
            who.append(rows.rn[np.not_equal(then, now)])
    return np.unique(np.concatenate(who)) if who else np.empty(0, np.int32)


def concerned(old: Snapshot, new: Snapshot, facts: Iterable[Fact], months: int) -> Array:
    """Everybody whose values of these facts of the source may be others, ascending; their households follow from the registry."""
    every = list(facts)
    return np.union1d(
        changed(old, new, needed(new.source, every)), moved(every, new, old.as_of, months)
    ).astype(np.int32)
