"""From the records of one person to found values, as the catalogue says. Pure: no database, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.catalogue.values import ELSEWHERE, Catalogue, Fact, Field, Source
from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.kernel.month import Month

YEAR = 12
JOINED = ("list", "count", "total")
"""Ways of making a value in which what several sources say adds up."""
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What one source told about one person: its records, and the day they are true on."""

    source: str
    as_of: date
    records: Sequence[Record]
    months: int = YEAR
    """How many full months before `as_of` incomes are asked for; divides 12."""


Kept = tuple[Source, Fact, Told, list[Record]]
"""What one source tells that a fact is about."""


@dataclass(frozen=True)
class Found:
    """A value for one fact, from which sources, true when (the oldest of them).

    A register that all its many holders answered without a record is named by its own code.
    """

    key: str
    value: Any
    sources: tuple[str, ...]
    true_on: date


def found(table: Catalogue, told: Iterable[Told], awaited: Iterable[str] = ()) -> list[Found]:
    """Every fact that follows from the answers about one person.

    Lists and totals of several sources are joined; of single values the first source in the table's order wins. A list
    is said to be empty, and a total to be nothing, only when every source that can prove it has answered: unknown is
    not none. Another region's centre is one more holder of a register; `awaited` are those asked that have not answered.
    """
    answers = {each.source: each for each in told}
    facts: dict[str, list[tuple[Source, Fact]]] = {}
    away = [code for code in (*answers, *awaited) if ELSEWHERE in code]
    for source in (*table.sources.values(), *map(table.source, table.in_order(away))):
        for fact in source.facts:
            facts.setdefault(fact.key, []).append((source, fact))
    values = (_found(key, feeders, answers) for key, feeders in facts.items())
    return [value for value in values if value is not None]


def _found(key: str, feeders: list[tuple[Source, Fact]], answers: Mapping[str, Told]) -> Found | None:
    heard = [(source, fact, answers[source.code]) for source, fact in feeders if source.code in answers]
    kept = _once([(source, fact, told, rows) for source, fact, told in heard if (rows := _kept(fact, told))])
    if kept:
        first, make = kept[0][0].register, kept[0][1].make
        if make == "sum":
            kept = [each for each in kept if each[0].register is first]
        elif make not in JOINED:
            kept = kept[:1]
        told_by = [told for _, _, told, _ in kept]
        return Found(
            key,
            _value(kept),
            tuple(dict.fromkeys(told.source for told in told_by)),
            min(told.as_of for told in told_by),
        )
    proving = [source.code for source, fact in feeders if fact.none is not None]
    if not proving or any(code not in answers for code in proving):
        return None
    none = next(fact.none for _, fact in feeders if fact.none is not None)
    registers = {source.code: source.register.code for source, _ in feeders}
    names = dict.fromkeys(registers[code] for code in proving)
    return Found(key, none, tuple(names), min(answers[code].as_of for code in proving))


def _kept(fact: Fact, told: Told) -> list[Record]:
    """The records the fact is about: of the right kind, in force, in the months asked for."""
    rows = [row for row in told.records if all(row[name] in words for name, words in fact.where)]
    if fact.current:
        since, until = fact.current
        day = told.as_of.isoformat()
        rows = [row for row in rows if row[since] <= day and (not row[until] or row[until] >= day)]
    if fact.make == "sum":
        months = {str(Month.of(told.as_of) - back) for back in range(1, (fact.months or told.months) + 1)}
        rows = [row for row in rows if row[fact.by][:7] in months]
    return rows


def _once(kept: list[Kept]) -> list[Kept]:
    """What another region tells again of a register, record for record, counts once."""
    known: dict[str, list[Record]] = {}
    once = []
    for source, fact, told, rows in kept:
        before = known.setdefault(source.register.code, [])
        new = [row for row in rows if row not in before] if source.region else rows
        before.extend(new)
        if new:
            once.append((source, fact, told, new))
    return once


def _value(kept: list[Kept]) -> Any:
    source, fact, told, rows = kept[0]
    if fact.make == "sum":
        fen = sum(row[fact.of] for *_, each in kept for row in each)
        return _periodic(fen, fact.months or told.months)
    if fact.make == "total":
        return plain_yuan(sum(row[fact.of] for _, fact, _, rows in kept for row in rows))
    if fact.make == "count":
        return sum(len(each) for *_, each in kept)
    if fact.make == "list":
        return _joined(kept)
    return _read(source.fields, fact.of, max(rows, key=lambda row: row[fact.latest]))


def _periodic(fen: int, months: int) -> dict[str, str]:
    """Money of a window: one month stays a month, anything longer is a year's."""
    return {"per_month": plain_yuan(fen)} if months == 1 else {"per_year": plain_yuan(fen * YEAR // months)}


def _joined(kept: list[Kept]) -> list[Any]:
    items: dict[Any, dict[str, Any]] = {}
    for source, fact, _, rows in kept:
        for row in rows:
            same = (row[fact.same] if fact.same else "") or len(items)
            item = {name: _read(source.fields, column, row) for name, column in fact.of.items()}
            known = {name: value for name, value in item.items() if value is not None}
            items[same] = known | items.get(same, {})
    bare = [item[""] for item in items.values() if "" in item]
    return list(dict.fromkeys(bare)) if bare else list(items.values())


def _read(fields: Mapping[str, Field], column: str, row: Record) -> Any:
    """One column as facts write it: yuan and square metres as text; None when the source left it empty."""
    if column.startswith("="):
        return column[1:]
    value, kind = row[column], fields[column].type
    if kind in ("fen", "dm2"):
        return plain_yuan(value)
    return None if value == "" else value
