"""Reading 4: DuckDB SQL from the same syntax trees, a second executor that must give the figures of `columns` to the fen.

Everything is exact: BIGINT and BOOLEAN, no DECIMAL, no DOUBLE. An overflow is an error of DuckDB, and no NULL goes in.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from jiuzhu.policy.engine.library import BUSINESS_DAY
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.population import BadColumnError, Column, Population, checked, needed_numbers
from jiuzhu.policy.engine.rows import ENTITIES, OWNER, lineage
from jiuzhu.policy.engine.sqltext import MACROS, Writer, quoted
from jiuzhu.policy.engine.vector import owners


class Connection(Protocol):
    """What is used of a `duckdb.DuckDBPyConnection`."""

    def execute(self, query: str) -> Any: ...
    def register(self, view_name: str, python_object: object) -> Any: ...
    def unregister(self, view_name: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Round:
    """One table to be made: the values of an entity that need nothing which is not yet in a table."""

    table: str
    entity: str
    select: str


def run(
    connection: Connection,
    plan: Plan,
    population: Population,
    day: int,
    rulings: Mapping[str, int],
    goals: Collection[str],
) -> dict[str, Column]:
    """As `columns.run`, by DuckDB. Raises OpenNumberError, BadColumnError, or DuckDB's own error at an overflow."""
    nodes = plan.closure(tuple(goals))
    whole = checked(plan, nodes, population)
    rounds = script(plan, nodes, {**needed_numbers(plan, nodes, rulings), BUSINESS_DAY: day}, goals)
    _register(connection, whole)
    try:
        for statement in MACROS:
            connection.execute(statement)
        for made in rounds:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {made.table} AS {made.select}")
        return _read(connection, plan, {made.entity: made.table for made in rounds}, goals)
    finally:
        for entity in ENTITIES:
            connection.unregister(f"{entity}_0")
        for made in rounds:
            connection.execute(f"DROP TABLE IF EXISTS {made.table}")


def _register(connection: Connection, population: Population) -> None:
    """A table of each entity; its keys are the row numbers of itself and of those it belongs to, named after the entity."""
    keys: dict[str, dict[str, Column]] = {}
    for entity in ENTITIES:
        keys[entity] = {entity: np.arange(population.length(entity))}
        if entity in OWNER:
            own = owners(population.edges_of(entity))
            keys[entity] |= {above: key[own] for above, key in keys[OWNER[entity]].items()}
        connection.register(f"{entity}_0", {**population.columns[entity], **keys[entity]})


def _read(
    connection: Connection, plan: Plan, tables: Mapping[str, str], goals: Collection[str]
) -> dict[str, Column]:
    """The goals from the last table of each entity, in the order of the population."""
    found: dict[str, Column] = {}
    for entity, table in tables.items():
        names = [quoted(goal) for goal in goals if plan.library.entity(goal) == entity]
        if names:
            query = f"SELECT {', '.join(names)} FROM {table} ORDER BY {entity}"
            found |= connection.execute(query).fetchnumpy()
    for name, column in found.items():
        if np.ma.is_masked(column):
            raise BadColumnError(f"{name} 有空值")
    return {goal: np.asarray(found[goal]) for goal in goals}


def script(
    plan: Plan, nodes: Iterable[Node], numbers: Mapping[str, int], goals: Collection[str]
) -> list[Round]:
    """The tables to make, in order, from `household_0`, `person_0`…; the last of an entity holds its goals."""
    return _Script(plan, list(nodes), numbers, goals).rounds()


