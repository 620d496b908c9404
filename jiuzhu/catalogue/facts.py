"""Read the columns of a register and the facts that follow from them."""

from collections.abc import Mapping
from typing import Any

from jiuzhu.catalogue.faults import CatalogueFault, flag, listed, mapped, one_of, text, whole
from jiuzhu.catalogue.kinds import MAKES, TYPES
from jiuzhu.catalogue.values import Fact, Field

MOST_MONTHS = 120


def read_field(place: str, name: str, of: Any) -> Field:
    """One column. Raises CatalogueFault."""
    body = mapped(place, of, ("label", "type"))
    kind = one_of(f"{place}.type", body["type"], TYPES)
    words = mapped(f"{place}.words", body.get("words", {}))
    if kind == "enum" and not words:
        raise CatalogueFault(place, "enum 要写出全部取值和叫法 words: {…: …}")
    read = {word: text(f"{place}.words.{word}", label) for word, label in words.items()}
    sensitive = flag(f"{place}.sensitive", body.get("sensitive", False))
    return Field(name, text(f"{place}.label", body["label"]), kind, read, sensitive)


def read_fact(place: str, of: Any, fields: Mapping[str, Field]) -> Fact:
    """One fact over these columns. Raises CatalogueFault."""
    body = mapped(place, of, ("key",))
    makes = [make for make in MAKES if make in body]
    if len(makes) != 1:
        raise CatalogueFault(place, f"要有且只有 {'、'.join(MAKES)} 之一")
    make = makes[0]
    works_on = body[make]
    if make in ("sum", "total"):
        typed(f"{place}.{make}", fields, works_on, "fen")
    if make == "sum":
        typed(f"{place}.by", fields, body.get("by"), "month", "date")
    if make == "value":
        typed(f"{place}.latest", fields, body.get("latest"), "date", "month")
    for name in _columns(place, make, works_on):
        typed(place, fields, name, *TYPES)
    if "same" in body:
        typed(f"{place}.same", fields, body["same"], *TYPES)
    return Fact(
        key=text(f"{place}.key", body["key"]),
        make=make,
        of=works_on,
        by=body.get("by", ""),
        latest=body.get("latest", ""),
        same=body.get("same", ""),
        where=_where(place, body.get("where", {}), fields),
        current=_current(place, body["current"], fields) if "current" in body else None,
        months=whole(f"{place}.months", body.get("months", 0), 0, MOST_MONTHS),
        none=body.get("none"),
    )


def typed(place: str, fields: Mapping[str, Field], name: Any, *types: str) -> None:
    """Raise CatalogueFault unless `name` is a column of one of these types."""
    if not isinstance(name, str) or name not in fields or fields[name].type not in types:
        raise CatalogueFault(place, f"{name!r} 不是这个来源的 {'/'.join(types)} 字段")


def _columns(place: str, make: str, works_on: Any) -> list[str]:
    """The columns that a list or a value reads; `=word` is a constant."""
    if make == "list":
        read = list(mapped(f"{place}.list", works_on).values())
    else:
        read = [works_on] if make == "value" else []
    return [name for name in read if not str(name).startswith("=")]


def _where(place: str, of: Any, fields: Mapping[str, Field]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    where = []
    for name, allowed in mapped(f"{place}.where", of).items():
        typed(f"{place}.where", fields, name, *TYPES)
        words = listed(f"{place}.where.{name}", allowed)
        strange = [
            str(word) for word in words if fields[name].type == "enum" and word not in fields[name].words
        ]
        if strange:
            raise CatalogueFault(f"{place}.where.{name}", f"{'、'.join(strange)} 不是这个字段的取值")
        where.append((name, tuple(words)))
    return tuple(where)


def _current(place: str, of: Any, fields: Mapping[str, Field]) -> tuple[str, str]:
    pair = listed(f"{place}.current", of)
    if len(pair) != 2:
        raise CatalogueFault(f"{place}.current", "应为 [从哪天的字段, 到哪天的字段]")
    for name in pair:
        typed(f"{place}.current", fields, name, "date", "month")
    return pair[0], pair[1]
