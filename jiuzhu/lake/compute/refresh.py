"""Bring the facts of everybody from one run to the next by computing only what the difference between the two concerns."""

from collections.abc import Iterable
from functools import reduce

import numpy as np

from jiuzhu.catalogue.values import Source
from jiuzhu.lake.compute.changes import concerned
from jiuzhu.lake.compute.columns import Array
from jiuzhu.lake.compute.facts import Facts, compute, patch
from jiuzhu.lake.compute.filling import Column
from jiuzhu.lake.compute.parts import UNSAID
from jiuzhu.lake.compute.runs import Run
from jiuzhu.lake.compute.serving import Serving
from jiuzhu.lake.compute.wanted import Unit, Wanted

FULL_SHARE = 0.3
"""When more people than this share are concerned, a scan of everybody is cheaper than picking them."""


def refresh(
    facts: Facts,
    before: Run,
    now: Run,
    wanted: Iterable[Wanted],
    serving: Serving,
    full_share: float = FULL_SHARE,
) -> Array:
    """Make `facts`, which `before` gave, those of `now`, in place; returns who was computed anew, ascending.

    Both runs have the same table and window. A source that has become fresh or stale concerns everybody, and its columns
    are made from the files; anything else only those whose rows, unusable rows, consent or windows are others.
    """
    every = list(wanted)
    grown = np.arange(before.size, now.size, dtype=np.int32)
    for column in {id(column): column for column in facts.columns.values()}.values():
        _grow(column, now.size)
    who, feeding, turned = [grown], set[str](), set[str]()
    for source in now.catalogue.sources.values():
        if (before.is_fresh(source), before.is_stale(source)) != (now.is_fresh(source), now.is_stale(source)):
            turned.add(source.code)
        elif len(some := _concerned(source, before, now, every)):
            who.append(some)
            feeding.add(source.code)
    people = reduce(np.union1d, who).astype(np.int32)
    if len(people) > full_share * now.size:
        turned |= feeding
    whole = [each for each in every if _feeds(each, turned)]
    if whole:
        made = compute(now, whole)
        facts.columns |= made.columns
        facts.has_record |= made.has_record
    made_whole = {each.key for each in whole}
    rest = [each for each in every if each.key not in made_whole]
    if len(grown):
        patch(facts, now, rest, grown, serving.reader(grown))
    if feeding and len(people):
        patch(facts, now, [each for each in rest if _feeds(each, feeding)], people, serving.reader(people))
    return np.arange(now.size, dtype=np.int32) if whole else people


def _concerned(source: Source, before: Run, now: Run, wanted: list[Wanted]) -> Array:
    facts = [fact for each in wanted for feeder, fact in each.feeders if feeder.code == source.code]
    if not facts:
        return np.empty(0, np.int32)
    old, new, some = before.snapshots.get(source.code), now.snapshots.get(source.code), np.empty(0, np.int32)
    if old and new and old.path != new.path and now.is_fresh(source):
        some = concerned(old, new, facts, now.months)
    were, are = (run.unsure.get(source.code, some[:0]) for run in (before, now))
    some = np.union1d(some, np.setxor1d(were, are))
    were, are = (np.broadcast_to(run.may_ask(source), run.size)[: before.size] for run in (before, now))
    return np.union1d(some[some < now.size], np.flatnonzero(were != are))


def _feeds(wanted: Wanted, sources: set[str]) -> bool:
    return any(source.code in sources for source, _ in wanted.feeders)


def _grow(column: Column, size: int) -> None:
    """Cells for people whose numbers are new; nothing is known of them yet."""
    column.value = _longer(column.value, size, UNSAID if column.unit is Unit.WORD else 0)
    column.state = _longer(column.state, size, 0)
    column.measures = {name: _longer(each, size, 0) for name, each in column.measures.items()}


def _longer(values: Array, size: int, nothing: int) -> Array:
    return (
        np.append(values, np.full(size - len(values), nothing, values.dtype))
        if len(values) < size
        else values
    )