class _Script:
    def __init__(
        self, plan: Plan, nodes: list[Node], numbers: Mapping[str, int], goals: Collection[str]
    ) -> None:
        self.plan, self.waiting, self.numbers, self.goals = plan, nodes, numbers, goals
        self.table = {entity: f"{entity}_0" for entity in ENTITIES}
        self.carried: dict[str, list[str]] = {entity: [] for entity in ENTITIES}
        for name in dict.fromkeys(need for node in nodes for need, _ in node.needs):
            if name in plan.library.facts:
                self.carried[plan.library.entity(name)].append(name)

    def rounds(self) -> list[Round]:
        made: list[Round] = []
        while self.waiting:
            for entity in reversed(ENTITIES):
                tiers = self._ready(entity)
                if tiers:
                    made.append(self._round(entity, tiers, len(made) + 1))
        return made

    def _ready(self, entity: str) -> list[list[Node]]:
        """What can be computed of an entity now: each tier needs only those before it."""
        here = {node.name for node in self.waiting if node.version.entity == entity}
        blocked = {node.name for node in self.waiting} - here
        tiers: list[list[Node]] = []
        rest: set[str] = set()
        level: dict[str, int] = {}
        for node in self.waiting:  # in an order in which everything is computed before it is needed
            if node.name not in here:
                continue
            needs = {name for name, _ in node.needs}
            if needs & (blocked | rest):
                rest.add(node.name)
                continue
            level[node.name] = max((level[name] + 1 for name in needs & level.keys()), default=0)
            tiers += [[]] if level[node.name] == len(tiers) else []
            tiers[level[node.name]].append(node)
        self.waiting = [node for node in self.waiting if node.name not in level]
        return tiers

    def _round(self, entity: str, tiers: list[list[Node]], number: int) -> Round:
        made = [node for tier in tiers for node in tier]
        later = {need for node in self.waiting for need, _ in node.needs} | set(self.goals)
        select = self._source(entity, made)
        for tier in tiers:
            values = ", ".join(f"{self._value(node)} AS {quoted(node.name)}" for node in tier)
            select = f"SELECT *, {values} FROM ({select})"
        kept = [name for name in (*self.carried[entity], *(n.name for n in made)) if name in later]
        names = ", ".join(map(quoted, [*lineage(entity), *kept]))
        self.carried[entity], self.table[entity] = kept, f"{entity}_{number}"
        return Round(self.table[entity], entity, f"SELECT {names} FROM ({select})")

    def _source(self, entity: str, made: list[Node]) -> str:
        """The rows of an entity with what those they belong to give them and what is summed from those they own."""
        own, joins = self.table[entity], []
        needs = [need for node in made if node.version.kind == "rule" for need in node.needs]
        for up, above in enumerate(lineage(entity)[1:], 1):
            given = dict.fromkeys(name for name, far in needs if far == up and name not in self.numbers)
            if given:
                names = ", ".join(map(quoted, [above, *given]))
                joins.append(f"JOIN (SELECT {names} FROM {self.table[above]}) USING ({above})")
        for part in (part for part, whole in OWNER.items() if whole == entity):
            sums = [n for n in made if n.version.over == part]
            if sums:
                values = ", ".join(f"{_aggregate(node)} AS {quoted('∑' + node.name)}" for node in sums)
                grouped = f"SELECT {entity}, {values} FROM {self.table[part]} GROUP BY {entity}"
                joins.append(f"LEFT JOIN ({grouped}) USING ({entity})")
        return " ".join([f"SELECT * FROM {own}", *joins])

    def _value(self, node: Node) -> str:
        version = node.version
        if version.expression is None:
            nothing = "true" if version.kind == "all_of" else "false" if version.is_yes_no else "0"
            return f"coalesce({quoted('∑' + node.name)}, {nothing})"
        writer = Writer(self.plan, self.numbers)
        return writer.truth(version.expression) if version.is_yes_no else writer.number(version.expression)


def _aggregate(node: Node) -> str:
    """The aggregate over one owner's rows; NULL of nobody."""
    of, *where = map(quoted, node.version.needs)
    chosen = f" FILTER (WHERE CAST({where[0]} AS BOOLEAN))" if where else ""
    match node.version.kind:
        case "any_of":
            return f"bool_or(CAST({of} AS BOOLEAN)){chosen}"
        case "all_of":
            return f"bool_and(CAST({of} AS BOOLEAN)){chosen}"
        case "value_of":
            return f"arg_min({of}, {node.version.over}){chosen}"
        case "lowest" | "highest" as kind:
            return f"CAST({'min' if kind == 'lowest' else 'max'}({of}){chosen} AS BIGINT)"
    return f"CAST(sum(CAST({of} AS BIGINT)){chosen} AS BIGINT)"  # a sum of BIGINT is HUGEINT
