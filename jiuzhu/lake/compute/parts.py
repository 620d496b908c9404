"""What one source alone says of each of some people by one fact: sums, counts, the newest value, the rows of a list.

Rows are sorted by person, so a person's rows are a stretch of them: no hashing, one pass.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jiuzhu.catalogue.values import Fact
from jiuzhu.lake.compute.columns import Array, Rows, people
from jiuzhu.lake.compute.wanted import BARE, CONSTANT, TEXTS, spoken
from jiuzhu.lake.compute.windows import kept

UNSAID = -1
"""The place of a word that the source left empty."""


@dataclass(frozen=True)
class Words:
    """Values that are words: places in a list of words of their own, UNSAID where there is none. Texts have theirs in Arrow."""

    places: Array
    words: tuple[str, ...] | pa.Array


@dataclass(frozen=True)
class Part:
    """People who have kept rows, ascending, and a value of each of them."""

    who: Array
    values: Array | Words


@dataclass(frozen=True)
class Listed:
    """The kept rows of a list: whose, what makes two of them the same thing ("" nothing), and their fields."""

    rn: Array
    same: pa.Array | None
    fields: dict[str, Array | Words]


def part(fact: Fact, rows: Rows, as_of: date, months: int) -> Part | Listed | None:
    """None when nobody among these rows has a record that the fact is about."""
    mask = kept(fact, rows, as_of, months)
    chosen = None if mask is None else np.flatnonzero(mask)
    rn = rows.rn if chosen is None else rows.rn[chosen]
    if not len(rn):
        return None
    if fact.make == "list":
        return _listed(fact, rows, rn, chosen)
    who, starts = people(rn)
    if fact.make == "count":
        return Part(who, np.diff(starts, append=len(rn)))
    if fact.make in ("sum", "total"):
        return Part(who, np.add.reduceat(_numbers(rows, fact.of, chosen), starts))
    return Part(who, _said(rows, fact.of, newest(_numbers(rows, fact.latest, chosen), starts), chosen))


def newest(latest: Array, starts: Array) -> Array:
    """Of each stretch the first row with its highest value."""
    if len(starts) == len(latest):
        return starts
    highest = np.repeat(np.maximum.reduceat(latest, starts), np.diff(starts, append=len(latest)))
    is_top = latest == highest
    before = np.cumsum(is_top)[starts] - is_top[starts]
    return np.flatnonzero(is_top)[before]


def _numbers(rows: Rows, name: str, chosen: Array | None) -> Array:
    return rows.numbers(name) if chosen is None else rows.numbers(name)[chosen]


def _said(rows: Rows, of: str, picked: Array | None, chosen: Array | None = None) -> Array | Words:
    """A column, or a constant word, at some rows; `picked` counts among those chosen."""
    if picked is None:
        picked = chosen
    elif chosen is not None:
        picked = chosen[picked]
    if of.startswith(CONSTANT):
        return Words(np.zeros(len(rows) if picked is None else len(picked), np.int32), (of[len(CONSTANT) :],))
    field = rows.fields[of]
    if field.type in TEXTS:
        return _texts(rows.texts(of) if picked is None else rows.texts(of).take(pa.array(picked)))
    values = rows.numbers(of) if picked is None else rows.numbers(of)[picked]
    if field.type != "enum":
        return values
    words = spoken(field)
    places = np.array([words.index(word) if word else UNSAID for word in field.words] + [UNSAID], np.int32)
    return Words(places[values], words)


def _texts(column: pa.Array) -> Words:
    coded = column.dictionary_encode()
    table = np.arange(len(coded.dictionary) + 1, dtype=np.int32)
    table[[pc.index(coded.dictionary, "").as_py(), len(coded.dictionary)]] = UNSAID
    return Words(
        table[coded.indices.fill_null(len(coded.dictionary)).to_numpy()], coded.dictionary.cast(pa.string())
    )


def _listed(fact: Fact, rows: Rows, rn: Array, chosen: Array | None) -> Listed:
    fields = {
        name: _said(rows, column, chosen)
        for name, column in fact.of.items()
        if column.startswith(CONSTANT) or name == BARE or rows.fields[column].type not in TEXTS
    }
    same = None
    if fact.same:
        same = rows.texts(fact.same).cast(pa.string())
        same = same if chosen is None else same.take(pa.array(chosen))
    return Listed(rn, same, fields)
