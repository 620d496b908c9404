"""What numbers and lists have in common: a head, and dated values of regions, each with its document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from jiuzhu.policy.engine.declare import EARLIEST, LATEST
from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.lawyaml import Lined, load_yaml

_HEAD = {"kind", "label", "unit", "law", "key", "note", "same_as", "area"}
_ENTRY = {"region", "area", "value", "from", "until", "source", "between", "note"}
Made = TypeVar("Made")


@dataclass(slots=True)
class Dated:
    """What the files of numbers (or of lists) hold: heads, dated values as written, and what is wrong so far."""

    heads: dict[str, dict[str, str]]
    places: dict[str, tuple[str, int]]
    values: list[tuple[str, str, str, int, Lined]]
    """name, path, region, its place among the values, as written."""
    faults: list[Fault]

    def each(self, make: Callable[[Lined, str, str], Made]) -> dict[str, list[Made]]:
        """Every value made, by name; what cannot be made is added to the faults."""
        found: dict[str, list[Made]] = {name: [] for name in self.heads}
        for name, path, region, index, about in self.values:
            try:
                found[name].append(make(about, path, region))
            except ValueError as error:
                self.faults.append(Fault(path, about.line, f"{name}.values[{index}] {error}"))
        return found

    def refuse(self) -> None:
        """Raises LawFault if anything is wrong."""
        if self.faults:
            raise LawFault(self.faults)


def read_dated(files: Mapping[str, tuple[str, str]], *, is_list: bool) -> Dated:
    """The numbers, or the lists (`kind: list`), in these files. Raises LawFault for a text that is not YAML."""
    texts = {path: (region, load_yaml(path, text)) for path, (region, text) in files.items()}
    lists = {
        n for _, told in texts.values() for n, a in told.items() if isinstance(a, Lined) and a.get("kind")
    }
    found = Dated({}, {}, [], [])
    for path, (region, told) in texts.items():
        for name, about in told.items():
            if (name in lists) == is_list:
                _read_one(found, name, about, (path, told.line_of(name)), region)
    for name, head in found.heads.items():
        where = found.places[name]
        found.faults += [Fault(*where, f"{name} 没有 {key}") for key in ("label", "law") if not head.get(key)]
        for key in head.keys() - _HEAD:
            found.faults.append(Fault(*where, f"{name} 不认识 {key}{neighbours(key, _HEAD)}"))
    return found


def _read_one(found: Dated, name: str, about: Any, place: tuple[str, int], region: str) -> None:
    has_values = isinstance(about, Lined) and ("same_as" in about or isinstance(about.get("values"), list))
    if not has_values:
        found.faults.append(Fault(*place, f"{name} 没有 values 列表"))
        return
    found.heads.setdefault(name, {}).update({k: v for k, v in about.items() if k != "values"})
    found.places.setdefault(name, place)
    for index, value in enumerate(about.get("values", [])):
        if isinstance(value, Lined):
            found.values.append((name, place[0], region, index, value))
        else:
            found.faults.append(Fault(*place, f"{name}.values[{index}] 应是一组“键: 值”"))


def check_keys(about: Lined) -> None:
    """Raises ValueError for a key that is missing or unknown, or a value without its source."""
    wrong = [f"不认识 {key}{neighbours(key, _ENTRY)}" for key in about if key not in _ENTRY]
    wrong += [f"没有 {key}" for key in ("value", "from") if key not in about]
    if about.get("value") not in ("null", None) and not about.get("source"):
        wrong.append("没有来源 source")
    if about.get("area") not in (None, "urban", "rural"):
        wrong.append("的 area 只能是 urban 或 rural")
    if wrong:
        raise ValueError("；".join(wrong))


def days_of(about: Lined) -> tuple[int, int]:
    """The first and the last day on which a dated value holds; ValueError for what is no date."""
    since = EARLIEST if about["from"] == "always" else _day(about, "from")
    until = _day(about, "until") if "until" in about else LATEST
    if until < since:
        raise ValueError("的 until 早于 from")
    return since, until


def _day(about: Lined, key: str) -> int:
    try:
        return date.fromisoformat(about[key]).toordinal()
    except (TypeError, ValueError):
        raise ValueError(f"的 {key} {about[key]} 不是日期，请写成 2025-07-01") from None
