"""Whose values there are: one household and the tables of rows it owns, before and after the computation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from jiuzhu.policy.engine.values import NO_CAUSES, Cause, Value

HOUSEHOLD = "household"
OWNER: Mapping[str, str] = {"person": HOUSEHOLD, "supporter": HOUSEHOLD, "parent": "person"}
"""Every entity but the household, and whose rows own its rows; owners come before what they own."""
ENTITIES = (HOUSEHOLD, *OWNER)
MOST_ROWS = 50
"""How many rows of an entity one owner may have."""
EACH: Mapping[str, str] = {
    HOUSEHOLD: "全家",
    "person": "每人",
    "supporter": "每名义务人",
    "parent": "每名父母",
}
"""Whose value it is, in words."""

Scope = tuple[dict[str, Value], ...]
"""A row, its owner, its owner's owner…, up to the household: what a rule of the row may ask."""


@cache
def lineage(entity: str) -> tuple[str, ...]:
    """The entity, its owner, its owner's owner…, up to the household."""
    return (entity, *lineage(OWNER[entity])) if entity in OWNER else (entity,)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an entity, those of one owner together: each row's facts, its owner's row number and its name in the explanation.

    `unknown` is why it is not known which rows there are; then there are none here.
    """

    rows: Sequence[Mapping[str, Value]] = ()
    owners: Sequence[int] = ()
    ids: Sequence[str] = ()
    unknown: frozenset[Cause] = NO_CAUSES


@dataclass(frozen=True, slots=True)
class Given:
    """The facts of one family: its own and, in order, those of its rows. Every fact of the library is there, known or Unknown."""

    household: Mapping[str, Value]
    tables: Mapping[str, Table] = field(default_factory=dict)

    def table(self, entity: str) -> Table:
        """The rows of an entity; a table that is not there has none."""
        return self.tables.get(entity, _NO_ROWS)

    def with_rows(self, entity: str, rows: Sequence[Mapping[str, Value]]) -> "Given":
        """The same family with other facts in the rows of one entity."""
        return replace(self, tables={**self.tables, entity: replace(self.table(entity), rows=rows)})

    def facts(self) -> Iterator[tuple[str, int, Value]]:
        """(fact, row, value) of all that a family is known by."""
        yield from ((name, 0, value) for name, value in self.household.items())
        for table in self.tables.values():
            for row, facts in enumerate(table.rows):
                yield from ((name, row, value) for name, value in facts.items())


_NO_ROWS = Table()

Changed = dict[str, set[int]]
"""The rows in which a fact is not the same, by its name; of an entity, that it is known now, or no longer, which rows there are."""


def difference(before: Given, after: Given) -> Changed | None:
    """The facts of a family that are not the same; None when it has other rows than before."""
    changed: Changed = {}
    for entity, table in before.tables.items():
        now = after.table(entity)
        if table.ids != now.ids:
            return None
        if bool(table.unknown) != bool(now.unknown):
            changed[entity] = set()
    for (name, row, was), (_, _, now_is) in zip(before.facts(), after.facts(), strict=True):
        if was is not now_is and was != now_is:
            changed.setdefault(name, set()).add(row)
    return changed


@dataclass(frozen=True, slots=True)
class Values:
    """All that was computed, facts and numbers included."""

    scopes: Mapping[str, Sequence[Scope]]
    """For each entity, the scope of each of its rows."""
    groups: Mapping[str, Sequence[Sequence[int]]]
    """For each entity but the household, the row numbers of each owner."""
    ids: Mapping[str, Sequence[str]]

    @classmethod
    def begin(cls, given: Given, household: dict[str, Value]) -> "Values":
        """The facts of a family, to which values will be added; `household` are its own, with numbers and the day."""
        scopes: dict[str, list[Scope]] = {HOUSEHOLD: [(household,)]}
        groups: dict[str, list[list[int]]] = {}
        for entity, owner in OWNER.items():
            table, above = given.table(entity), scopes[owner]
            scopes[entity] = [(dict(r), *above[o]) for r, o in zip(table.rows, table.owners, strict=True)]
            groups[entity] = [[] for _ in above]
            for number, own in enumerate(table.owners):
                groups[entity][own].append(number)
        return cls(scopes, groups, {entity: given.table(entity).ids for entity in OWNER})

    def copied(self) -> "Values":
        """The same values in rows of their own."""
        scopes: dict[str, list[Scope]] = {}
        for entity, found in self.scopes.items():
            own = [dict(scope[0]) for scope in found]
            if entity == HOUSEHOLD:
                scopes[entity] = [(row,) for row in own]
                continue
            above, groups = scopes[OWNER[entity]], self.groups[entity]
            owners = {number: owner for owner, group in enumerate(groups) for number in group}
            scopes[entity] = [(row, *above[owners[number]]) for number, row in enumerate(own)]
        return Values(scopes, self.groups, self.ids)

    @property
    def household(self) -> dict[str, Value]:
        return self.scopes[HOUSEHOLD][0][0]

    @property
    def persons(self) -> list[dict[str, Value]]:
        return self.rows("person")

    def rows(self, entity: str) -> list[dict[str, Value]]:
        """The values of each row of an entity."""
        return [scope[0] for scope in self.scopes[entity]]
