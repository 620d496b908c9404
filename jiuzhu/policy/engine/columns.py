"""Reading 2: a population at once. NumPy generated from the same syntax trees, in household-aligned blocks (cache-sized)."""

import ast
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from jiuzhu.policy.engine import vector
from jiuzhu.policy.engine.call import Given, numbers
from jiuzhu.policy.engine.library import BUSINESS_DAY, Library
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.values import WIDEST, Unknown

Column: TypeAlias = npt.NDArray[Any]
BLOCK = 4096
"""Households in a block."""


class OpenNumberError(ValueError):
    """A number that the law leaves open and nobody ruled on: a population needs a value for it."""


class BadColumnError(ValueError):
    """A column of facts that cannot be computed with: missing, not integer, or beyond ± 10^13."""


@dataclass(frozen=True, slots=True)
class Population:
    """Known facts of many families: a column a fact, persons sorted by household, `starts` the first person of each."""

    households: Mapping[str, Column]
    persons: Mapping[str, Column]
    starts: Column


def run(
    plan: Plan, population: Population, day: int, rulings: Mapping[str, int], goals: Collection[str]
) -> dict[str, Column]:
    """The values of `goals` for every household or person. Raises OpenNumberError or BadColumnError."""
    nodes = plan.closure(tuple(goals))
    values = needed_numbers(plan, nodes, rulings)
    check(plan, nodes, population)
    block = _compile(plan, nodes, goals)
    size = len(population.starts)
    people = len(next(iter(population.persons.values())))
    edges = np.append(population.starts, people)
    parts: dict[str, list[Column]] = {goal: [] for goal in goals}
    for first in range(0, size, BLOCK):
        last = min(size, first + BLOCK)
        low, high = int(edges[first]), int(edges[last])
        households = {name: column[first:last] for name, column in population.households.items()}
        persons = {name: column[low:high] for name, column in population.persons.items()}
        found = block(
            households,
            persons,
            population.starts[first:last] - low,
            high - low,
            {**values, BUSINESS_DAY: day},
        )
        for goal in goals:
            parts[goal].append(found[goal])
    return {goal: np.concatenate(columns) for goal, columns in parts.items()}


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
        found[name] = int(value)
    return found


def check(plan: Plan, nodes: Iterable[Node], population: Population) -> None:
    """Raises BadColumnError unless every fact these nodes need is there, whole, within bounds and by household."""
    facts = {name for node in nodes for name, _ in node.needs if name in plan.library.facts}
    for name in facts:
        columns = population.persons if plan.library.entity(name) == "person" else population.households
        if name not in columns:
            raise BadColumnError(f"缺少 {name}（{plan.library.facts[name].label}）这一列")
        column = columns[name]
        if column.dtype.kind not in "bi":
            raise BadColumnError(f"{name} 应是整数列，现在是 {column.dtype}")
        if np.ma.is_masked(column):
            raise BadColumnError(f"{name}（{plan.library.facts[name].label}）有空值")
        if column.size and max(abs(int(column.min())), abs(int(column.max()))) > WIDEST:
            raise BadColumnError(f"{name} 有超过一千亿元的数")
    if len(population.starts) and (population.starts[0] != 0 or (np.diff(population.starts) <= 0).any()):
        raise BadColumnError("starts 应从 0 起严格递增：每户至少一人，同户的人连在一起")


def _compile(plan: Plan, nodes: Iterable[Node], goals: Collection[str]) -> Any:
    """A function (households, persons, starts, people, numbers) → {goal: column}, written from the rules."""
    lines = [
        "def block(H, P, starts, people, N):",
        "    size = len(starts)",
        "    ix = owners(starts, people)",
    ]
    for node in nodes:
        lines.append(f"    {_line(plan, node)}")
    told = ", ".join(f"{goal!r}: {_place(plan, goal)}" for goal in goals)
    lines.append(f"    return {{{told}}}")
    names: dict[str, Any] = {**vars(vector), "np": np}
    exec(compile("\n".join(lines), "<columns>", "exec"), names)  # noqa: S102 - written from checked trees
    return names["block"]


def _place(plan: Plan, name: str) -> str:
    return f"{'P' if plan.library.entity(name) == 'person' else 'H'}[{name!r}]"


def _line(plan: Plan, node: Node) -> str:
    version = node.version
    if version.kind != "rule":
        columns = ", ".join(f"P[{name!r}]" for name, _ in node.needs)
        return f"H[{node.name!r}] = {version.kind}(starts, {columns})"
    person = version.entity == "person"
    assert version.expression is not None  # noqa: S101 - rules have one
    text = _Writer(plan, person).write(version.expression)
    length, kind = "people" if person else "size", "bool" if version.is_yes_no else "np.int64"
    return f"{'P' if person else 'H'}[{node.name!r}] = fit({text}, {length}, {kind})"


_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class _Writer:
    """An expression of the language as NumPy text."""

    def __init__(self, plan: Plan, person: bool) -> None:
        self.plan, self.person = plan, person

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
        if library.entity(name) == "person":
            return f"P[{name!r}]"
        return f"H[{name!r}][ix]" if self.person else f"H[{name!r}]"

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
    """Fully known families as columns. Raises BadColumnError at a fact that is not known."""
    sizes = [len(family.persons) for family in families]
    persons = [person for family in families for person in family.persons]
    starts = np.cumsum([0, *sizes[:-1]], dtype=np.int64)
    households = [family.household for family in families]
    return Population(_columns(library, households), _columns(library, persons), starts)


def _columns(library: Library, rows: Sequence[Mapping[str, Any]]) -> dict[str, Column]:
    return {name: _column(library, name, [row[name] for row in rows]) for name in rows[0]}


def _column(library: Library, name: str, values: Sequence[Any]) -> Column:
    if any(isinstance(value, Unknown) for value in values):
        raise BadColumnError(f"{name}（{library.facts[name].label}）有不知道的值")
    if library.facts[name].kind == "word":
        return np.array([word_code(library, name, value) for value in values], dtype=np.int64)
    return np.array(values, dtype=bool if library.facts[name].kind == "yes_no" else np.int64)
