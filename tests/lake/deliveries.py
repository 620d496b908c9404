"""A register with a column of each type, its two holders, and deliveries of it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pyarrow as pa

from jiuzhu.catalogue.kinds import Period, SourceKind
from jiuzhu.catalogue.values import Catalogue, Department, Field, Register, Source
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.lake.actions import take_in
from jiuzhu.lake.delivered import Control, Delivered
from jiuzhu.lake.models import Delivery
from jiuzhu.org.scope import Scope
from jiuzhu.vault.files import digest_of

BY = Scope.system("test")
AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
AS_OF = date(2026, 10, 31)
_FIELDS = (
    Field("plate", "号牌", "text"),
    Field("kind", "种类", "enum", {"car": "汽车", "truck": "货车"}),
    Field("registered_on", "登记日期", "date"),
    Field("month", "月份", "month"),
    Field("is_pledged", "是否抵押", "flag"),
    Field("value_fen", "估值", "fen"),
)


def register(**other: Any) -> Register:
    told: dict[str, Any] = {
        "code": "gongan.cheliang",
        "department": Department("gongan", "公安局", "government"),
        "office": "交巡警支队",
        "label": "公安车辆",
        "kind": SourceKind.GOVERNMENT,
        "ground": "means",
        "grounds": (),
        "basis": "D204C21",
        "is_reconstructed": False,
        "period": Period.MONTHLY,
        "freshness_days": 30,
        "retention_days": 45,
        "none_is_none": True,
        "match": ("id_number",),
        "is_weak": False,
        "total": "value_fen",
        "fields": {field.name: field for field in _FIELDS},
        "facts": (),
    }
    return Register(**told | other)


def source_of(register: Register, code: str = "") -> Source:
    return Source(code or register.code, register.label, register.office, register)


def catalogue_of(*sources: Source) -> Catalogue:
    registers = {source.register.code: source.register for source in sources}
    return Catalogue({}, registers, {source.code: source for source in sources}, (), {}, "h" * 64)


REGISTER = register()
SOURCE = source_of(REGISTER)
OTHER = source_of(REGISTER, "gongan.cheliang.other")
CATALOGUE = catalogue_of(SOURCE, OTHER)


def id_number(place: int) -> str:
    """The `place`-th of a row of sound numbers."""
    return with_check_digit(f"500110{1950 + place // 999 % 50}0312{place % 999:03d}")


def row(place: int = 1, **other: str) -> dict[str, str]:
    told = {
        "id_number": id_number(place),
        "plate": f"渝A{place:05d}",
        "kind": "car",
        "registered_on": "2020-05-01",
        "month": "2026-10",
        "is_pledged": "否",
        "value_fen": str(1_000_000 + place),
    }
    return told | other


def table(rows: list[Mapping[str, str]], names: list[str] | None = None) -> pa.Table:
    schema = pa.schema([(name, pa.string()) for name in (names or list(row()))])
    return pa.Table.from_pylist(rows, schema if names or not rows else None)


def delivered(rows: list[Mapping[str, str]], number: str = "GA-202610", **other: Any) -> Delivered:
    """These rows, with the totals that they have."""
    made = table(rows)
    control = Control(len(rows), sum(_fen(one.get("value_fen", "")) for one in rows))
    told: dict[str, Any] = {
        "number": number,
        "as_of": AS_OF,
        "batches": made.to_batches() or [pa.RecordBatch.from_pylist([], made.schema)],
        "control": control,
        "digest": digest_of(repr(rows).encode()),
        "catalogue": "c" * 64,
    }
    return Delivered(**told | other)


def some(rows: int = 3, **other: Any) -> Delivered:
    return delivered([row(place) for place in range(1, rows + 1)], **other)


def take(one: Delivered, source: Source = SOURCE, **other: Any) -> Delivery:
    return take_in(source, one, AT, by=BY, **other)


def numbers() -> Iterator[str]:
    return (f"GA-{place}" for place in count(1))


def _fen(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0
