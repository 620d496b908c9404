"""Read a catalogue from its texts; a fault stops the reading and names its place, what is wrong, what would be right.

The texts are `departments.yaml`, `grounds.yaml`, `classes/*.yaml` (in the order of their names, which is the order of
the table: of single values the first source wins), `institutions.yaml`, `items.yaml`, `templates.yaml`.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from jiuzhu.catalogue.facts import read_fact, read_field, typed
from jiuzhu.catalogue.faults import CatalogueFault, flag, listed, mapped, one_of, text, whole
from jiuzhu.catalogue.kinds import MATCHES, Group, Period, SourceKind
from jiuzhu.catalogue.values import Catalogue, Department, Item, Register, Source, Template

PURPOSES = ("apply", "review", "monitor", "assist", "audit")
CLASSES = "classes/"
SINGLE = ("departments.yaml", "grounds.yaml", "institutions.yaml", "items.yaml", "templates.yaml")
REQUIRED = {
    "department", "label", "kind", "ground", "basis", "period", "freshness_days", "no_record", "match", "fields", "facts",
}  # fmt: skip
OPTIONAL = {"office", "reconstructed", "weak", "total", "retention_days"}
LONGEST_CODE, LONGEST_FRESH, LONGEST_WINDOW = 40, 3660, 120
Texts = Mapping[str, str]
Grounds = Mapping[str, tuple[tuple[date, str], ...]]
_CODE = re.compile(r"(?!hub\b)[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


def read(texts: Texts) -> Catalogue:
    """The catalogue of these texts (path → YAML); raises CatalogueFault at its first mistake."""
    for path in SINGLE:
        if path not in texts:
            raise CatalogueFault(path, "没有这个文件")
    tables = {path: _table(path, written) for path, written in sorted(texts.items())}
    departments = {
        code: _department(code, of) for code, of in mapped("departments", tables["departments.yaml"]).items()
    }
    grounds = {
        name: tuple(_article(f"grounds.{name}[{n}]", line) for n, line in enumerate(listed(f"grounds.{name}", lines)))
        for name, lines in mapped("grounds", tables["grounds.yaml"]).items()
    }  # fmt: skip
    registers: dict[str, Register] = {}
    for path, table in tables.items():
        if path.startswith(CLASSES):
            for code, body in mapped(path, table).items():
                if code in registers:
                    raise CatalogueFault(code, f"在 {path} 里又写了一遍")
                registers[code] = _register(code, body, departments, grounds)
    templates = mapped("templates", tables["templates.yaml"])
    return Catalogue(
        departments=departments,
        registers=registers,
        sources=_sources(registers, mapped("institutions", tables["institutions.yaml"] or {})),
        items=_items(tables["items.yaml"], registers),
        templates={code: _template(code, body, registers) for code, body in templates.items()},
        hash=hash_of(texts),
    )


def hash_of(texts: Texts) -> str:
    """SHA-256 of the texts in canonical order."""
    canonical = json.dumps(dict(texts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _table(path: str, written: str) -> Any:
    try:
        return yaml.load(written, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueFault(path, f"不是正确的 YAML：{error}") from error


def _department(code: str, of: Any) -> Department:
    place = f"departments.{_coded('departments', code)}"
    body = mapped(place, of, ("label", "kind"))
    return Department(code, text(f"{place}.label", body["label"]), text(f"{place}.kind", body["kind"]))


def _article(place: str, line: Any) -> tuple[date, str]:
    body = mapped(place, line, ("since", "law"))
    if type(body["since"]) is not date:
        raise CatalogueFault(f"{place}.since", "应为日期，例如 2026-07-01")
    return body["since"], text(f"{place}.law", body["law"])


def _register(code: str, of: Any, departments: Mapping[str, Department], grounds: Grounds) -> Register:
    body = mapped(_coded("classes", code), of, REQUIRED, OPTIONAL)
    department = departments[one_of(f"{code}.department", body["department"], departments)]
    none_is_none = one_of(f"{code}.no_record", body["no_record"], ("none", "unknown")) == "none"
    fields = {
        name: read_field(f"{code}.fields.{name}", name, field)
        for name, field in mapped(f"{code}.fields", body["fields"]).items()
    }
    total = body.get("total", "")
    if total:
        typed(f"{code}.total", fields, total, "fen")
    facts = tuple(
        read_fact(f"{code}.facts[{n}]", fact, fields)
        for n, fact in enumerate(listed(f"{code}.facts", body["facts"]))
    )
    if not none_is_none and any(fact.none is not None for fact in facts):
        raise CatalogueFault(f"{code}.facts", "no_record 是 unknown 时不能写 none：没有记录不等于没有")
    match = listed(f"{code}.match", body["match"])
    ground = one_of(f"{code}.ground", body["ground"], grounds)
    fresh = whole(f"{code}.freshness_days", body["freshness_days"], 0, LONGEST_FRESH)
    return Register(
        code=code,
        department=department,
        office=text(f"{code}.office", body.get("office", department.label)),
        label=text(f"{code}.label", body["label"]),
        kind=SourceKind(one_of(f"{code}.kind", body["kind"], tuple(SourceKind))),
        ground=ground,
        grounds=grounds[ground],
        basis=text(f"{code}.basis", str(body["basis"])),
        is_reconstructed=flag(f"{code}.reconstructed", body.get("reconstructed", False)),
        period=Period(one_of(f"{code}.period", body["period"], tuple(Period))),
        freshness_days=fresh,
        retention_days=whole(
            f"{code}.retention_days", body.get("retention_days", fresh), fresh, LONGEST_FRESH
        ),
        none_is_none=none_is_none,
        match=tuple(one_of(f"{code}.match", key, MATCHES) for key in match),
        is_weak=flag(f"{code}.weak", body.get("weak", False)),
        total=total,
        fields=fields,
        facts=facts,
    )


def _sources(registers: Mapping[str, Register], institutions: Mapping[str, Any]) -> dict[str, Source]:
    """The holders of every register: those that are named, else the office itself."""
    for code in institutions:
        one_of("institutions", code, registers)
    sources: dict[str, Source] = {}
    for code, register in registers.items():
        held = institutions.get(code)
        if held is None:
            sources[code] = Source(code, register.label, register.office, register)
            continue
        place = f"institutions.{code}"
        body = mapped(place, held, ("names",))
        for name, label in mapped(f"{place}.names", body["names"]).items():
            if not name.startswith(f"{code}.") or name in sources:
                raise CatalogueFault(f"{place}.{name}", f"代码要以 {code}. 开头，并且只出现一次")
            said = text(f"{place}.{_coded(place, name)}", label)
            sources[name] = Source(name, said, said, register, f"hub.{code}" if "hub" in body else "")
    return sources


def _items(table: Any, registers: Mapping[str, Register]) -> tuple[Item, ...]:
    items = tuple(_item(f"items[{n}]", of, registers) for n, of in enumerate(listed("items", table)))
    seen: set[int] = set()
    for item in items:
        if item.number in seen:
            raise CatalogueFault(f"items[{item.number}]", "这个编号写了两遍")
        seen.add(item.number)
    return items


def _item(place: str, of: Any, registers: Mapping[str, Register]) -> Item:
    body = mapped(place, of, ("no", "group", "label"))
    number = whole(f"{place}.no", body["no"], 1, 9999)
    place = f"items[{number}]"
    group = Group(one_of(f"{place}.group", body["group"], tuple(Group)))
    label = text(f"{place}.label", body["label"])
    if body.get("by_hand"):
        return Item(number, group, label, "", None)
    code = one_of(f"{place}.class", body.get("class"), registers)
    fact = read_fact(place, {"key": f"item.{number}", **body}, registers[code].fields)
    return Item(number, group, label, code, fact, str(body.get("against", "")))


def _template(code: str, of: Any, registers: Mapping[str, Register]) -> Template:
    place = f"templates.{_coded('templates', code)}"
    body = mapped(place, of, ("label", "purpose", "months", "supporters", "classes"))
    return Template(
        code,
        text(f"{place}.label", body["label"]),
        one_of(f"{place}.purpose", body["purpose"], PURPOSES),
        whole(f"{place}.months", body["months"], 0, LONGEST_WINDOW),
        flag(f"{place}.supporters", body["supporters"]),
        tuple(one_of(f"{place}.classes", name, registers) for name in listed(f"{place}.classes", body["classes"])),
    )  # fmt: skip


def _coded(place: str, code: str) -> str:
    """A code as it may stand in an address and in a row."""
    if len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        raise CatalogueFault(
            place, f"代码 {code!r} 应为小写字母、数字、_ 和 .，至多 {LONGEST_CODE} 个字符，例如 shuiwu.geshui"
        )
    return code  # fmt: skip
