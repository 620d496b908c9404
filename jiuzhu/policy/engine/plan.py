"""What is to be computed, in which order, for one place and one stretch of days on which the law is constant."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.faults import Fault, LawFault
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.lists import Addition, members, with_members
from jiuzhu.policy.engine.numbers import Entry, Number, region_chain
from jiuzhu.policy.engine.rows import ENTITIES
from jiuzhu.policy.engine.values import Cause, Unknown, Value


@dataclass(frozen=True)
class Node:
    """One rule in force and where its needs come from: (name, 0 for a row's own, 1 for its owner's, 2 for its owner's owner's).

    Of an aggregate: for a row of those it is over.
    """

    name: str
    version: Version
    needs: tuple[tuple[str, int], ...]
    lists: tuple[str, ...] = ()
    """Lists that it asks; their members in force here are in the version's expression."""

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its needs."""
        return frozenset(name for name, _ in self.needs)


_MOST_KEPT = 64


@dataclass(frozen=True)
class Plan:
    """Nodes in an order in which everything is computed before it is needed, and the numbers they use."""

    library: Library
    regions: tuple[str, ...]
    area: str
    day: int
    nodes: tuple[Node, ...]
    numbers: dict[str, tuple[Number, Entry | None]]
    lists: dict[str, tuple[Addition, ...]]
    missing: frozenset[str]
    """Goals that have no text in force here on these days."""

    @cached_property
    def by_name(self) -> dict[str, Node]:
        return {node.name: node for node in self.nodes}

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What readings made of this plan, for the next time it is asked."""
        return {}

    def keep(self, key: Any, made: Any) -> Any:
        """Keeps what was made, among not too many: a what-if may assume hundreds of values."""
        if len(self.kept) > _MOST_KEPT:
            self.kept.clear()
        self.kept[key] = made
        return made

    @cached_property
    def _closures(self) -> dict[tuple[str, ...], tuple[Node, ...]]:
        return {}

    def closure(self, goals: tuple[str, ...]) -> tuple[Node, ...]:
        """The goals and everything they are made of, in the order of computation."""
        if goals not in self._closures:
            wanted = self._closure(goals)
            self._closures[goals] = tuple(node for node in self.nodes if node.name in wanted)
        return self._closures[goals]

    @cached_property
    def _narrowed(self) -> dict[tuple[str, ...], "Plan"]:
        return {}

    def narrowed(self, goals: tuple[str, ...]) -> "Plan":
        """The same plan for these goals alone."""
        if goals not in self._narrowed:
            self._narrowed[goals] = replace(self, nodes=self.closure(goals))
        return self._narrowed[goals]

    @cached_property
    def in_force(self) -> dict[str, Value]:
        """The value of every number, by name; one that the law leaves open lies within its bounds."""
        found: dict[str, Value] = {}
        for name, (number, entry) in self.numbers.items():
            if entry is not None and entry.value is not None:
                found[name] = entry.value
            else:
                low, high = (entry.between if entry else None) or number.widest
                found[name] = Unknown(low, high, frozenset([Cause("number", name)]))
        return found

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of every rule, number and fact, by name."""
        found = {name: fact.kind for name, fact in self.library.facts.items()}
        found |= {name: number.unit for name, (number, _) in self.numbers.items()}
        return found | {node.name: node.version.unit for node in self.nodes}

    def _closure(self, goals: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        waiting = [goal for goal in goals if goal in self.by_name]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                node = self.by_name[name]
                waiting += [
                    n for n in (*(n for n, _ in node.needs), *node.version.mentions) if n in self.by_name
                ]
        return found


@dataclass(frozen=True, slots=True)
class Phase:
    """Rules of one entity and aggregates over it that need nothing but earlier phases and, in order, each other."""

    entity: str
    rules: tuple[Node, ...]
    sums: tuple[Node, ...]


def phases(nodes: Iterable[Node]) -> list[Phase]:
    """The nodes in as few passes over the rows as their needs allow."""
    waiting, found = list(nodes), list[Phase]()
    while waiting:
        for entity in reversed(ENTITIES):
            blocked = {node.name for node in waiting}
            ready: list[Node] = []
            for node in waiting:
                of_entity = (node.version.over or node.version.entity) == entity
                if of_entity and not any(need in blocked for need, _ in node.needs):
                    ready.append(node)
                    blocked -= set() if node.version.over else {node.name}
            if ready:
                rules = tuple(node for node in ready if not node.version.over)
                found.append(Phase(entity, rules, tuple(node for node in ready if node.version.over)))
                waiting = [node for node in waiting if node not in ready]
    return found


def in_force(library: Library, name: str, regions: Iterable[str], day: int) -> Version | None:
    """The text of a rule on a day; of several regions the first (most specific) that has one."""
    for region in regions:
        for version in library.versions.get(name, ()):
            if version.region == region and version.since <= day <= version.until:
                return version
    return None


def epoch(library: Library, region: str, day: int) -> int:
    """The number of the stretch of days a day lies in: within it, nothing changes in the region."""
    return bisect_right(library.days_of_change(region), day)


def make_plan(library: Library, goals: Iterable[str], region: str, area: str, day: int) -> Plan:
    """The plan for these goals. Raises LawFault for a cycle."""
    builder = _Builder(library, region_chain(region), area, day)
    missing = set()
    for goal in goals:
        try:
            builder.add(goal, ())
        except NotInForceError:
            missing.add(goal)
    nodes, numbers, lists = tuple(builder.nodes), builder.numbers, builder.lists
    return Plan(library, builder.regions, area, day, nodes, numbers, lists, frozenset(missing))


class NotInForceError(Exception):
    """A goal needs a rule that has no text in force on this day, in this place."""


class _Builder:
    def __init__(self, library: Library, regions: tuple[str, ...], area: str, day: int) -> None:
        self.library, self.regions, self.area, self.day = library, regions, area, day
        self.nodes: list[Node] = []
        self.numbers: dict[str, tuple[Number, Entry | None]] = {}
        self.lists: dict[str, tuple[Addition, ...]] = {}
        self.done: set[str] = set()

    def add(self, name: str, path: tuple[str, ...]) -> None:
        if name in self.library.numbers:
            number = self.library.numbers[name]
            self.numbers[name] = (number, number.in_force(self.regions, self.area, self.day))
        elif name in self.library.lists:
            self.lists[name] = self.library.lists[name].in_force(self.regions, self.day)
        if name in self.done or (name not in self.library.versions and self.library.is_known(name)):
            return
        if name not in self.library.versions:
            raise NotInForceError(name)
        first = self.library.versions[name][0]
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            raise LawFault([Fault(first.path, first.line, f"规则互相等待：{circle}")])
        version = in_force(self.library, name, self.regions, self.day)
        if version is None:
            raise NotInForceError(" → ".join([*path, name]))
        for need in version.needs:
            self.add(need, (*path, name))
        self.done.add(name)
        lists = tuple(need for need in version.needs if need in self.library.lists)
        if lists:
            version = with_members(version, {one: members(self.lists[one]) for one in lists})
        entity = version.over or version.entity
        levels = tuple((need, self.library.levels_up(entity, need)) for need in version.needs)
        self.nodes.append(Node(name, version, levels, lists))
        for mention in version.mentions:
            self.add(mention, ())
