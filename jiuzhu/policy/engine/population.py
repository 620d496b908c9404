"""Many families as columns: a table of each entity, checked before anything is computed with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from jiuzhu.policy.engine.call import numbers
from jiuzhu.policy.engine.library import Fact, Library
from jiuzhu.policy.engine.numbers import Number
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import ENTITIES, HOUSEHOLD, MOST_ROWS, OWNER, Given
from jiuzhu.policy.engine.values import Unknown, Value

Column: TypeAlias = npt.NDArray[Any]
Rows: TypeAlias = slice | Column
NO_ROWS = np.zeros(0, dtype=np.int64)


class OpenNumberError(ValueError):
    """A number that the law leaves open and nobody ruled on, or a value assumed for it that cannot be."""


class BadColumnError(ValueError):
    """A column of facts that cannot be computed with: missing, not integer, or beyond the bounds of its fact."""


@dataclass(frozen=True, slots=True)
class Population:
    """Known facts of many families. Of each entity a column a fact, the rows of one owner together.

    `edges` says where: of each entity but the household, its rows from `edges[e][i]` up to `edges[e][i + 1]` belong to owner i.
    An entity that is not in it has no rows.
    """

    columns: Mapping[str, Mapping[str, Column]]
    edges: Mapping[str, Column]

    @property
    def size(self) -> int:
        """The number of households."""
        return len(self.edges["person"]) - 1

    def edges_of(self, entity: str) -> Column:
        """Where the rows of each owner begin and end."""
        if entity in self.edges:
            return self.edges[entity]
        above = OWNER[entity]
        return np.zeros((int(self.edges_of(above)[-1]) if above in OWNER else self.size) + 1, dtype=np.int64)

    def length(self, entity: str) -> int:
        """The number of rows of an entity."""
        return int(self.edges_of(entity)[-1]) if entity in OWNER else self.size

    def with_column(self, entity: str, name: str, column: Column) -> "Population":
        """The same families with one fact put in place."""
        own = {**self.columns.get(entity, {}), name: column}
        return replace(self, columns={**self.columns, entity: own})

    def blocks(self, households: int) -> Iterator[tuple[Mapping[str, slice], "Population"]]:
        """The same families, so many at a time, and where the rows of each entity stand; columns are views."""
        for first in range(0, self.size, households):
            yield self.part(first, min(self.size, first + households))

    def part(self, first: int, last: int) -> tuple[Mapping[str, slice], "Population"]:
        """The households from `first` up to `last`."""
        spans, own = {HOUSEHOLD: slice(first, last)}, {}
        for entity, owner in OWNER.items():
            edges, span = self.edges_of(entity), spans[owner]
            own[entity] = edges[span.start : span.stop + 1] - edges[span.start]
            spans[entity] = slice(int(edges[span.start]), int(edges[span.stop]))
        columns = {
            e: {name: one[spans[e]] for name, one in group.items()} for e, group in self.columns.items()
        }
        return spans, Population(columns, own)

    def by_key(self, keys: Column) -> Iterator[tuple[int, Mapping[str, Rows], "Population"]]:
        """For each key that a household has: the key, where the rows of each entity stand, and those families."""
        if len(keys) != self.size:
            raise BadColumnError(f"应有 {self.size} 户的地区，现在是 {len(keys)} 户")
        if (np.diff(keys) >= 0).all():
            starts = np.append(0, np.flatnonzero(np.diff(keys)) + 1) if len(keys) else keys
            for first, last in zip(starts, np.append(starts[1:], len(keys)), strict=True):
                yield int(keys[first]), *self.part(int(first), int(last))
            return
        for key in np.unique(keys):
            yield int(key), *self.those(np.flatnonzero(keys == key))

    def those(self, households: Column) -> tuple[Mapping[str, Rows], "Population"]:
        """Some households (row numbers), copied, and where the rows of each entity stand."""
        rows: dict[str, Column] = {HOUSEHOLD: households}
        own: dict[str, Column] = {}
        for entity, owner in OWNER.items():
            edges = self.edges_of(entity)
            starts, counts = edges[:-1][rows[owner]], np.diff(edges)[rows[owner]]
            own[entity] = np.append(0, np.cumsum(counts))
            rows[entity] = np.arange(own[entity][-1]) + np.repeat(starts - own[entity][:-1], counts)
        return rows, Population(
            {e: {n: c[rows[e]] for n, c in group.items()} for e, group in self.columns.items()}, own
        )


def settled(plan: Plan, rulings: Mapping[str, int]) -> dict[str, int]:
    """Every number of a plan that is in force or ruled on. Raises OpenNumberError for a ruling that cannot be."""
    return {
        name: _within(plan.numbers[name][0], int(value))
        for name, value in numbers(plan, rulings).items()
        if not isinstance(value, Unknown)
    }


def needed_numbers(plan: Plan, nodes: Iterable[Node], rulings: Mapping[str, int]) -> dict[str, int]:
    """The numbers that these nodes need. Raises OpenNumberError for one that is neither in force nor ruled on."""
    needed = {name for node in nodes for name, _ in node.needs}
    found: dict[str, int] = {}
    for name, value in numbers(plan, rulings).items():
        if name not in needed:
            continue
        if isinstance(value, Unknown):
            raise OpenNumberError(
                f"{plan.numbers[name][0].label}（{plan.numbers[name][0].key}）没有定数，请先给出假定值"
            )
        found[name] = _within(plan.numbers[name][0], int(value))
    return found


def _within(number: Number, value: int) -> int:
    least, most = number.widest
    if not least <= value <= most:
        raise OpenNumberError(f"{number.label}（{number.key}）应在 {least} 到 {most} 之间，现在是 {value}")
    return value


def checked(plan: Plan, nodes: Iterable[Node], population: Population) -> Population:
    """The facts these nodes need, and no others. Raises BadColumnError unless each is there, whole and within bounds."""
    edges = {entity: population.edges_of(entity) for entity in OWNER}
    columns: dict[str, dict[str, Column]] = {entity: {} for entity in ENTITIES}
    for entity, owner in OWNER.items():
        size = population.length(owner) + 1
        rows = np.diff(edges[entity])
        if len(edges[entity]) != size or edges[entity][0] != 0 or rows.min(initial=0) < 0:
            raise BadColumnError(f"edges[{entity!r}] 应从 0 起不减，共 {size} 个，同一家的行连在一起")
        if rows.max(initial=0) > MOST_ROWS:
            raise BadColumnError(f"{entity}：有的一家超过 {MOST_ROWS} 行")
    for name in sorted({name for node in nodes for name, _ in node.needs if name in plan.library.facts}):
        entity = plan.library.entity(name)
        columns[entity][name] = _checked(plan.library.facts[name], population, entity)
    return Population(columns, edges)


def _checked(fact: Fact, population: Population, entity: str) -> Column:
    length, column = population.length(entity), population.columns.get(entity, {}).get(fact.name)
    if column is None and not length:
        return NO_ROWS
    if column is None:
        raise BadColumnError(f"缺少 {fact.name}（{fact.label}）这一列")
    if len(column) != length:
        raise BadColumnError(f"{fact.name}（{fact.label}）应有 {length} 行，现在是 {len(column)} 行")
    if column.dtype.kind not in "bi":
        raise BadColumnError(f"{fact.name} 应是整数列，现在是 {column.dtype}")
    if np.ma.is_masked(column):
        raise BadColumnError(f"{fact.name}（{fact.label}）有空值")
    least, most = fact.widest
    lower, upper = (
        (0, 1) if column.dtype.kind == "b" else (np.iinfo(column.dtype).min, np.iinfo(column.dtype).max)
    )
    if length and ((lower < least and column.min() < least) or (upper > most and column.max() > most)):
        found = f"{column.min()} 到 {column.max()}"
        raise BadColumnError(f"{fact.name}（{fact.label}）应在 {least} 到 {most} 之间，现在是 {found}")
    return column


def word_code(library: Library, fact: str, word: str) -> int:
    """The number that stands for a word in a column."""
    return list(library.facts[fact].options).index(word)


def encode(library: Library, families: Sequence[Given]) -> Population:
    """Fully known families as columns. Raises BadColumnError at a fact, or a list of rows, that is not known."""
    rows: dict[str, list[Mapping[str, Value]]] = {HOUSEHOLD: [family.household for family in families]}
    edges: dict[str, Column] = {}
    for entity, owner in OWNER.items():
        tables = [family.table(entity) for family in families]
        if any(table.unknown for table in tables):
            raise BadColumnError(f"{entity}：有的家庭不知道有几个")
        rows[entity] = [row for table in tables for row in table.rows]
        counts = np.zeros(len(rows[owner]), dtype=np.int64)
        above = 0
        for family, table in zip(families, tables, strict=True):
            np.add.at(counts, [above + own for own in table.owners], 1)
            above += len(family.table(owner).rows) if owner in OWNER else 1
        edges[entity] = np.append(0, np.cumsum(counts))
    return Population({entity: _columns(library, entity, rows[entity]) for entity in ENTITIES}, edges)


def _columns(library: Library, entity: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Column]:
    names = [name for name, fact in library.facts.items() if fact.entity == entity]
    return {name: _column(library, name, [row[name] for row in rows]) for name in names}


def _column(library: Library, name: str, values: Sequence[Any]) -> Column:
    if any(isinstance(value, Unknown) for value in values):
        raise BadColumnError(f"{name}（{library.facts[name].label}）有不知道的值")
    if library.facts[name].kind == "word":
        return np.array([word_code(library, name, value) for value in values], dtype=np.int64)
    return np.array(values, dtype=bool if library.facts[name].kind == "yes_no" else np.int64)
