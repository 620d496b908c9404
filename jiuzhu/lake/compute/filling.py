"""One column being filled, part by part, in the order of the table: of single values the first source wins, of sums the first

register, whose holders add up; all others add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from jiuzhu.lake.compute import lists
from jiuzhu.lake.compute.columns import Array
from jiuzhu.lake.compute.parts import UNSAID, Listed, Part, Words
from jiuzhu.lake.compute.runs import YEAR, Run, State
from jiuzhu.lake.compute.wanted import Measure, Unit, Wanted

_WIDTH = {Unit.RECORDS: np.int32, Unit.ITEMS: np.int32, Unit.WORD: np.int32, Unit.DATE: np.int32, Unit.MONTH: np.int32,
          Unit.FLAG: np.bool_}  # fmt: skip


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
    words: pa.ChunkedArray = field(default_factory=lambda: pa.chunked_array([], pa.string()))
    measures: dict[str, Array] = field(default_factory=dict)
    bits: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Filling:
    """Fills one column, part by part, in the order of the table."""

    def __init__(self, wanted: Wanted, run: Run) -> None:
        self.wanted, self.waiting = wanted, list[Listed]()
        self.is_alone = len({source.code for source, _ in wanted.feeders}) == 1
        unit = wanted.unit(run.months)
        none = next((fact.none for _, fact in wanted.feeders if fact.none is not None), None)
        value = np.zeros(run.size, _WIDTH.get(unit, np.int64))
        if unit is Unit.WORD:
            value.fill(UNSAID)
        self.column = Column(unit, value, np.zeros(run.size, np.int8), none)
        self.is_text = unit is Unit.WORD and wanted.is_text()
        if unit is Unit.WORD and not self.is_text:
            self.column.words = pa.chunked_array([pa.array(wanted.words(), pa.string())])
        if unit is Unit.ITEMS:
            self._make_room(run.size)
        self.place = {word: place for place, word in enumerate(wanted.words())} if unit is Unit.WORD else {}
        self.texts: list[pa.Array] = []
        self.register, self.told = "", np.zeros(0, bool)

    def _make_room(self, size: int) -> None:
        column, wanted = self.column, self.wanted
        for name, (of, measure) in wanted.measures.items():
            width = np.int32 if wanted.fields[of] in (Unit.DATE, Unit.MONTH) else np.int64
            if measure is Measure.WORDS:
                column.bits[name] = wanted.words(of)
                width = np.min_scalar_type((1 << len(column.bits[name])) - 1)
            column.measures[name] = np.zeros(size, width)

    def take(self, part: Part | Listed | None, register: str) -> None:
        """What one source of a register says of some people; None: nothing."""
        column = self.column
        if isinstance(part, Listed):
            self.waiting.append(part)
        elif part is not None:
            who, values = part.who, part.values
            if isinstance(values, Words):
                values = self._placed(values)
            if self.wanted.make in ("total", "count"):
                column.value[who] += values
            elif self.wanted.make == "sum":
                is_open = ~self._told_before(register)[who]
                column.value[who[is_open]] += values[is_open]
            else:
                new = column.state[who] != State.HAS
                who, values = (who, values) if new.all() else (who[new], values[new])
                column.value[who] = values
            column.state[who] = State.HAS

    def _told_before(self, register: str) -> Array:
        """Who was told of by an earlier register."""
        if register != self.register:
            self.register, self.told = register, self.column.state == State.HAS
        return self.told

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

    def finish(self, run: Run, doubtful: Mapping[str, Array]) -> None:
        """Say why the cells without a value have none; `doubtful` as `Run.without_record` takes it."""
        self.settle()
        column = self.column
        if column.unit is Unit.FEN_A_YEAR:
            months = self.wanted.window(run.months)
            if months != YEAR:
                column.value = column.value * YEAR // months
        if self.texts:
            coded = pa.concat_arrays(self.texts).dictionary_encode()
            column.value = np.append(coded.indices.to_numpy(), np.int32(UNSAID))[column.value]
            column.words = pa.chunked_array([coded.dictionary])
        np.copyto(column.state, run.without_record(self.wanted, doubtful), where=column.state != State.HAS)
