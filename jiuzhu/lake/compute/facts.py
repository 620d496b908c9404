"""Facts and items of everybody, one column each by row number: every source read once, its people addressed directly.

What a column says of a person is what `verification.found` says of the same records, a list but for its items.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jiuzhu.catalogue.values import Fact, Source
from jiuzhu.lake.compute.columns import Array, Rows, Snapshot, pieces
from jiuzhu.lake.compute.filling import Column, Filling
from jiuzhu.lake.compute.parts import UNSAID, Listed, Part, part
from jiuzhu.lake.compute.runs import Asked, Run
from jiuzhu.lake.compute.wanted import Unit, Wanted, columns_of

Reader = Callable[[Snapshot, list[str], Asked], Iterable[Rows]]
"""Yields the rows of a snapshot with these columns, of those at least who may be asked about; whoever is in one piece is in no other."""
Feed = tuple[Filling, Fact, str]
"""A column to fill, the fact by which, and the fact's text without its name."""


@dataclass
class Facts:
    """Columns by key, and for each source that was read who has a record there, a bit a row number (`numpy.packbits`).

    Columns that say the same share their arrays.
    """

    columns: dict[str, Column]
    has_record: dict[str, Array]


def scanned(snapshot: Snapshot, names: list[str], asked: Asked) -> Iterable[Rows]:
    """The rows of everybody: who may not be asked about is left out by whoever asks."""
    return pieces(snapshot, names)


def compute(run: Run, wanted: Iterable[Wanted], read: Reader = scanned) -> Facts:
    """All of these columns for everybody of the run. Sources that are stale, or may be asked about nobody, are not read."""
    every = list(wanted)
    fillings = {each.content: Filling(each, run) for each in every}
    feeding = _by_source(fillings.values())
    has_record: dict[str, Array] = {}
    doubtful: dict[str, Array] = {}
    for source in run.catalogue.sources.values():
        asked = run.may_ask(source)
        if source.code in feeding and run.is_fresh(source) and asked.any():
            there, fed = np.zeros(run.size, bool), feeding[source.code]
            snapshot = run.snapshots[source.code]
            for rows in read(snapshot, needed(source, [fact for _, fact, _ in fed]), asked):
                lawful = rows.only(asked[rows.rn]) if asked.ndim else rows
                there[lawful.rn] = True
                if len(lawful):
                    _take(fed, lawful, snapshot, run.months)
            has_record[source.code] = np.packbits(there)
            doubtful[source.code] = run.doubtful(source, there)
    for filling in fillings.values():
        filling.finish(run, doubtful)
    return Facts({each.key: fillings[each.content].column for each in every}, has_record)


def _by_source(fillings: Iterable[Filling]) -> dict[str, list[Feed]]:
    """Who is to be given what of each source, each filling in the order of its feeders."""
    feeds: dict[str, list[Feed]] = {}
    for filling in fillings:
        for (source, fact), shape in zip(filling.wanted.feeders, filling.wanted.shapes, strict=True):
            feeds.setdefault(source.code, []).append((filling, fact, shape))
    return feeds


def needed(source: Source, facts: Iterable[Fact]) -> list[str]:
    """The columns that these facts of a source read."""
    return list(dict.fromkeys(name for fact in facts for name in columns_of(source, fact)))


def _take(feeds: list[Feed], rows: Rows, snapshot: Snapshot, months: int) -> None:
    """Give each column its part of some rows; what two columns need alike is made once."""
    made: dict[str, Part | Listed | None] = {}
    for filling, fact, shape in feeds:
        if shape not in made:
            made[shape] = part(fact, rows, snapshot.as_of, months)
        filling.take(made[shape], snapshot.source.register.code)
    for filling, *_ in feeds:
        if filling.is_alone:
            filling.settle()


def patch(facts: Facts, run: Run, wanted: Iterable[Wanted], who: Array, read: Reader) -> None:
    """Put these people's cells, computed anew, into the old columns, in place. `who` ascends; `read` yields their rows,

    renumbered by their place in `who` (`serving.Serving.reader`). The columns left out of `wanted` stay as they are.
    """
    some = list(wanted)
    fresh = compute(run.of(who), some, read)
    pairs = ((small, facts.columns[key]) for key, small in fresh.columns.items())
    for small, column in {(id(small), id(column)): (small, column) for small, column in pairs}.values():
        column.value[who] = _with_words_of(column, small)
        column.state[who] = small.state
        for name, values in small.measures.items():
            column.measures[name][who] = values
    _note(
        facts.has_record,
        fresh.has_record,
        {source.code for each in some for source, _ in each.feeders},
        who,
        run.size,
    )


def _note(
    has_record: dict[str, Array], fresh: dict[str, Array], sources: set[str], who: Array, size: int
) -> None:
    """Write these people's bits of some sources; one that is not in `fresh` has no record of any of them."""
    byte, bit, length = who >> 3, (128 >> (who & 7)).astype(np.uint8), (size + 7) // 8
    for code in sources:
        there = has_record.get(code, np.empty(0, np.uint8))
        if len(there) < length:
            there = has_record[code] = np.append(there, np.zeros(length - len(there), np.uint8))
        has = np.unpackbits(fresh[code], count=len(who)).view(bool) if code in fresh else np.False_
        turned = np.flatnonzero((there[byte] & bit).astype(bool) != has)
        np.bitwise_xor.at(there, byte[turned], bit[turned])


def _with_words_of(column: Column, small: Column) -> Array:
    """The small column's values, a word as its place in the old column's words, to which those that it brings are added."""
    if small.unit is not Unit.WORD or (
        len(small.words) == len(column.words) and small.words.equals(column.words)
    ):
        return small.value
    heard = len(column.words)
    column.words = pa.chunked_array([*column.words.chunks, *small.words.chunks], pa.string())
    return np.where(small.value == UNSAID, UNSAID, small.value + heard)
