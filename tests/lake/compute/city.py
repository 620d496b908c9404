"""A city whose registers lie in a lake: every source of the catalogue delivered once, about thirty rows a person, made column by column.

What a register's rows are like follows from its fields and facts alone; amounts and shares are round figures, not a region's.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Catalogue, Fact, Field, Register, Source
from jiuzhu.kernel.month import Month
from jiuzhu.lake.compute.columns import Snapshot
from jiuzhu.lake.compute.runs import Run
from jiuzhu.lake.compute.windows import day_number
from jiuzhu.lake.layout import RN, ROW_GROUP, schema
from jiuzhu.vault.files import digest_of, seal_bytes

AS_OF, ON = date(2026, 11, 12), date(2026, 11, 14)
MONTHS = 13
"""Rows of somebody in a register that is kept by the month."""
CONSENTED = 0.6
POOL = pa.array([f"单位或地方{number:04d}" for number in range(2000)])


def city(table: Catalogue, size: int, lake: Path) -> Run:
    """So many persons; three in five have a consent that lets their banks, payment and utilities be asked."""
    with ThreadPoolExecutor(2) as pool:
        paths = pool.map(lambda source: deliver(table, source, size, lake), table.sources.values())
        snapshots = {
            code: Snapshot(table.sources[code], AS_OF, path)
            for code, path in zip(table.sources, paths, strict=True)
        }
    dice = np.random.default_rng(0)
    asked = {kind: dice.random(size) < CONSENTED for kind in SourceKind if kind is not SourceKind.GOVERNMENT}
    return Run(table, snapshots, ON, size, asked)


def deliver(table: Catalogue, source: Source, size: int, lake: Path) -> Path:
    """Write what one source holds of the city."""
    return written(
        source, rows(table, source, size, np.random.default_rng(crc32(source.code.encode()))), lake, 1
    )


def written(source: Source, batch: pa.Table, lake: Path, sequence: int) -> Path:
    path = lake / source.register.code / source.code / f"{AS_OF}-{sequence:04d}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(batch, path, compression="zstd", compression_level=1, row_group_size=ROW_GROUP)
    return path


def rows(table: Catalogue, source: Source, size: int, dice: np.random.Generator) -> pa.Table:
    register = source.register
    share, is_monthly = share_of(table, register), kept_by_month(table, register)
    who = np.flatnonzero(
        dice.random(size, np.float32) < share / len(table.holders(register.code)) ** 0.7
    ).astype(np.int32)
    counts = np.full(len(who), MONTHS) if is_monthly else 1 + (dice.random(len(who), np.float32) < 0.3)
    rn = np.repeat(who, counts)
    nth = np.arange(len(rn)) - np.repeat(np.cumsum(counts) - counts, counts)
    names, own, ends = (
        unique_names(table, register),
        {fact.by for fact in uses(table, register)},
        open_ends(table, register),
    )
    columns = [
        month_column(nth)
        if name in own and is_monthly and field.type == "month"
        else column(field, len(rn), dice, name in names, name in ends)
        for name, field in source.fields.items()
    ]
    return pa.Table.from_arrays([pa.array(rn), *columns], schema=schema(register))


def uses(table: Catalogue, register: Register) -> Iterator[Fact]:
    yield from register.facts
    yield from (item.fact for item in table.items if item.fact and item.register == register.code)


def kept_by_month(table: Catalogue, register: Register) -> bool:
    return any(fact.by and register.fields[fact.by].type == "month" for fact in uses(table, register))


def share_of(table: Catalogue, register: Register) -> float:
    """Of the people, how many a register knows: most of some, a few of others, always the same."""
    luck = crc32(register.code.encode()) % 100 / 100
    return 0.02 + (0.09 if kept_by_month(table, register) else 0.4) * luck


def unique_names(table: Catalogue, register: Register) -> set[str]:
    """Texts that are nobody else's: numbers of things, of people, and addresses."""
    told = {fact.same for fact in uses(table, register)}
    return told | {name for name, field in register.fields.items() if field.type == "id" or field.sensitive}


def open_ends(table: Catalogue, register: Register) -> set[str]:
    return {fact.current[1] for fact in uses(table, register) if fact.current}


def month_column(nth: np.ndarray) -> pa.Array:
    return pa.array((Month.of(AS_OF).number - 1 - nth).astype(np.int32))


def column(field: Field, size: int, dice: np.random.Generator, is_unique: bool, is_open: bool) -> pa.Array:
    """Random values; what may be an open end is empty for half the rows."""

    def draw(low: int, high: int) -> np.ndarray:
        return dice.integers(low, high, size, np.int32)

    match field.type:
        case "enum":
            return pa.DictionaryArray.from_arrays(
                draw(0, len(field.words)), pa.array(list(field.words), pa.string())
            )
        case "flag":
            made = pa.array(draw(0, 2).astype(bool))
        case "int":
            made = pa.array(draw(1, 5).astype(np.int64))
        case "fen" | "dm2":
            made = pa.array(draw(0, 500_000 if field.type == "fen" else 15_000).astype(np.int64))
        case "date":
            days = day_number(AS_OF) + draw(-100, 300) if is_open else day_number(AS_OF) - draw(0, 700)
            made = pa.array(days, pa.int32(), mask=draw(0, 2).astype(bool) if is_open else None).cast(
                pa.date32()
            )
        case "month":
            made = pa.array(Month.of(AS_OF).number - draw(0, 14), pa.int32())
        case _:
            made = (
                pc.cast(pa.array(draw(0, 2**31 - 1)), pa.string())
                if is_unique
                else POOL.take(pa.array(draw(0, len(POOL))))
            )
    return made


def sealed(run: Run, lake: Path) -> Run:
    """The same city with every file sealed."""
    return replace(run, snapshots={code: shut(each, lake) for code, each in run.snapshots.items()})


def shut(snapshot: Snapshot, lake: Path) -> Snapshot:
    content, code = snapshot.path.read_bytes(), snapshot.source.register.code
    path, digest = lake / code / snapshot.source.code / snapshot.path.name, digest_of(content)
    path.parent.mkdir(parents=True)
    path.write_bytes(seal_bytes(content, digest))
    return replace(snapshot, path=path, digest=digest)


def with_changes(source: Source, snapshot: Snapshot, who: np.ndarray, lake: Path) -> Snapshot:
    """The next delivery of a source, as of the same day, in which the amounts of these people are others."""
    table = pq.read_table(snapshot.path)
    altered = np.isin(table.column(RN).to_numpy(), who)
    name = next(name for name, field in source.fields.items() if field.type == "fen")
    place = table.schema.get_field_index(name)
    raised = table.column(name).to_numpy() + altered
    return Snapshot(
        source,
        snapshot.as_of,
        written(source, table.set_column(place, table.schema.field(place), pa.array(raised)), lake, 2),
    )
