"""Rows of a register that the truth knows nothing of, drawn from its own fields: the same world, source and person give

the same rows on every day. Only registers that accuse nobody are drawn: a row that would become a fact is not given.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from jiuzhu.catalogue.values import Field, Register, Source
from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.making import AS_OF
from jiuzhu.demo.world.reckoning import last_months
from jiuzhu.demo.world.records.value import AHEAD, Drawing
from jiuzhu.demo.world.truth import Person
from jiuzhu.kernel.month import age_on

Row = dict[str, Any]
SETTINGS = Path(__file__).with_name("drawn.yaml")
WHO: Mapping[str, Callable[[Lookup, Person], bool]] = {
    "anyone": lambda world, one: True,
    "adult": lambda world, one: _age(one) >= 18,
    "working": lambda world, one: 16 <= _age(one) < 60 and one.study == "none",
    "young": lambda world, one: 6 <= _age(one) < 25,
    "woman": lambda world, one: one.sex == "female" and _age(one) >= 18,
    "pupil": lambda world, one: bool(world.owned("schooling", one.id_number)),
    "head": lambda world, one: one.role == "head" and one.household > 0,
    "rural_head": lambda world, one: one.role == "head" and one.household > 0 and one.registered[9:10] == "2",
    "farming": lambda world, one: one.employment == "farming",
    "employed": lambda world, one: one.employment == "employed",
    "trader": lambda world, one: bool(world.owned("businesses", one.id_number)),
    "company": lambda world, one: any(b.kind == "company" for b in world.owned("businesses", one.id_number)),
    "driver": lambda world, one: any(v.kind == "truck" for v in world.owned("vehicles", one.id_number)),
    "saver": lambda world, one: bool(world.owned("fund_accounts", one.id_number)),
    "very_ill": lambda world, one: one.illness == "major",
    "disabled": lambda world, one: bool(world.owned("certificates", one.id_number)),
}
"""Whom a register is about; the words of `who` in the settings."""


def holder(source: Source, holders: Sequence[Source]) -> Callable[[Lookup, str, date], list[Row]]:
    """The answer of one source; of several holders of a register each family is with one."""
    register, setting = source.register, setting_of(source.register.code)

    def rows(world: Lookup, number: str, on: date) -> list[Row]:
        one = world.people[number]
        if one.died_on <= on or one.born > on or not WHO[setting["who"]](world, one):
            return []
        home = one.household or number
        if holders[dice(world, register.code, home).randrange(len(holders))].code != source.code:
            return []
        if dice(world, register.code, number, "has").random() >= setting["share"]:
            return []
        return [row for row in _rows(register, setting, world, one, on) if not _says_a_fact(register, row)]

    return rows


def filled(register: Register, world: Lookup, row: Row, on: date) -> Row:
    """A row with exactly the register's columns: what it lacks is drawn, what the register does not have is left out."""
    missing = [field for name, field in register.fields.items() if name not in row]
    if missing:
        seen = dice(world, register.code, row["id_number"])
        drawing = Drawing(seen, world, world.people[row["id_number"]], on, AS_OF, setting_of(register.code))
        row = row | {field.name: drawing.value(field) for field in missing}
    return {name: row[name] for name in ("id_number", *register.fields)}


def setting_of(register: str) -> Mapping[str, Any]:
    """How a register is drawn: `share` of those it is about (`who`), `rows` or `months`, ranges and words of fields."""
    table = _settings()
    return {**table["default"], **table["registers"].get(register, {}), "texts": table["texts"]}


def dice(world: Lookup, *key: object) -> random.Random:
    """Always the same dice for a world and a key."""
    text = "|".join(str(each) for each in (world.mark, *key))
    return random.Random(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big"))


def _rows(
    register: Register, setting: Mapping[str, Any], world: Lookup, one: Person, on: date
) -> Iterator[Row]:
    monthly = any(field.type == "month" for field in register.fields.values())
    events: list[Any] = [*last_months(on, setting["months"])] if monthly else [*range(setting["rows"])]
    steady = Drawing(dice(world, register.code, one.id_number), world, one, on, AS_OF, setting)
    lasting = {name: steady.value(field) for name, field in register.fields.items()}
    for event in events:
        drawing = Drawing(dice(world, register.code, one.id_number, event), world, one, on, AS_OF, setting)
        changing = {
            name: drawing.value(field, event)
            for name, field in register.fields.items()
            if _changes(field, monthly)
        }
        row = lasting | changing
        if _has_begun(register, row, on):
            yield {"id_number": one.id_number, **row}


def _changes(field: Field, monthly: bool) -> bool:
    """What differs from row to row; from month to month only amounts do, an account stays what it is."""
    return not monthly or field.type in ("month", "fen", "int")


def _has_begun(register: Register, row: Row, on: date) -> bool:
    days = [name for name, field in register.fields.items() if field.type == "date" and name not in AHEAD]
    return all(row[name] <= on.isoformat() for name in days)


def _says_a_fact(register: Register, row: Row) -> bool:
    return any(all(row[name] in words for name, words in fact.where) for fact in register.facts)


def _age(one: Person) -> int:
    return age_on(one.born, AS_OF)


@cache
def _settings() -> Mapping[str, Any]:
    return yaml.load(SETTINGS.read_text(encoding="utf-8"), yaml.CSafeLoader)
