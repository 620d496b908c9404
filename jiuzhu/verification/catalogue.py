"""The table of sources (`catalogue.yaml`) as frozen values; a fault in it stops the start and names its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("catalogue.yaml")
TYPES = ("id", "text", "enum", "flag", "int", "fen", "dm2", "date", "month")
MAKES = ("sum", "total", "list", "count", "value")


class SourceKind(StrEnum):
    """Who holds the data; money's keepers answer only under a consent of that very person (社会救助法 第四十一条)."""

    GOVERNMENT = "government"
    FINANCIAL = "financial"
    PAYMENT = "payment"


class CatalogueFault(ValueError):
    """A mistake in the table: place, what is wrong, what would be right."""

    def __init__(self, place: str, wrong: str) -> None:
        super().__init__(f"核对目录 {place}：{wrong}")


@dataclass(frozen=True)
class Field:
    """One column of an answer; `words` are the values of an enum, with how people read them."""

    name: str
    label: str
    type: str
    words: Mapping[str, str] = field(default_factory=dict)
    sensitive: bool = False


@dataclass(frozen=True)
class Fact:
    """How the records of one person become one found value; `make` names the way and `of` what it works on."""

    key: str
    make: str
    of: Any
    by: str = ""
    latest: str = ""
    same: str = ""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    current: tuple[str, str] | None = None
    months: int = 0
    """The window of a sum where it is not the one of the query."""
    none: Any = None
    """The value when the source has no record; None claims nothing."""


@dataclass(frozen=True)
class Source:
    """One register of one department or institution."""

    code: str
    department: str
    label: str
    kind: SourceKind
    grounds: tuple[tuple[date, str], ...]
    path: str
    freshness_days: int
    none_is_none: bool
    total: str
    fields: Mapping[str, Field]
    facts: tuple[Fact, ...]

    @property
    def needs_consent(self) -> bool:
        return self.kind is not SourceKind.GOVERNMENT

    def article(self, on: date) -> str:
        """The law that allows asking on a day; "" before the first."""
        return next((law for since, law in reversed(self.grounds) if since <= on), "")


@cache
def sources() -> Mapping[str, Source]:
    """Every source by code, in the table's order."""
    return read(FILE.read_text(encoding="utf-8"))


def source(code: str) -> Source:
    """One source; raises KeyError for a code that is not in the table."""
    return sources()[code]


def read(text: str) -> dict[str, Source]:
    """Read a table; raises CatalogueFault at its first mistake."""
    table = yaml.load(text, yaml.CSafeLoader)
    grounds = {
        name: tuple((line["since"], line["law"]) for line in lines)
        for name, lines in table["grounds"].items()
    }
    return {code: _source(code, body, grounds) for code, body in table["sources"].items()}


def _source(
    code: str, body: Mapping[str, Any], grounds: Mapping[str, tuple[tuple[date, str], ...]]
) -> Source:
    required = {
        "department",
        "label",
        "kind",
        "ground",
        "path",
        "freshness_days",
        "no_record",
        "fields",
        "facts",
    }
    if missing := required - body.keys():
        raise CatalogueFault(code, f"缺少 {'、'.join(sorted(missing))}")
    if unknown := body.keys() - required - {"total"}:
        raise CatalogueFault(code, f"不认识 {'、'.join(sorted(unknown))}")
    _one_of(f"{code}.kind", body["kind"], tuple(SourceKind))
    _one_of(f"{code}.no_record", body["no_record"], ("none", "unknown"))
    _one_of(f"{code}.ground", body["ground"], tuple(grounds))
    fields = {name: _field(f"{code}.fields.{name}", name, of) for name, of in body["fields"].items()}
    if body.get("total"):
        _typed(f"{code}.total", fields, body["total"], "fen")
    facts = tuple(_fact(f"{code}.facts[{n}]", fact, fields) for n, fact in enumerate(body["facts"]))
    if body["no_record"] == "unknown" and any(fact.none is not None for fact in facts):
        raise CatalogueFault(f"{code}.facts", "no_record 是 unknown 时不能写 none：没有记录不等于没有")
    return Source(
        code=code,
        department=body["department"],
        label=body["label"],
        kind=SourceKind(body["kind"]),
        grounds=grounds[body["ground"]],
        path=body["path"],
        freshness_days=int(body["freshness_days"]),
        none_is_none=body["no_record"] == "none",
        total=body.get("total", ""),
        fields=fields,
        facts=facts,
    )


def _field(place: str, name: str, of: Mapping[str, Any]) -> Field:
    _one_of(f"{place}.type", of.get("type"), TYPES)
    words = of.get("words", {})
    if of["type"] == "enum" and not (words and isinstance(words, dict)):
        raise CatalogueFault(place, "enum 要写出全部取值和叫法 words: {…: …}")
    return Field(name, of["label"], of["type"], words, bool(of.get("sensitive", False)))


def _fact(place: str, of: Mapping[str, Any], fields: Mapping[str, Field]) -> Fact:
    makes = [make for make in MAKES if make in of]
    if len(makes) != 1:
        raise CatalogueFault(place, f"要有且只有 {'、'.join(MAKES)} 之一")
    make = makes[0]
    if make in ("sum", "total"):
        _typed(f"{place}.{make}", fields, of[make], "fen")
    if make == "sum":
        _typed(f"{place}.by", fields, of.get("by"), "month", "date")
    if make == "value":
        _typed(f"{place}.latest", fields, of.get("latest"), "date")
    columns = of[make].values() if make == "list" else [of[make]] if make == "value" else []
    mentioned = [name for name in columns if not name.startswith("=")] + list(of.get("where", ()))
    mentioned += [*of.get("current", ()), *([of["same"]] if "same" in of else [])]
    for name in mentioned:
        _typed(place, fields, name, *TYPES)
    where = tuple((name, tuple(words)) for name, words in of.get("where", {}).items())
    return Fact(
        key=of["key"],
        make=make,
        of=of[make],
        by=of.get("by", ""),
        latest=of.get("latest", ""),
        same=of.get("same", ""),
        where=where,
        current=tuple(of["current"]) if "current" in of else None,
        months=of.get("months", 0),
        none=of.get("none"),
    )


def _typed(place: str, fields: Mapping[str, Field], name: Any, *types: str) -> None:
    if name not in fields or fields[name].type not in types:
        raise CatalogueFault(place, f"{name!r} 不是这个来源的 {'/'.join(types)} 字段")


def _one_of(place: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise CatalogueFault(place, f"{value!r} 应为 {'、'.join(allowed)} 之一")
