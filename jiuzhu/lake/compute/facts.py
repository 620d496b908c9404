"""Facts and items of everybody, one column each by row number: every source read once, its people addressed directly.

What a column says of a person is what `verification.found` says of the same records, a list but for its items.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from jiuzhu.catalogue.values import Fact, Source
from jiuzhu.lake.compute import lists
from jiuzhu.lake.compute.columns import NEVER, Array, Rows, Snapshot, pieces
from jiuzhu.lake.compute.parts import UNSAID, Listed, Part, Words, part
from jiuzhu.lake.compute.runs import YEAR, Run, State
from jiuzhu.lake.compute.wanted import Measure, Unit, Wanted, columns_of

Reader = Callable[[Snapshot, list[str]], Iterable[Rows]]
_WIDTH = {Unit.RECORDS: np.int32, Unit.ITEMS: np.int32, Unit.WORD: np.int32, Unit.DATE: np.int32, Unit.MONTH: np.int32,
          Unit.FLAG: np.bool_}  # fmt: skip
_NOTHING = {Unit.WORD: UNSAID, Unit.DATE: NEVER, Unit.MONTH: NEVER}


@dataclass
class Column:
    """A value and a state (`runs.State`) for each row number. Where the state is not HAS the value means nothing.

    A word is a place in `words` (after a patch some may stand there twice), UNSAID where the source left it empty, as NEVER
    is for a date. `none` is what NONE says. Of a list the value is its length; `measures` are as long as the column, their
    bits are places among `bits`.
    """

    unit: Unit
    value: Array
    state: Array
    none: Any
    words: pa.Array = field(default_factory=lambda: pa.array([], pa.string()))
    measures: dict[str, Array] = field(default_factory=dict)
    bits: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Facts:
    """Columns by key, and for each source that was read who has a record there, a bit a row number (`numpy.packbits`).

    Columns that say the same share their arrays.
    """

    columns: dict[str, Column]
    has_record: dict[str, Array]


def compute(run: Run, wanted: Iterable[Wanted], read: Reader = pieces) -> Facts:
    """All of these columns for everybody of the run. Sources that are stale, or may be asked about nobody, are not read."""
    every = list(wanted)
    makers = {each.content: _Maker(each, run) for each in every}
    feeding = _by_source(makers.values())
    has_record: dict[str, Array] = {}
    for source in run.catalogue.sources.values():
        asked = run.may_ask(source)
        if source.code in feeding and run.is_fresh(source) and asked.any():
            there, fed = np.zeros(run.size, bool), feeding[source.code]
            snapshot = run.snapshots[source.code]
            for rows in read(snapshot, needed(source, [fact for _, fact, _ in fed])):
                lawful = rows.only(asked[rows.rn]) if asked.ndim else rows
                there[lawful.rn] = True
                _take(fed, lawful, snapshot, run.months)
            has_record[source.code] = np.packbits(there)
    for maker in makers.values():
        maker.finish(run)
    return Facts({each.key: makers[each.content].column for each in every}, has_record)


def _by_source(makers: Iterable["_Maker"]) -> dict[str, list["Feed"]]:
    """Who is to be given what of each source, each maker in the order of its feeders."""
    feeds: dict[str, list[Feed]] = {}
    for maker in makers:
        for source, fact in maker.wanted.feeders:
            feeds.setdefault(source.code, []).append((maker, fact, repr(replace(fact, key="", none=None))))
    return feeds


def needed(source: Source, facts: Iterable[Fact]) -> list[str]:
    """The columns that these facts of a source read."""
    return list(dict.fromkeys(name for fact in facts for name in columns_of(source, fact)))


def _take(feeds: list["Feed"], rows: Rows, snapshot: Snapshot, months: int) -> None:
    """Give each column its part of some rows; what two columns need alike is made once."""
    made: dict[str, Part | Listed | None] = {}
    for maker, fact, shape in feeds:
        if shape not in made:
            made[shape] = part(fact, rows, snapshot.as_of, months)
        maker.take(made[shape])
    for maker, *_ in feeds:
        if maker.is_alone:
            maker.settle()


class _Maker:
    """Fills one column, part by part, in the order of the table."""

    def __init__(self, wanted: Wanted, run: Run) -> None:
        self.wanted, self.waiting = wanted, list[Listed]()
        self.is_alone = len({source.code for source, _ in wanted.feeders}) == 1
        unit = wanted.unit(run.months)
        none = next((fact.none for _, fact in wanted.feeders if fact.none is not None), None)
        value = np.full(run.size, _NOTHING.get(unit, 0), _WIDTH.get(unit, np.int64))
        self.column = Column(unit, value, np.zeros(run.size, np.int8), none)
        self.is_text = unit is Unit.WORD and wanted.is_text()
        if unit is Unit.WORD and not self.is_text:
            self.column.words = pa.array(wanted.words(), pa.string())
        if unit is Unit.ITEMS:
            self._make_room(run.size)
        self.place = {word: place for place, word in enumerate(wanted.words())} if unit is Unit.WORD else {}
        self.texts: list[pa.Array] = []

    def _make_room(self, size: int) -> None:
        column, wanted = self.column, self.wanted
        for name, (of, measure) in wanted.measures.items():
            width = np.int32 if wanted.fields[of] in (Unit.DATE, Unit.MONTH) else np.int64
            if measure is Measure.WORDS:
                column.bits[name] = wanted.words(of)
                width = np.min_scalar_type((1 << len(column.bits[name])) - 1)
            column.measures[name] = np.full(size, lists.NOTHING[measure], width)

    def take(self, part: Part | Listed | None) -> None:
        column = self.column
        if isinstance(part, Listed):
            self.waiting.append(part)
        elif part is not None:
            who, values = part.who, part.values
            if isinstance(values, Words):
                values = self._placed(values)
            if self.wanted.make in ("total", "count"):
                column.value[who] += values
            else:
                new = column.state[who] != State.HAS
                who, values = (who, values) if new.all() else (who[new], values[new])
                column.value[who] = values
            column.state[who] = State.HAS

    def _placed(self, values: Words) -> Array:
        """Words as places among the column's; of texts, among all that were heard so far."""
        if not self.is_text:
            return np.array([*map(self.place.__getitem__, values.words), UNSAID], np.int32)[values.places]
        heard = sum(map(len, self.texts))
        self.texts.append(pa.array(values.words, pa.string()))
        return np.where(values.places == UNSAID, UNSAID, values.places + heard)

    def settle(self) -> None:
        """Make the rows that wait into lists."""
        if self.waiting:
            made = lists.lengths(self.wanted, self.waiting)
            self.waiting.clear()
            self.column.value[made.who] = made.length
            self.column.state[made.who] = State.HAS
            for name, values in made.measures.items():
                self.column.measures[name][made.who] = values

    def finish(self, run: Run) -> None:
        self.settle()
        column = self.column
        if column.unit is Unit.FEN_A_YEAR:
            months = self.wanted.window(run.months)
            if months != YEAR:
                column.value = column.value * YEAR // months
        if self.texts:
            coded = pa.concat_arrays(self.texts).dictionary_encode()
            column.value = np.append(coded.indices.to_numpy(), np.int32(UNSAID))[column.value]
            column.words = coded.dictionary
        column.state = np.where(column.state == State.HAS, State.HAS, run.without_record(self.wanted)).astype(
            np.int8
        )


