"""The numbers of the law: dated, regional, urban or rural, each with its source; null means that a person decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import yaml

from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.policy.engine.declare import EARLIEST, LATEST
from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.values import WIDEST

NATION = "100000"
_HEAD = {"label", "unit", "law", "key", "note", "values", "same_as", "area"}
_ENTRY = {"region", "area", "value", "from", "until", "source", "between", "note"}
_UNITS = ("fen", "count", "year", "month", "percent", "yes_no")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value in force for a region, an area (or both) and a time; `value` None is null."""

    region: str
    area: str | None
    value: int | None
    since: int
    until: int
    source: str
    between: tuple[int, int] | None
    note: str
    path: str


@dataclass(frozen=True, slots=True)
class Number:
    """A named number. `key` is what a ruling answers; `unit` begins with one of fen, count, year, month, percent, yes_no."""

    name: str
    key: str
    label: str
    unit: str
    law: str
    entries: tuple[Entry, ...]

    @property
    def widest(self) -> tuple[int, int]:
        """The bounds of a value nobody has written down."""
        return (0, 1) if self.unit == "yes_no" else (0, WIDEST)

    def in_force(self, regions: Iterable[str], area: str, day: int) -> Entry | None:
        """The entry of the most specific region (first in `regions`) that has one in force."""
        for region in regions:
            for entry in self.entries:
                if (
                    entry.region == region
                    and entry.area in (None, area)
                    and entry.since <= day <= entry.until
                ):
                    return entry
        return None


def region_chain(code: str) -> tuple[str, ...]:
    """From the place itself up to the nation: village 12, town 9, district 6 digits, city, province."""
    wider = [code, code[:9], code[:6], code[:4] + "00", code[:2] + "0000", NATION]
    return tuple(dict.fromkeys(part for part in wider if len(part) in (6, 9, 12)))


def load_yaml(path: str, text: str) -> dict[str, Any]:
    """A mapping whose every leaf is text (YAML 1.2 with strings only)."""
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes only text
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LawFault([Fault(path, line, f"YAML 读不懂：{error.problem}")]) from error
    if not isinstance(found, dict):
        raise LawFault([Fault(path, 0, "最外层应是“名字: …”")])
    return found


def read_numbers(files: Mapping[str, tuple[str, str]]) -> dict[str, Number]:
    """All numbers of {path: (region, text)}; a region's file may add values to a number headed elsewhere."""
    heads: dict[str, dict[str, str]] = {}
    entries: dict[str, list[Entry]] = {}
    faults: list[Fault] = []
    for path, (region, text) in files.items():
        for name, about in load_yaml(path, text).items():
            try:
                heads.setdefault(name, {}).update({k: v for k, v in about.items() if k != "values"})
                entries.setdefault(name, []).extend(_entries(name, about, path, region))
            except LawFault as fault:
                faults += fault.faults
    entries = {name: _closed(found) for name, found in entries.items()}
    faults += _share_values(heads, entries)
    for name, head in heads.items():
        faults += _head_faults(name, head, entries[name]) + _overlaps(name, entries[name])
    if faults:
        raise LawFault(faults)
    return {
        name: Number(
            name, head.get("key", name), head["label"], head["unit"], head["law"], tuple(entries[name])
        )
        for name, head in heads.items()
    }


def _share_values(heads: Mapping[str, Mapping[str, str]], entries: dict[str, list[Entry]]) -> list[Fault]:
    """Gives a number that is `same_as` another the values that hold for its `area`, whatever area is asked for."""
    faults = []
    for name, head in heads.items():
        other = head.get("same_as")
        if other is not None and other not in entries:
            faults.append(Fault("", 0, f"{name} 的 same_as：没有叫 {other} 的数{neighbours(other, entries)}"))
        elif other is not None:
            shared = [entry for entry in entries[other] if entry.area in (None, head.get("area"))]
            entries[name] = [replace(entry, area=None) for entry in shared]
    return faults


