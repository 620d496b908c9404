"""A family file or object to a checked Family. Text is YAML 1.2 with strings only: our own parser makes yuan, days and words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from jiuzhu.policy.engine.faults import neighbours
from jiuzhu.policy.family.faults import FamilyFault, Faults
from jiuzhu.policy.family.leaf import quoted, value
from jiuzhu.policy.family.shape import FAMILY, Many, Record, Shape

_MOST_FAULTS = 200
_MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Family:
    """A family as told, checked: `data` has the contract's keys, money in 分, days as dates; what was left out is not there."""

    data: Mapping[str, Any]

    @property
    def region(self) -> str:
        return str(self.data["region"])

    @property
    def area(self) -> str:
        return str(self.data["area"])

    @property
    def day(self) -> date:
        day: date = self.data["date"]
        return day

    @property
    def ids(self) -> list[str]:
        """The members' ids, in order."""
        return [member["id"] for member in self.data["members"]]


def read(text_or_object: Any, *, as_json: bool = False) -> Family:
    """A family from YAML text, JSON text (`as_json`) or an object already parsed.

    Raises Faults with every fault, or with the first 200 of a text that is no family at all.
    """
    raw = _parsed(text_or_object, as_json) if isinstance(text_or_object, str | bytes) else text_or_object
    reader = _Reader()
    try:
        data = reader.read(raw, FAMILY, "")
        if not reader.faults:
            reader.cross_check(data)
    except _TooManyError:
        reader.faults.append(FamilyFault("文件", f"错误太多，只列出前 {_MOST_FAULTS} 处，改好再试"))
    if reader.faults:
        raise Faults(reader.faults)
    return Family(data)


def _parsed(text: str | bytes, as_json: bool) -> Any:
    try:
        if as_json:
            return json.loads(
                text,
                parse_float=Decimal,
                parse_int=Decimal,
                parse_constant=_no_constant,
                object_pairs_hook=_no_doubles,
            )
        return yaml.load(text, Loader=_Strings)  # noqa: S506 - a base loader: it only makes text
    except RecursionError as error:
        raise Faults.one("文件", "层次太深，不是一份家庭情况") from error
    except (ValueError, yaml.YAMLError) as error:
        kind = "JSON" if as_json else "YAML"
        raise Faults([FamilyFault("文件", f"不是能读的 {kind}：{' '.join(str(error).split())}")]) from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"JSON 里没有 {name}")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        doubled = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise ValueError(f"同一个键写了两次：{quoted(doubled)}")
    return found


class _Strings(yaml.BaseLoader):
    """Every scalar is text; a key twice and references (& and *) are refused."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("不支持 & 和 * 引用，请把内容写全")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return super().construct_mapping(node, deep)
        return _no_doubles(
            [(str(key.value), self.construct_object(value, deep=True)) for key, value in node.value]
        )


class _TooManyError(Exception):
    """So much is wrong that more of it helps nobody."""


class _Reader:
    def __init__(self) -> None:
        self.faults: list[FamilyFault] = []

    def no(self, place: str, message: str) -> None:
        if len(self.faults) >= _MOST_FAULTS:
            raise _TooManyError
        self.faults.append(FamilyFault(place or "文件", message))

    def read(self, raw: Any, shape: Shape, place: str) -> Any:
        if isinstance(shape, Record):
            return self._record(raw, shape, place)
        if isinstance(shape, Many):
            return self._many(raw, shape, place)
        try:
            return value(raw, shape, place)
        except ValueError as error:
            self.no(place, str(error))
            return None

    def _record(self, raw: Any, shape: Record, place: str) -> dict[str, Any]:
        if raw == "none" and shape.none is not None:
            return {key: self.read(told, shape.keys[key], key) for key, told in shape.none.items()}
        if not isinstance(raw, Mapping):
            self.no(place, "这里应是一组“键: 值”")
            return {}
        dot = f"{place}." if place else ""
        for key in raw:
            if key not in shape.keys:
                name = quoted(key)
                hint = neighbours(name, shape.keys) or "；可用：" + "、".join(shape.keys)
                self.no(f"{dot}{name}", f"没有“{name}”这个键{hint}")
        for key in shape.required:
            if key not in raw:
                self.no(f"{dot}{key}", f"缺少 {key}，必须填写")
        return {
            key: self.read(raw[key], inner, f"{dot}{key}") for key, inner in shape.keys.items() if key in raw
        }

    def _many(self, raw: Any, shape: Many, place: str) -> list[Any]:
        if not isinstance(raw, list | tuple):
            if raw == "none":
                return []
            self.no(place, "这里应是一个列表；没有就写 [] 或 none")
            return []
        if len(raw) > shape.most:
            self.no(place, f"有 {len(raw)} 项，最多 {shape.most} 项")
            return []
        return [self.read(item, shape.of, f"{place}[{index}]") for index, item in enumerate(raw)]

    def cross_check(self, data: dict[str, Any]) -> None:
        """The rules that span several values."""
        members, day = data["members"], data["date"]
        if sum(member["relation"] == "self" for member in members) != 1:
            self.no("members", "应恰好有一名成员的 relation 是 self（申请人本人）")
        ids = {member["id"] for member in members}
        for key in ("members", "supporters"):
            self._once(data, key, "id")
        self._once(data, "decided", "key")
        for index, parent in enumerate(data.get("parents", [])):
            self._names_member(parent, "of", f"parents[{index}].of", ids)
        for index, expense in enumerate(data.get("expenses", [])):
            self._names_member(expense, "member", f"expenses[{index}].member", ids)
        for key in ("members", "supporters", "parents"):
            for index, person in enumerate(data.get(key, [])):
                self._person(person, f"{key}[{index}]", day)

    def _once(self, data: dict[str, Any], key: str, field: str) -> None:
        seen: set[str] = set()
        for index, item in enumerate(data.get(key, [])):
            if item[field] in seen:
                self.no(
                    f"{key}[{index}].{field}",
                    f"“{quoted(item[field])}”出现了两次，每个 {field} 只能出现一次",
                )
            seen.add(item[field])

    def _names_member(self, item: dict[str, Any], field: str, place: str, ids: set[str]) -> None:
        if field in item and item[field] not in ids:
            name = quoted(item[field])
            self.no(place, f"成员里没有“{name}”{neighbours(name, ids) if len(ids) < _MOST_NAMES else ''}")

    def _person(self, person: dict[str, Any], place: str, day: date) -> None:
        if "born" in person and "age" in person:
            self.no(f"{place}.age", "born 和 age 只写一个")
        for key in ("born", "status_since", "newly_employed_on"):
            if person.get(key) is not None and person[key] > day:
                self.no(f"{place}.{key}", f"{person[key]} 晚于业务日期 {day}")
        if "born" in person and day.year - person["born"].year > 130:
            self.no(f"{place}.born", f"{person['born']} 出生的人已超过 130 岁，请再看一遍")
        for index, income in enumerate(person.get("incomes", [])):
            self._income(income, f"{place}.incomes[{index}]")

    def _income(self, income: dict[str, Any], place: str) -> None:
        if "per_month" in income and "per_year" in income:
            self.no(place, "per_month 和 per_year 只写一个")
        for key in ("per_month", "per_year"):
            if income.get(key, 0) < 0 and income["kind"] != "business_net":
                self.no(f"{place}.{key}", "不能是负数（只有经营净收入可以）")
