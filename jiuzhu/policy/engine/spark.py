"""Reading 5: the block of reading 2 inside Spark's `mapInArrow`, after a partition by household, past one machine.

A frame has one row a household, so that no household is ever cut in two: `household` (its number), its own facts, and the
facts of its members and of all others as lists. Nothing of Spark is imported here: a frame is asked to do it.
`pyarrow` is wanted where rows are read and written, on the machines that do the work.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from jiuzhu.policy.engine import vector
from jiuzhu.policy.engine.columns import computed, made, prepared, text_of
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.population import BadColumnError, Column, Population
from jiuzhu.policy.engine.rows import ENTITIES, HOUSEHOLD, OWNER

if TYPE_CHECKING:
    import pyarrow as pa

ID = "household"
"""The column with the number of a household."""


class Frame(Protocol):
    """What is used of a `pyspark.sql.DataFrame`."""

    def select(self, *names: str) -> "Frame": ...
    def repartition(self, *names: str) -> "Frame": ...
    def mapInArrow(self, func: Callable[..., Any], schema: str) -> "Frame": ...


def run(frame: Frame, plan: Plan, day: int, rulings: Mapping[str, int], goals: Collection[str]) -> Frame:
    """As `columns.run`: a row a household, its goals beside its number, those of its rows as lists.

    Raises OpenNumberError. A column that does not fit stops the job with a BadColumnError.
    """
    nodes, _ = prepared(plan, day, rulings, goals)
    work = _Work.of(plan, nodes, tuple(goals))
    types = {goal: "BOOLEAN" if plan.library.is_yes_no(goal) else "BIGINT" for goal in goals}
    columns = [f"`{ID}` BIGINT"]
    for goal, kind in types.items():
        is_own = plan.library.entity(goal) == HOUSEHOLD
        columns.append(f"`{goal}` {kind}" if is_own else f"`{goal}` ARRAY<{kind}>")
    names = [ID, *map(rows_of, OWNER), *work.facts]
    return frame.select(*names).repartition(ID).mapInArrow(work, ", ".join(columns))


def rows_of(entity: str) -> str:
    """The column that says how many rows of an entity there are: of a household, or of each of those that own them."""
    return f"rows_{entity}"


@dataclass(frozen=True, slots=True)
class _Work:
    """All that a machine needs to compute batches: the text of the block and what it reads and gives."""

    text: str
    plan: Plan
    nodes: tuple[Node, ...]
    goals: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, nodes: Collection[Node], goals: tuple[str, ...]) -> "_Work":
        """Without the rules themselves, which the text has."""
        text = text_of(plan, nodes, goals)
        bare = tuple(replace(n, version=replace(n.version, expression=None, function=None)) for n in nodes)
        needed = {name for node in nodes for name, _ in node.needs}
        facts = {name: fact for name, fact in plan.library.facts.items() if name in needed}
        versions = {node.name: (node.version,) for node in bare}
        library = Library(versions, {}, {}, {}, facts)
        own = replace(plan, library=library, nodes=bare, numbers={}, lists={})
        return cls(text, own, bare, goals)

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(self.plan.library.facts)

    def __call__(self, batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        block = _block(self.text)
        for batch in batches:
            population = _population(batch, self.plan.library)
            found = computed(self.plan, self.nodes, block, population, self.goals)
            yield _batch(batch.column(ID), found, population, self.plan.library)


@lru_cache(maxsize=16)
def _block(text: str) -> Callable[..., dict[str, Any]]:
    return made(text, vars(vector))


def _population(batch: "pa.RecordBatch", library: Library) -> Population:
    """The households of a batch as columns. Raises BadColumnError for a value that is not there."""
    edges = {}
    for entity in OWNER:
        counts = _values(batch, rows_of(entity), is_list=OWNER[entity] != HOUSEHOLD)
        edges[entity] = np.append(0, np.cumsum(counts, dtype=np.int64))
    columns: dict[str, dict[str, Column]] = {entity: {} for entity in ENTITIES}
    for name, fact in library.facts.items():
        columns[fact.entity][name] = _values(batch, name, is_list=fact.entity != HOUSEHOLD)
    return Population(columns, edges)


def _values(batch: "pa.RecordBatch", name: str, *, is_list: bool) -> Column:
    column = batch.column(name)
    inner = column.flatten() if is_list else column
    if column.null_count or inner.null_count:
        raise BadColumnError(f"{name} 有空值")
    found: Column = inner.to_numpy(zero_copy_only=False)
    return found


def _batch(
    ids: "pa.Array", found: Mapping[str, Column], population: Population, library: Library
) -> "pa.RecordBatch":
    import pyarrow as pa

    arrays = [ids]
    for goal, values in found.items():
        arrays.append(_listed(values, population, library.entity(goal)))
    return pa.RecordBatch.from_arrays(arrays, [ID, *found])


def rows(population: Population) -> "pa.Table":
    """A population as a table of one row a household, numbered in its order."""
    import pyarrow as pa

    columns: dict[str, Any] = {ID: np.arange(population.size)}
    for entity, owner in OWNER.items():
        counts = np.diff(population.edges_of(entity))
        columns[rows_of(entity)] = _listed(counts, population, owner)
    for entity, group in population.columns.items():
        columns |= {name: _listed(column, population, entity) for name, column in group.items()}
    return pa.table(columns)


def _listed(values: Column, population: Population, entity: str) -> "pa.Array":
    """The values of the rows of an entity, those of one household together; a household's own as they are."""
    import pyarrow as pa

    if entity == HOUSEHOLD:
        return pa.array(values)
    edges = population.edges_of(entity)
    for above in _above(entity):
        edges = edges[population.edges_of(above)]
    return pa.ListArray.from_arrays(pa.array(edges, pa.int32()), pa.array(values))


def _above(entity: str) -> Iterator[str]:
    """The owners of an entity below the household."""
    while OWNER[entity] != HOUSEHOLD:
        entity = OWNER[entity]
        yield entity
