"""Reading 2: a population at once. NumPy generated from the same syntax trees, in household-aligned blocks (cache-sized)."""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from jiuzhu.policy.engine import vector
from jiuzhu.policy.engine.call import numbers
from jiuzhu.policy.engine.library import BUSINESS_DAY, Fact, Library
from jiuzhu.policy.engine.numbers import Number
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import ENTITIES, HOUSEHOLD, MOST_ROWS, OWNER, Given, lineage
from jiuzhu.policy.engine.values import Unknown, Value

Column: TypeAlias = npt.NDArray[Any]
BLOCK = 4096
"""Households in a block."""


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

    def blocks(self, households: int) -> Iterator["Population"]:
        """The same families, so many at a time; columns are views."""
        edges = {entity: self.edges_of(entity) for entity in OWNER}
        for first in range(0, self.size, households):
            spans = {HOUSEHOLD: (first, min(self.size, first + households))}
            own: dict[str, Column] = {}
            for entity, owner in OWNER.items():
                low, high = spans[owner]
                own[entity] = edges[entity][low : high + 1] - edges[entity][low]
                spans[entity] = (int(edges[entity][low]), int(edges[entity][high]))
            cut = {entity: slice(*span) for entity, span in spans.items()}
            yield Population(
                {
                    e: {name: column[cut[e]] for name, column in group.items()}
                    for e, group in self.columns.items()
                },
                own,
            )


def run(
    plan: Plan, population: Population, day: int, rulings: Mapping[str, int], goals: Collection[str]
) -> dict[str, Column]:
    """The values of `goals` for every row they are of. Raises OpenNumberError or BadColumnError."""
    nodes = plan.closure(tuple(goals))
    values = {**needed_numbers(plan, nodes, rulings), BUSINESS_DAY: day}
    whole = checked(plan, nodes, population)
    block = _compile(plan, nodes, goals)
    parts: dict[str, list[Column]] = {goal: [] for goal in goals}
    for part in whole.blocks(BLOCK):
        columns = {entity: dict(column) for entity, column in part.columns.items()}
        found = block(columns, part.edges, part.size, values)
        for goal in goals:
            parts[goal].append(found[goal])
    return {goal: np.concatenate(columns) if columns else _EMPTY for goal, columns in parts.items()}


_EMPTY = np.zeros(0, dtype=np.int64)


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
        if len(edges[entity]) != size or edges[entity][0] != 0 or (np.diff(edges[entity]) < 0).any():
            raise BadColumnError(f"edges[{entity!r}] 应从 0 起不减，共 {size} 个，同一家的行连在一起")
        if np.diff(edges[entity]).max(initial=0) > MOST_ROWS:
            raise BadColumnError(f"{entity}：有的一家超过 {MOST_ROWS} 行")
    for name in sorted({name for node in nodes for name, _ in node.needs if name in plan.library.facts}):
        entity = plan.library.entity(name)
        columns[entity][name] = _checked(plan.library.facts[name], population, entity)
    return Population(columns, edges)


def _checked(fact: Fact, population: Population, entity: str) -> Column:
    length, column = population.length(entity), population.columns.get(entity, {}).get(fact.name)
    if column is None and not length:
        return _EMPTY
    if column is None:
        raise BadColumnError(f"缺少 {fact.name}（{fact.label}）这一列")
    if len(column) != length:
        raise BadColumnError(f"{fact.name}（{fact.label}）应有 {length} 行，现在是 {len(column)} 行")
    if column.dtype.kind not in "bi":
        raise BadColumnError(f"{fact.name} 应是整数列，现在是 {column.dtype}")
    if np.ma.is_masked(column):
        raise BadColumnError(f"{fact.name}（{fact.label}）有空值")
    least, most = fact.widest
    if length and (column.min() < least or column.max() > most):
        found = f"{column.min()} 到 {column.max()}"
        raise BadColumnError(f"{fact.name}（{fact.label}）应在 {least} 到 {most} 之间，现在是 {found}")
    return column


