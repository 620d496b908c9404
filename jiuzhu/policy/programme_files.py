"""programmes.yaml: each key of a programme, what it may hold, and what is wrong with its file and line."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.lawyaml import Lined, load_yaml

PARTS = ("difference", "topup", "full", "basic", "care", "subsidy")


def _is_name(told: Any) -> bool:
    return isinstance(told, str) and re.fullmatch(r"[a-z]\w*", told) is not None


def _is_names(told: Any) -> bool:
    return isinstance(told, list) and all(_is_name(one) for one in told)


def _is_groups(told: Any) -> bool:
    return isinstance(told, list) and all(_is_name(one) or _is_names(one) for one in told)


def _is_table(told: Any) -> bool:
    return isinstance(told, Mapping) and all(_is_name(one) for one in told.values())


def _is_lists(told: Any) -> bool:
    return isinstance(told, Mapping) and all(_is_names(one) for one in told.values())


_Check = tuple[Callable[[Any], bool], str]
_KEYS: Mapping[str, _Check] = {
    "covers": (lambda told: told in ("household", "member"), "household 或者 member"),
    "qualifies": (_is_name, "一条规则的名字"),
    "conditions": (_is_groups, "规则名的列表，几个条件满足其一的写成 [甲, 乙]"),
    "details": (_is_lists, "{条件: [规则名, …]}"),
    "basis": (_is_table, "{叫法: 规则名}"),
    "shape": (_is_table, "{叫法: 规则名}"),
    "yields_to": (_is_names, "项目名的列表"),
    "shows": (_is_names, "规则名的列表"),
    "parts": (lambda told: isinstance(told, list), "列表，每项如 {part: difference, value: 规则名}"),
    "hours": (_is_name, "一条规则的名字"),
    "once": (_is_name, "一条规则的名字"),
    "offset": (_is_name, "一条规则或者一个数的名字"),
    "aside": (lambda told: told in ("true", "false"), "true 或者 false"),
}
_PART: Mapping[str, _Check] = {
    "part": (lambda told: told in PARTS, "、".join(PARTS) + " 之一"),
    "value": (_is_name, "一条规则的名字"),
    "pick": (_is_name, "一条规则的名字"),
    "kinds": (_is_table, "{叫法: 规则名}"),
    "cites": (_is_name, "一条规则的名字"),
}


def read_programmes(path: str, text: str) -> Mapping[str, Mapping[str, Any]]:
    """The programmes of one file as written. Raises LawFault with all that is wrong."""
    told = load_yaml(path, text)
    faults = [fault for name in told for fault in _faults(path, name, told[name], told.line_of(name))]
    if faults:
        raise LawFault(faults)
    return told


def whole_faults(path: str, line: int, name: str, about: Mapping[str, Any]) -> list[Fault]:
    """What a programme still lacks when all regions down to the place have told of it."""
    return [
        Fault(path, line, f"项目 {name} 没有 {key}") for key in ("covers", "qualifies") if key not in about
    ]


def written_on(text: str, word: str) -> int:
    """The line on which a word stands in a file; 0 when it does not."""
    found = re.search(rf"\b{re.escape(word)}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _faults(path: str, name: str, about: Any, line: int) -> Iterator[Fault]:
    if not isinstance(about, Lined):
        yield Fault(path, line, f"项目 {name} 应是一组“键: 值”")
        return
    yield from _key_faults(path, f"项目 {name}", about, _KEYS)
    parts = about.get("parts", [])
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        what = f"项目 {name} 的 parts[{index}]"
        if not isinstance(part, Lined):
            yield Fault(path, about.line_of("parts"), f"{what} 应写成 {{part: difference, value: 规则名}}")
            continue
        yield from _key_faults(path, what, part, _PART)
        if "part" not in part or not ({"value", "kinds"} & part.keys()):
            yield Fault(path, part.line, f"{what} 要写 part，并且写 value 或者 kinds")


def _key_faults(path: str, what: str, about: Lined, keys: Mapping[str, _Check]) -> Iterator[Fault]:
    for key, told in about.items():
        if key not in keys:
            yield Fault(path, about.line_of(key), f"{what} 不认识 {key}{neighbours(key, keys)}")
        elif not keys[key][0](told):
            yield Fault(path, about.line_of(key), f"{what} 的 {key} 应是{keys[key][1]}，现在是“{told}”")
