"""Additions to a list that the law leaves open (等): what a list can hold, and what is wrong with an addition."""

import ast
from collections.abc import Iterator, Mapping
from datetime import date

from jiuzhu.policy.amend.change import ListChange
from jiuzhu.policy.engine.faults import neighbours
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.lists import Addition, members
from jiuzhu.policy.engine.numbers import region_chain


def words_for(library: Library, name: str) -> Mapping[str, str]:
    """The words that a list can hold, in Chinese: those of the facts that rules look up in it. Empty for a list of figures."""
    found: dict[str, str] = {}
    for group in library.versions.values():
        for version in group:
            if name in version.needs and version.expression is not None:
                for left in _looked_up(version.expression, name):
                    if left in library.facts:
                        found |= library.facts[left].options
    return found


def _looked_up(expression: ast.expr, name: str) -> Iterator[str]:
    for node in ast.walk(expression):
        match node:
            case ast.Compare(left=ast.Name(id=left), comparators=[ast.Name(id=right)]) if right == name:
                yield left


def in_force(library: Library, name: str, region: str, on: date) -> tuple[Addition, ...]:
    """What is on a list in a region on a day, the widest region first."""
    return library.lists[name].in_force(region_chain(region), on.toordinal())


def list_faults(library: Library, change: ListChange) -> Iterator[tuple[str, str]]:
    """(field, message) of what is wrong with an addition."""
    if change.name not in library.lists:
        yield "name", f"没有叫 {change.name} 的列表{neighbours(change.name, library.lists)}"
        return
    held, can = library.lists[change.name], words_for(library, change.name)
    for member in change.members:
        if member not in can if can else isinstance(member, str):
            yield "members", f"{held.label}不能列“{member}”{neighbours(str(member), can)}"
    parts = in_force(library, change.name, change.region, change.since)
    same = [p for p in parts if (p.region, p.since) == (change.region, change.since.toordinal())]
    known = members(part for part in parts if part not in same or not change.corrects)
    again = [member for member in change.members if member in known]
    if again:
        yield "members", f"{held.label}里已经有{library.spoken(again)}，不用再加"
    if change.corrects and not same:
        yield "corrects", f"{held.label}没有从 {change.since} 起加过的可以更正"
    elif same and not change.corrects:
        told = library.spoken(members(same))
        yield "since", f"从 {change.since} 起已经加过{told}；写错了请标明是更正，把那天加的全部重写"
    if not change.members and not change.corrects:
        yield "members", "要加什么还没有选"