def _compile(plan: Plan, nodes: Iterable[Node], goals: Collection[str]) -> Any:
    """A function (columns of each entity, edges, households, numbers) → {goal: column}, written from the rules."""
    lines = ["def block(columns, edges, size_household, N):"]
    for entity in ENTITIES:
        lines.append(f"    {entity} = columns[{entity!r}]")
    for entity in OWNER:
        lines.append(f"    edges_{entity} = edges[{entity!r}]")
        lines.append(f"    size_{entity} = int(edges_{entity}[-1])")
        lines += [f"    {line}" for line in _owner_lines(entity)]
    lines += [f"    {_line(plan, node)}" for node in nodes]
    told = ", ".join(f"{goal!r}: {_place(plan, goal)}" for goal in goals)
    lines.append(f"    return {{{told}}}")
    names: dict[str, Any] = {**vars(vector), "np": np}
    exec(compile("\n".join(lines), "<columns>", "exec"), names)  # noqa: S102 - written from checked trees
    return names["block"]


def _owner_lines(entity: str) -> list[str]:
    """For the rows of an entity, the number of the owner, of the owner's owner, …"""
    first, *further = lineage(entity)[1:]
    lines = [f"{entity}_{first} = owners(edges_{entity})"]
    return lines + [f"{entity}_{above} = {first}_{above}[{entity}_{first}]" for above in further]


def _place(plan: Plan, name: str) -> str:
    return f"{plan.library.entity(name)}[{name!r}]"


def _line(plan: Plan, node: Node) -> str:
    version = node.version
    if version.kind != "rule":
        columns = ", ".join(f"{version.over}[{name!r}]" for name, _ in node.needs)
        return f"{version.entity}[{node.name!r}] = {version.kind}(edges_{version.over}, {columns})"
    assert version.expression is not None  # noqa: S101 - rules have one
    text = _Writer(plan, version.entity).write(version.expression)
    kind = "bool" if version.is_yes_no else "np.int64"
    return f"{version.entity}[{node.name!r}] = fit({text}, size_{version.entity}, {kind})"


_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class _Writer:
    """An expression of the language as NumPy text."""

    def __init__(self, plan: Plan, entity: str) -> None:
        self.plan, self.entity = plan, entity

    def write(self, node: ast.expr) -> str:  # noqa: PLR0911 - one case for each form of the language
        match node:
            case ast.Name(id=name):
                return self.name(name)
            case ast.Constant(value=value):
                return repr(value)
            case ast.IfExp(test=test, body=yes, orelse=no):
                return f"np.where({self.write(test)}, {self.write(yes)}, {self.write(no)})"
            case ast.BoolOp(op=op, values=parts):
                joined = (" & " if isinstance(op, ast.And) else " | ").join(
                    f"truth({self.write(p)})" for p in parts
                )
                return f"({joined})"
            case ast.UnaryOp(op=op, operand=operand):
                return (
                    f"np.logical_not({self.write(operand)})"
                    if isinstance(op, ast.Not)
                    else f"(-{self.write(operand)})"
                )
            case ast.BinOp(left=left, op=op, right=right):
                return f"({self.write(left)} {_BINARY[type(op)]} {self.write(right)})"
            case ast.Compare():
                return self.compare(node)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return f"{_CALLED.get(name, name)}({', '.join(self.argument(a) for a in arguments)})"
        raise TypeError(f"not in the language: {ast.dump(node)}")

    def name(self, name: str) -> str:
        library = self.plan.library
        if name in library.numbers or name == BUSINESS_DAY:
            return f"N[{name!r}]"
        of = library.entity(name)
        gathered = "" if of == self.entity else f"[{self.entity}_{of}]"
        return f"{of}[{name!r}]{gathered}"

    def argument(self, node: ast.expr) -> str:
        if isinstance(node, ast.Tuple):
            return f"({', '.join(self.argument(part) for part in node.elts)},)"
        return self.write(node)

    def compare(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        links = []
        for index, operator in enumerate(node.ops):
            left, right = sides[index], sides[index + 1]
            if isinstance(operator, ast.In | ast.NotIn):
                members = right.elts if isinstance(right, ast.Tuple) else []
                found = " | ".join(
                    f"({self.write(left)} == {self.constant(left, member)})" for member in members
                )
                links.append(f"({found})" if isinstance(operator, ast.In) else f"np.logical_not({found})")
            else:
                links.append(f"({self.write(left)} {_COMPARE[type(operator)]} {self.constant(left, right)})")
        return f"({' & '.join(links)})"

    def constant(self, left: ast.expr, right: ast.expr) -> str:
        """The right side; a word becomes its code."""
        if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
            return str(word_code(self.plan.library, left.id, right.value))
        return self.write(right)


_CALLED = {"min": "least", "max": "most", "pick": "most"}


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