Feed = tuple[_Maker, Fact, str]
"""A column to fill, the fact by which, and the fact's text without its name."""


def patch(facts: Facts, run: Run, wanted: Iterable[Wanted], who: Array, read: Reader) -> None:
    """Put these people's cells, computed anew, into the old columns, in place. `who` ascends; `read` yields their rows,

    renumbered by their place in `who` (`serving.Serving.reader`). The columns left out of `wanted` stay as they are.
    """
    some = list(wanted)
    fresh = compute(run.of(who), some, read)
    for key, small in fresh.columns.items():
        column = facts.columns[key]
        column.value[who] = _with_words_of(column, small)
        column.state[who] = small.state
        for name, values in small.measures.items():
            column.measures[name][who] = values
    nobody = np.packbits(np.zeros(run.size, bool))
    for code in {source.code for each in some for source, _ in each.feeders}:
        there = np.unpackbits(facts.has_record.get(code, nobody), count=run.size)
        there[who] = np.unpackbits(fresh.has_record[code], count=len(who)) if code in fresh.has_record else 0
        facts.has_record[code] = np.packbits(there)


def _with_words_of(column: Column, small: Column) -> Array:
    """The small column's values, a word as its place in the old column's words, to which those that it brings are added."""
    if small.unit is not Unit.WORD or small.words.equals(column.words):
        return small.value
    heard, column.words = len(column.words), pa.concat_arrays([column.words, small.words])
    return np.where(small.value == UNSAID, UNSAID, small.value + heard)