def _head_faults(name: str, head: dict[str, str], entries: list[Entry]) -> list[Fault]:
    path = entries[0].path if entries else ""
    faults = [Fault(path, 0, f"{name} 没有 {key}") for key in ("label", "unit", "law") if not head.get(key)]
    faults += [Fault(path, 0, f"{name} 不认识 {key}") for key in head if key not in _HEAD]
    if head.get("unit", "fen").split("/")[0] not in _UNITS:
        faults.append(Fault(path, 0, f"{name} 的单位 {head['unit']} 应以 {'、'.join(_UNITS)} 之一开头"))
    return faults


def _entries(name: str, about: Any, path: str, region: str) -> list[Entry]:
    if isinstance(about, dict) and "same_as" in about:
        return []
    if not isinstance(about, dict) or not isinstance(about.get("values"), list):
        raise LawFault([Fault(path, 0, f"{name} 没有 values 列表")])
    return [_entry(name, index, value, path, region) for index, value in enumerate(about["values"])]


def _entry(name: str, index: int, about: Any, path: str, region: str) -> Entry:
    place = f"{name}.values[{index}]"
    faults = [Fault(path, 0, f"{place} 不认识 {key}") for key in about if key not in _ENTRY]
    faults += [Fault(path, 0, f"{place} 没有 {key}") for key in ("value", "from") if key not in about]
    if about.get("value") not in ("null", None) and not about.get("source"):
        faults.append(Fault(path, 0, f"{place} 没有来源 source"))
    if about.get("area") not in (None, "urban", "rural"):
        faults.append(Fault(path, 0, f"{place} 的 area 只能是 urban 或 rural"))
    if faults:
        raise LawFault(faults)
    bounds = about.get("between")
    try:
        return Entry(
            region=about.get("region", region),
            area=about.get("area"),
            value=_value(about["value"]),
            since=date.fromisoformat(about["from"]).toordinal() if about["from"] != "always" else EARLIEST,
            until=date.fromisoformat(about["until"]).toordinal() if "until" in about else LATEST,
            source=about.get("source", ""),
            between=(int(bounds[0]), int(bounds[1])) if bounds else None,
            note=about.get("note", ""),
            path=path,
        )
    except (ValueError, IndexError) as error:
        raise LawFault([Fault(path, 0, f"{place} 写错了：{error}")]) from error


def _value(text: str) -> int | None:
    if text == "null":
        return None
    if text in ("true", "false"):
        return int(text == "true")
    value = int(text)
    if abs(value) > WIDEST:
        raise ValueError(f"{text} 太大")
    return value


def _closed(entries: list[Entry]) -> list[Entry]:
    """An entry without `until` ends the day before the next one for the same region and area."""
    ordered = sorted(entries, key=lambda e: (e.region, e.area or "", e.since))
    for index, (entry, after) in enumerate(pairwise(ordered)):
        if (entry.region, entry.area) == (after.region, after.area) and entry.until == LATEST:
            ordered[index] = replace(entry, until=after.since - 1)
    return ordered


def _overlaps(name: str, entries: list[Entry]) -> list[Fault]:
    faults = []
    for index, one in enumerate(entries):
        for other in entries[index + 1 :]:
            same = one.region == other.region and (
                one.area is None or other.area is None or one.area == other.area
            )
            if same and one.since <= other.until and other.since <= one.until:
                day = date.fromordinal(max(one.since, other.since))
                faults.append(Fault(other.path, 0, f"{name} 在 {day} 对 {one.region} 有两个值同时有效"))
    return faults


def in_figures(unit: str, value: int | None) -> str:
    """A number as people read it: 770 元, 150%, 12 个月, 是; null is 由人决定."""
    kind = unit.partition("/")[0]
    if value is None:
        return "由人决定"
    if kind == "fen":
        return f"{spoken_yuan(value)} 元"
    if kind == "yes_no":
        return "是" if value else "否"
    return f"{value:,}" + {"percent": "%", "month": " 个月"}.get(kind, "")
