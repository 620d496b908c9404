"""Lists that the law leaves open (等): what the nation names, and what each region down to the place adds."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from jiuzhu.policy.engine.amended import number_of
from jiuzhu.policy.engine.dated import check_keys, days_of, read_dated
from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.faults import Fault
from jiuzhu.policy.engine.lawyaml import Lined
from jiuzhu.policy.engine.numbers import place_of

Member = int | str


@dataclass(frozen=True, slots=True)
class Addition:
    """Members that one document names for one region and a time."""

    members: tuple[Member, ...]
    region: str
    since: int
    until: int
    source: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class OpenList:
    """A named list; a rule asks `x in name`."""

    name: str
    label: str
    law: str
    additions: tuple[Addition, ...]

    def in_force(self, regions: Iterable[str], day: int) -> tuple[Addition, ...]:
        """What holds on a day, the widest region first."""
        return tuple(
            addition
            for region in reversed(list(regions))
            for addition in self.additions
            if addition.region == region and addition.since <= day <= addition.until
        )


def members(additions: Iterable[Addition]) -> tuple[Member, ...]:
    """Everything on the list, once."""
    return tuple(dict.fromkeys(member for addition in additions for member in addition.members))


def with_members(version: Version, lists: Mapping[str, tuple[Member, ...]]) -> Version:
    """A rule with the members of its lists in place of their names."""
    written, needs = version.function, tuple(need for need in version.needs if need not in lists)
    assert written is not None and version.expression is not None  # noqa: S101 - only rules ask lists

    def function(*arguments: Any) -> Any:
        return written(**dict(zip(needs, arguments, strict=True)), **lists)

    expression = _Members(lists).visit(deepcopy(version.expression))
    return replace(version, needs=needs, expression=expression, function=function)


class _Members(ast.NodeTransformer):
    def __init__(self, lists: Mapping[str, tuple[Member, ...]]) -> None:
        self.lists = lists

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        found = node.comparators[0]
        if isinstance(found, ast.Tuple) and not found.elts:  # nothing is in an empty list
            return ast.copy_location(ast.Constant(isinstance(node.ops[0], ast.NotIn)), node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self.lists:
            return node
        elements: list[ast.expr] = [ast.Constant(member) for member in self.lists[node.id]]
        return ast.copy_location(ast.Tuple(elements, ast.Load()), node)


def read_lists(files: Mapping[str, tuple[str, str]]) -> dict[str, OpenList]:
    """All lists of {path: (region, text)}. Raises LawFault with everything that is wrong."""
    read = read_dated(files, is_list=True)
    additions = read.each(_addition)
    for name, head in read.heads.items():
        if head.get("kind") != "list":
            read.faults.append(Fault(*read.places[name], f"{name} 的 kind 只能是 list"))
    read.refuse()
    return {
        name: OpenList(name, head["label"], head["law"], tuple(_standing(additions[name])))
        for name, head in read.heads.items()
    }


def _standing(additions: Iterable[Addition]) -> Iterator[Addition]:
    """Of what a region adds from one day, only the latest amendment's stands (a correction); nothing else ends anything."""
    told = list(additions)
    for one in told:
        same = [
            number_of(other.path) for other in told if (other.region, other.since) == (one.region, one.since)
        ]
        if number_of(one.path) == max(same):
            yield one


def _addition(about: Lined, path: str, region: str) -> Addition:
    check_keys(about)
    for key in ("area", "between"):
        if key in about:
            raise ValueError(f"是列表，不能写 {key}")
    told = about["value"]
    if not isinstance(told, list) or not all(isinstance(member, str) for member in told):
        raise ValueError("的 value 应是列表，例如 [imprisoned, dead]；没有写全的由下级地区再加")
    since, until = days_of(about)
    members = tuple(int(m) if m.removeprefix("-").isdigit() else m for m in told)
    return Addition(members, place_of(about, region), since, until, about["source"], path, about.line)
