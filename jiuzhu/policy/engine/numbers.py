"""The numbers of the law: dated, regional, urban or rural, each with its source; null means that a person decides."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.policy.engine.amended import in_succession
from jiuzhu.policy.engine.dated import Dated, check_keys, days_of, read_dated
from jiuzhu.policy.engine.faults import Fault, neighbours
from jiuzhu.policy.engine.lawyaml import Lined

NATION = "100000"
_DIGITS = (6, 9, 12)
_WHOLE = re.compile(r"-?\d{1,15}")
MOST_FEN = 10**11
_MOST: Mapping[str, int] = {
    "fen": MOST_FEN,
    "count": 10**6,
    "year": 1_000,
    "month": 12_000,
    "hour": 1_000,
    "percent": 1_000,
    "yes_no": 1,
}
"""The units, and the most that a number of the law in that unit can be; the least is 0."""


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
    line: int = 0


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
        """The bounds of any value it can have, written down or ruled."""
        return 0, _MOST[self.unit.partition("/")[0]]

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


def is_region(code: str) -> bool:
    """Whether a text is a code of a division as GB/T 2260 and the statistical divisions write it: 6, 9 or 12 digits."""
    return code.isascii() and code.isdigit() and len(code) in _DIGITS


def region_chain(code: str) -> tuple[str, ...]:
    """From the place itself up to the nation: village 12, town 9, district 6 digits, city, province."""
    wider = [code, code[:9], code[:6], code[:4] + "00", code[:2] + "0000", NATION]
    return tuple(dict.fromkeys(part for part in wider if len(part) in _DIGITS))


def read_numbers(files: Mapping[str, tuple[str, str]]) -> dict[str, Number]:
    """All numbers of {path: (region, text)}; a region's file may add values to a number headed elsewhere."""
    read = read_dated(files, is_list=False)
    entries = {name: _closed(found) for name, found in read.each(_entry).items()}
    _share_values(read, entries)
    for name, head in read.heads.items():
        where, unit = read.places[name], head.get("unit", "fen")
        if "unit" not in head:
            read.faults.append(Fault(*where, f"{name} 没有 unit"))
        if unit.partition("/")[0] not in _MOST:
            read.faults.append(Fault(*where, f"{name} 的单位 {unit} 应以 {'、'.join(_MOST)} 之一开头"))
            continue
        most = _MOST[unit.partition("/")[0]]
        for entry in entries[name]:
            told = (entry.value, *(entry.between or ()))
            if any(value is not None and not 0 <= value <= most for value in told):
                read.faults.append(Fault(entry.path, entry.line, f"{name} 应在 0 到 {most} {unit} 之间"))
        read.faults += _overlaps(name, entries[name])
    read.refuse()
    return {
        name: Number(name, h.get("key", name), h["label"], h["unit"], h["law"], tuple(entries[name]))
        for name, h in read.heads.items()
    }


def _share_values(read: Dated, entries: dict[str, list[Entry]]) -> None:
    """Gives a number that is `same_as` another the values that hold for its `area`, whatever area is asked for."""
    for name, head in read.heads.items():
        other = head.get("same_as")
        if other is not None and other not in entries:
            message = f"{name} 的 same_as：没有叫 {other} 的数{neighbours(other, entries)}"
            read.faults.append(Fault(*read.places[name], message))
        elif other is not None:
            shared = [entry for entry in entries[other] if entry.area in (None, head.get("area"))]
            entries[name] = [replace(entry, area=None) for entry in shared]


def _entry(about: Lined, path: str, region: str) -> Entry:
    check_keys(about)
    since, until = days_of(about)
    bounds = about.get("between")
    return Entry(
        region=place_of(about, region),
        area=about.get("area"),
        value=_value(about["value"]),
        since=since,
        until=until,
        source=about.get("source", ""),
        between=_between(bounds) if bounds is not None else None,
        note=about.get("note", ""),
        path=path,
        line=about.line,
    )


def place_of(about: Lined, region: str) -> str:
    """The region a dated value is for; ValueError for one that lies outside its folder's."""
    place: str = about.get("region", region)
    if region not in region_chain(place):
        raise ValueError(f"的 region {place} 不在 {region} 里：一个地区的数写在自己的文件夹里")
    return place


def _between(bounds: Any) -> tuple[int, int]:
    """`[least, most]`, both included."""
    if not isinstance(bounds, list) or len(bounds) != 2:
        raise ValueError("的 between 应写成 [最小, 最大]，两端都含在内")
    least, most = (_value(bound) for bound in bounds)
    if least is None or most is None or least > most:
        raise ValueError("的 between 应写成 [最小, 最大]，两端都含在内")
    return least, most


def _value(text: Any) -> int | None:
    if text == "null":
        return None
    if text in ("true", "false"):
        return int(text == "true")
    if not isinstance(text, str) or not _WHOLE.fullmatch(text):
        raise ValueError(f"的值 {text} 应是整数（金额用分）；由人决定的写 null")
    return int(text)


def _closed(entries: list[Entry]) -> list[Entry]:
    """An entry without `until` ends the day before the next one for the same region and area."""
    return in_succession(entries, lambda entry: (entry.region, entry.area or ""), open_ones_end=True)


def _overlaps(name: str, entries: list[Entry]) -> list[Fault]:
    faults = []
    for index, one in enumerate(entries):
        for other in entries[index + 1 :]:
            same = one.region == other.region and (
                one.area is None or other.area is None or one.area == other.area
            )
            if same and one.since <= other.until and other.since <= one.until:
                day = date.fromordinal(max(one.since, other.since))
                where = f"{one.path}:{one.line}"
                message = f"{name} 在 {day} 对 {one.region} 有两个值同时有效（另一个在 {where}）"
                faults.append(Fault(other.path, other.line, message))
    return faults


SQUARE_METRE = 10_000
"""Areas are kept in whole cm², and read in m²."""


def in_square_metres(label: str) -> str:
    """The label of an area as people read it."""
    return label.replace("平方厘米", "平方米")


def in_figures(unit: str, value: int | None) -> str:
    """A number as people read it: 770 元, 150%, 12 个月, 是; null is 由人决定."""
    kind = unit.partition("/")[0]
    if value is None:
        return "由人决定"
    if kind == "fen":
        return f"{spoken_yuan(value)} 元"
    if kind == "yes_no":
        return "是" if value else "否"
    if unit.startswith("count/cm2"):
        return f"{value / SQUARE_METRE:,g} 平方米"
    return f"{value:,}" + {"percent": "%", "month": " 个月", "hour": " 小时"}.get(kind, "")
