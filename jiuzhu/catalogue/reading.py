"""Read a catalogue from its texts; a fault stops the reading and names its place, what is wrong, what would be right.

The texts are `departments.yaml`, `grounds.yaml`, `classes/*.yaml` (in the order of their names, which is the order of
the table: of single values the first source wins), `institutions.yaml`, `items.yaml`, `templates.yaml`.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from jiuzhu.catalogue.kinds import MAKES, MATCHES, TYPES, Group, Period, SourceKind
from jiuzhu.catalogue.values import Catalogue, Department, Fact, Field, Item, Register, Source, Template

PURPOSES = ("apply", "review", "monitor", "assist", "audit")
CLASSES = "classes/"
REQUIRED = {
    "department", "label", "kind", "ground", "basis", "period", "freshness_days", "no_record", "match", "fields", "facts",
}  # fmt: skip
OPTIONAL = {"office", "reconstructed", "weak", "total"}
Texts = Mapping[str, str]
Grounds = Mapping[str, tuple[tuple[date, str], ...]]


class CatalogueFault(ValueError):
    """A mistake in the catalogue: place, what is wrong, what would be right."""

    def __init__(self, place: str, wrong: str) -> None:
        super().__init__(f"核对目录 {place}：{wrong}")


def read(texts: Texts) -> Catalogue:
    """The catalogue of these texts (path → YAML); raises CatalogueFault at its first mistake."""
    tables = {path: _table(path, text) for path, text in sorted(texts.items())}
    departments = {
        code: Department(code, of["label"], of["kind"]) for code, of in tables["departments.yaml"].items()
    }
    grounds = {
        name: tuple((line["since"], line["law"]) for line in lines)
        for name, lines in tables["grounds.yaml"].items()
    }
    registers: dict[str, Register] = {}
    for path, table in tables.items():
        if path.startswith(CLASSES):
            for code, body in table.items():
                if code in registers:
                    raise CatalogueFault(code, f"在 {path} 里又写了一遍")
                registers[code] = _register(code, body, departments, grounds)
    return Catalogue(
        departments=departments,
        registers=registers,
        sources=_sources(registers, tables["institutions.yaml"]),
        items=tuple(_item(each, registers) for each in tables["items.yaml"]),
        templates={code: _template(code, body, registers) for code, body in tables["templates.yaml"].items()},
        hash=hash_of(texts),
    )


def hash_of(texts: Texts) -> str:
    """SHA-256 of the texts in canonical order."""
    canonical = json.dumps(dict(texts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _table(path: str, text: str) -> Any:
    try:
        return yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise CatalogueFault(path, f"不是正确的 YAML：{error}") from error


def _register(
    code: str, body: Mapping[str, Any], departments: Mapping[str, Department], grounds: Grounds
) -> Register:
    if missing := REQUIRED - body.keys():
        raise CatalogueFault(code, f"缺少 {'、'.join(sorted(missing))}")
    if unknown := body.keys() - REQUIRED - OPTIONAL:
        raise CatalogueFault(code, f"不认识 {'、'.join(sorted(unknown))}")
    _one_of(f"{code}.department", body["department"], tuple(departments))
    _one_of(f"{code}.kind", body["kind"], tuple(SourceKind))
    _one_of(f"{code}.ground", body["ground"], tuple(grounds))
    _one_of(f"{code}.period", body["period"], tuple(Period))
    _one_of(f"{code}.no_record", body["no_record"], ("none", "unknown"))
    for key in body["match"]:
        _one_of(f"{code}.match", key, MATCHES)
    fields = {name: _field(f"{code}.fields.{name}", name, of) for name, of in body["fields"].items()}
    if body.get("total"):
        _typed(f"{code}.total", fields, body["total"], "fen")
    facts = tuple(_fact(f"{code}.facts[{n}]", fact, fields) for n, fact in enumerate(body["facts"]))
    if body["no_record"] == "unknown" and any(fact.none is not None for fact in facts):
        raise CatalogueFault(f"{code}.facts", "no_record 是 unknown 时不能写 none：没有记录不等于没有")
    department = departments[body["department"]]
    return Register(
        code=code,
        department=department,
        office=body.get("office", department.label),
        label=body["label"],
        kind=SourceKind(body["kind"]),
        ground=body["ground"],
        grounds=grounds[body["ground"]],
        basis=str(body["basis"]),
        is_reconstructed=bool(body.get("reconstructed", False)),
        period=Period(body["period"]),
        freshness_days=int(body["freshness_days"]),
        none_is_none=body["no_record"] == "none",
        match=tuple(body["match"]),
        is_weak=bool(body.get("weak", False)),
        total=body.get("total", ""),
        fields=fields,
        facts=facts,
    )


def _sources(registers: Mapping[str, Register], institutions: Mapping[str, Any]) -> dict[str, Source]:
    """The holders of every register: those that are named, else the office itself."""
    for code in institutions:
        _one_of("institutions", code, tuple(registers))
    sources: dict[str, Source] = {}
    for code, register in registers.items():
        held = institutions.get(code)
        if held is None:
            sources[code] = Source(code, register.label, register.office, register)
            continue
        for name, label in held["names"].items():
            if not name.startswith(f"{code}.") or name in sources:
                raise CatalogueFault(f"institutions.{code}.{name}", f"代码要以 {code}. 开头，并且只出现一次")
            sources[name] = Source(name, label, label, register, f"hub.{code}" if "hub" in held else "")
    return sources


def _item(of: Mapping[str, Any], registers: Mapping[str, Register]) -> Item:
    place = f"items[{of.get('no')}]"
    _one_of(f"{place}.group", of.get("group"), tuple(Group))
    if of.get("by_hand"):
        return Item(of["no"], Group(of["group"]), of["label"], "", None)
    _one_of(f"{place}.class", of.get("class"), tuple(registers))
    fact = _fact(place, {"key": f"item.{of['no']}", **of}, registers[of["class"]].fields)
    return Item(of["no"], Group(of["group"]), of["label"], of["class"], fact, of.get("against", ""))


def _template(code: str, of: Mapping[str, Any], registers: Mapping[str, Register]) -> Template:
    _one_of(f"templates.{code}.purpose", of["purpose"], PURPOSES)
    for name in of["classes"]:
        _one_of(f"templates.{code}.classes", name, tuple(registers))
    return Template(
        code, of["label"], of["purpose"], int(of["months"]), bool(of["supporters"]), tuple(of["classes"])
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
        _typed(f"{place}.latest", fields, of.get("latest"), "date", "month")
    columns = of[make].values() if make == "list" else [of[make]] if make == "value" else []
    mentioned = [name for name in columns if not name.startswith("=")] + list(of.get("where", ()))
    mentioned += [*of.get("current", ()), *([of["same"]] if "same" in of else [])]
    for name in mentioned:
        _typed(place, fields, name, *TYPES)
    where = tuple((name, tuple(words)) for name, words in of.get("where", {}).items())
    for name, words in where:
        if fields[name].type == "enum" and (strange := set(words) - fields[name].words.keys()):
            raise CatalogueFault(f"{place}.where.{name}", f"{'、'.join(sorted(strange))} 不是这个字段的取值")
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
