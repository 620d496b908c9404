"""The rows of a list from all who feed it as items: those with the same number are one thing, of which the first to say a field is heard.

Of a list a column keeps its length (of bare words: how many different ones); of the items' fields the sum of money and area, the least and the most of numbers and
days, a bit for each word that occurs. Who needs the items themselves reads the dossier.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jiuzhu.lake.compute.columns import NEVER, Array, people
from jiuzhu.lake.compute.parts import UNSAID, Listed, Words
from jiuzhu.lake.compute.wanted import BARE, Measure, UnfitFactError, Unit, Wanted

MOST_WORDS = 63
"""As many bits as an int64 holds."""
NOTHING = {Measure.SUM: 0, Measure.LEAST: NEVER, Measure.MOST: NEVER, Measure.WORDS: 0}
"""What a measure says of items that do not say the field."""


@dataclass(frozen=True)
class Lengths:
    """People with a list, ascending; how long each is, and its measures."""

    who: Array
    length: Array
    measures: dict[str, Array]


def lengths(wanted: Wanted, pieces: Sequence[Listed]) -> Lengths:
    """`pieces` in the order in which they are to be heard, each sorted by person."""
    rn = np.concatenate([piece.rn for piece in pieces])
    order = np.argsort(rn, kind="stable") if len(pieces) > 1 else None
    rn = rn if order is None else rn[order]
    who, starts = people(rn)
    item = _items(pieces, order, rn, starts)
    measures = {}
    for field, unit in wanted.fields.items():
        wished = {name: measure for name, (of, measure) in wanted.measures.items() if of == field}
        if wished:
            values, is_said = _field(wanted, field, unit, pieces, order)
            heard = _heard(item, is_said)
            for name, measure in wished.items():
                measures[name] = _measured(measure, rn, values, heard, who)
    if item is None:
        length = np.diff(starts, append=len(rn))
    else:
        length = np.add.reduceat(item == np.arange(len(rn)), starts, dtype=np.int64)
    if BARE in wanted.fields:
        different = np.bitwise_count(measures[Measure.WORDS])
        length = np.where(different, different, length)
    return Lengths(who, length, measures)


def _items(pieces: Sequence[Listed], order: Array | None, rn: Array, starts: Array) -> Array | None:
    """The first row of the thing that each row speaks of; None when every row speaks of its own."""
    if len(starts) == len(rn) or all(piece.same is None for piece in pieces):
        return None
    same = pa.chunked_array(
        [pa.nulls(len(piece.rn), pa.string()) if piece.same is None else piece.same for piece in pieces]
    )
    counts = np.diff(starts, append=len(rn))
    several = np.flatnonzero(np.repeat(counts > 1, counts))
    coded = same.take(pa.array(several if order is None else order[several])).combine_chunks()
    coded = (coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded).dictionary_encode()
    empty = len(coded.dictionary)
    codes = coded.indices.fill_null(empty).to_numpy().astype(np.int64)
    nameless = (codes == empty) | (codes == pc.index(coded.dictionary, "").as_py())
    several, codes = several[~nameless], codes[~nameless]
    _, first, group = np.unique(
        rn[several].astype(np.int64) * (empty + 1) + codes, return_index=True, return_inverse=True
    )
    item = np.arange(len(rn))
    item[several] = several[first[group]]
    return item


def _field(
    wanted: Wanted, name: str, unit: Unit, pieces: Sequence[Listed], order: Array | None
) -> tuple[Array, Array | None]:
    """One field of all rows as numbers (a word as its place in the column's words), and which rows say it."""
    words = wanted.words(name)
    if len(words) > MOST_WORDS:
        raise UnfitFactError(f"{wanted.key}.{name}：取值超过 {MOST_WORDS} 种")
    values, said = [], []
    for piece in pieces:
        column = piece.fields.get(name)
        if isinstance(column, Words):
            said.append(column.places != UNSAID)
            column = np.array([*map(words.index, column.words), UNSAID])[column.places]
        elif column is None:
            column, _ = np.zeros(len(piece.rn), np.int64), said.append(np.zeros(len(piece.rn), bool))
        else:
            said.append(column != NEVER if unit in (Unit.DATE, Unit.MONTH) else np.ones(len(column), bool))
        values.append(column)
    value, is_said = np.concatenate(values).astype(np.int64), np.concatenate(said)
    if order is not None:
        value, is_said = value[order], is_said[order]
    return value, None if is_said.all() else is_said


def _heard(item: Array | None, is_said: Array | None) -> Array | None:
    """The rows that give their items the field: the first that says it. None: every row."""
    if item is None:
        return None if is_said is None else np.flatnonzero(is_said)
    rows = np.arange(len(item)) if is_said is None else np.flatnonzero(is_said)
    return rows[np.unique(item[rows], return_index=True)[1]]


def _measured(measure: Measure, rn: Array, values: Array, heard: Array | None, who: Array) -> Array:
    if heard is not None:
        rn, values = rn[heard], values[heard]
    some, starts = people(rn)
    if len(some) == len(who):
        return _REDUCED[measure](values, starts)
    found = np.full(len(who), NOTHING[measure], np.int64)
    if len(some):
        found[np.searchsorted(who, some)] = _REDUCED[measure](values, starts)
    return found


_REDUCED = {
    Measure.SUM: np.add.reduceat,
    Measure.LEAST: np.minimum.reduceat,
    Measure.MOST: np.maximum.reduceat,
    Measure.WORDS: lambda values, starts: np.bitwise_or.reduceat(np.left_shift(1, values), starts),
}
