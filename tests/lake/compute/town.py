"""A small town whose registers lie in a lake: made-up records of each person at each source, and what is found of them one by one."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Catalogue, Field, Source
from jiuzhu.kernel.fen import parse_yuan
from jiuzhu.kernel.month import Month
from jiuzhu.lake.compute.cells import NothingSaidError, said
from jiuzhu.lake.compute.columns import NEVER, Snapshot
from jiuzhu.lake.compute.facts import Facts
from jiuzhu.lake.compute.filling import Column
from jiuzhu.lake.compute.items import key as item_key
from jiuzhu.lake.compute.runs import Run, State
from jiuzhu.lake.compute.wanted import Measure, Unit, Wanted
from jiuzhu.lake.compute.windows import day_number
from jiuzhu.lake.layout import RN, schema
from jiuzhu.vault.files import digest_of, seal_bytes
from jiuzhu.verification.found import Found, Told, found

ON = date(2026, 11, 29)
AS_OF = date(2026, 11, 12)
Records = dict[int, list[dict]]


@dataclass
class Town:
    """The run over it, and the records by source and person that its files were written from."""

    run: Run
    records: dict[str, Records]

    def told(self, rn: int) -> list[Told]:
        """What may be known of a person: of fresh sources that may be asked of them."""
        return [
            Told(
                source.code,
                self.run.snapshots[source.code].as_of,
                self.records[source.code].get(rn, []),
                self.run.months,
            )
            for source in self.run.catalogue.sources.values()
            if self.run.is_fresh(source) and np.broadcast_to(self.run.may_ask(source), self.run.size)[rn]
        ]

    def found(self, rn: int) -> dict[str, Found]:
        """Every fact and item of one person, as one answer after the other yields it; a source in doubt does not answer."""
        doubtful = {
            code for code, some in self.run.unsure.items() if rn in some and not self.records[code].get(rn)
        }
        told = [one for one in self.told(rn) if one.source not in doubtful]
        return {
            each.key: each
            for table in (self.run.catalogue, of_items(self.run.catalogue))
            for each in found(table, told)
        }


def of_items(table: Catalogue) -> Catalogue:
    """The same table with its items as facts."""
    facts = {
        code: tuple(
            replace(item.fact, key=item_key(item))
            for item in table.items
            if item.fact and item.register == code
        )
        for code in table.registers
    }
    registers = {code: replace(register, facts=facts[code]) for code, register in table.registers.items()}
    sources = {
        code: replace(each, register=registers[each.register.code]) for code, each in table.sources.items()
    }
    return replace(table, registers=registers, sources=sources)


def town(
    table: Catalogue,
    lake: Path,
    dice: random.Random,
    size: int = 30,
    months: int = 12,
    is_sealed: bool = False,
) -> Town:
    """Some registers were never delivered, some long ago; of banks and the like half of the people may be asked.

    At each register one person in ten has a row that nobody could use.
    """
    records, snapshots, unsure = {}, {}, {}
    for source in table.sources.values():
        if dice.random() < 0.93:
            records[source.code] = {rn: made(source, dice) for rn in range(size) if dice.random() < 0.5}
            snapshots[source.code] = write(
                lake, source, delivered(source, dice), records[source.code], is_sealed=is_sealed
            )
            unsure[source.code] = np.flatnonzero([dice.random() < 0.1 for _ in range(size)])
    asked = {kind: mask(dice, size) for kind in SourceKind if kind is not SourceKind.GOVERNMENT}
    return Town(Run(table, snapshots, ON, size, asked, months, unsure), records)


def delivered(source: Source, dice: random.Random) -> date:
    return (
        ON - timedelta(source.freshness_days + 1)
        if dice.random() < 0.07
        else max(AS_OF, ON - timedelta(source.freshness_days))
    )


def mask(dice: random.Random, size: int) -> np.ndarray:
    return np.array([dice.random() < 0.5 for _ in range(size)])


def made(source: Source, dice: random.Random) -> list[dict]:
    """One to four records; of each column few values, so that they meet, and those that facts look for among them."""
    sought = [fact.where for fact in source.facts]
    words = {name: list(words) for where in sought for name, words in where}
    return [
        {name: value(field, words.get(name, []), dice) for name, field in source.fields.items()}
        for _ in range(dice.choice((1, 1, 2, 2, 4)))
    ]


def value(field: Field, sought: list, dice: random.Random):
    if sought and dice.random() < 0.6:
        return dice.choice(sought)
    return dice.choice(drawn(field, dice))


def drawn(field: Field, dice: random.Random) -> tuple:
    """Values that this field may have, some of them on the edges of windows."""
    days = (ON - timedelta(dice.randrange(-30, 450)), AS_OF, ON, date(2026, 10, 31), date(2025, 11, 1))
    numbers = (0, 1, 12_345, -777, 10**13, dice.randrange(10**9))
    return {
        "enum": tuple(field.words),
        "flag": (True, False),
        "int": (-1, 0, 1, 2, 3, 4),
        "fen": numbers,
        "dm2": numbers,
        "date": ("", *map(str, days)),
        "month": ("", *(str(Month.of(ON) - back) for back in range(-1, 15))),
    }.get(field.type, ("", "甲", "乙", "活期", "500110"))


def write(
    lake: Path,
    source: Source,
    as_of: date,
    records: Mapping[int, Iterable[dict]],
    sequence: int = 1,
    is_sealed: bool = False,
) -> Snapshot:
    """A delivery as the lake keeps it, in several row groups, so that people stand across their borders."""
    rows = [{RN: rn} | record for rn in sorted(records) for record in records[rn]]
    columns = [
        pa.array(
            [row[name] if name == RN else stored(source.fields[name], row[name]) for row in rows],
            type_.value_type if pa.types.is_dictionary(type_) else type_,
        )
        for name, type_ in ((each.name, each.type) for each in schema(source.register))
    ]
    path = lake / source.register.code / source.code / f"{as_of}-{sequence:04d}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.table(columns, names=schema(source.register).names).cast(schema(source.register))
    pq.write_table(table, path, compression="zstd", row_group_size=max(1, len(rows) // 3))
    content = path.read_bytes()
    digest = digest_of(content)
    if is_sealed:
        path.write_bytes(seal_bytes(content, digest))
    return Snapshot(source, as_of, path, digest)


def stored(field: Field, said):
    if field.type == "date":
        return date.fromisoformat(said) if said else None
    if field.type == "month":
        return Month.parse(said).number if said else None
    return said


def agrees(facts: Facts, wanted: Iterable[Wanted], town: Town) -> None:
    """Each cell of each column is what is found of that person; where nothing is found, the cell says nothing."""
    people = [town.found(rn) for rn in range(town.run.size)]
    for each in wanted:
        column = facts.columns[each.key]
        for rn, known in enumerate(people):
            place = f"{each.key} of {rn}"
            if each.key not in known:
                assert nothing_said(column, rn), place
            elif each.make == "list" and column.state[rn] == State.HAS:
                assert measured(column, rn) == listed(each, known[each.key].value), place
            else:
                assert said(column, rn) == known[each.key].value, place


def nothing_said(column: Column, rn: int) -> bool:
    try:
        said(column, rn)
    except NothingSaidError:
        return True
    return False


def measured(column: Column, rn: int) -> dict:
    return {"": said(column, rn)} | {name: values[rn].item() for name, values in column.measures.items()}


def listed(wanted: Wanted, items: list) -> dict:
    """What a column keeps of a list, from the list."""
    kept = {"": len(items)}
    for name, (field, measure) in wanted.measures.items():
        values = [
            item if field == "" else item[field]
            for item in items
            if (item != {} if field == "" else field in item)
        ]
        kept[name] = _measure(wanted, field, measure, values)
    return kept


def _measure(wanted: Wanted, field: str, measure: Measure, values: list) -> int:
    unit = wanted.fields[field]
    if measure is Measure.WORDS:
        spoken = [str(word).lower() if unit is Unit.FLAG else word for word in values]
        return sum(1 << wanted.words(field).index(word) for word in set(spoken))
    if measure is Measure.SUM:
        return sum(map(parse_yuan, values))
    numbers = [_number(unit, each) for each in values]
    return (min if measure is Measure.LEAST else max)(numbers, default=NEVER)


def _number(unit: Unit, said) -> int:
    if unit is Unit.DATE:
        return day_number(date.fromisoformat(said))
    return Month.parse(said).number if unit is Unit.MONTH else said
