"""Reading 2: a population at once. NumPy generated from the same syntax trees, in household-aligned blocks (cache-sized)."""

import ast
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import numpy as np

from jiuzhu.policy.engine import vector
from jiuzhu.policy.engine.library import BUSINESS_DAY
from jiuzhu.policy.engine.link import is_condition
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.population import Column, Population, checked, needed_numbers, word_code
from jiuzhu.policy.engine.rows import ENTITIES, OWNER, lineage

BLOCK = 4096
"""Households in a block."""


def run(
    plan: Plan, population: Population, day: int, rulings: Mapping[str, int], goals: Collection[str]
) -> dict[str, Column]:
    """The values of `goals` for every row they are of. Raises OpenNumberError or BadColumnError."""
    nodes = plan.closure(tuple(goals))
    numbers = {**needed_numbers(plan, nodes, rulings), BUSINESS_DAY: day}
    whole = checked(plan, nodes, population)
    block = compiled(plan, nodes, goals, Writer, vars(vector))
    found = {goal: empty(plan, whole, goal) for goal in goals}
    for spans, part in whole.blocks(BLOCK):
        columns = {entity: typed(plan, group) for entity, group in part.columns.items()}
        for goal, values in block(columns, part.edges, part.size, numbers).items():
            found[goal][spans[plan.library.entity(goal)]] = values
    return found


def empty(plan: Plan, population: Population, goal: str) -> Column:
    """Room for the values of a goal."""
    kind = np.bool_ if plan.library.is_yes_no(goal) else np.int64
    return np.empty(population.length(plan.library.entity(goal)), dtype=kind)


def typed(plan: Plan, columns: Mapping[str, Column]) -> dict[str, Column]:
    """Columns as the rules compute with them, whatever width they are kept in."""
    return {
        name: column.astype(np.bool_ if plan.library.is_yes_no(name) else np.int64, copy=False)
        for name, column in columns.items()
    }


def compiled(
    plan: Plan,
    nodes: Iterable[Node],
    goals: Collection[str],
    writer: "type[Writer]",
    names: Mapping[str, Any],
) -> Callable[..., dict[str, Any]]:
    """A function (columns of each entity, edges, households, numbers) → {goal: column}, written from the rules."""
    lines = ["def block(columns, edges, size_household, N):"]
    lines += [f"    {entity} = columns[{entity!r}]" for entity in ENTITIES]
    for entity in OWNER:
        lines += [f"    edges_{entity} = edges[{entity!r}]", f"    size_{entity} = int(edges_{entity}[-1])"]
        first, *further = lineage(entity)[1:]
        lines.append(f"    {entity}_{first} = owners(edges_{entity})")
        lines += [f"    {entity}_{above} = {first}_{above}[{entity}_{first}]" for above in further]
    gathered: set[tuple[str, str]] = set()
    for node in nodes:
        entity = node.version.entity
        if node.version.kind == "rule":
            needed = [
                (name, lineage(entity)[up])
                for name, up in node.needs
                if up and not writer.is_number(plan, name)
            ]
            for name, of in needed:
                if (entity, name) not in gathered:
                    lines.append(
                        f"    {entity}_has_{name} = {writer.gathered(f'{of}[{name!r}]', f'{entity}_{of}')}"
                    )
                    gathered.add((entity, name))
        lines.append(f"    {writer(plan, entity).line(node)}")
    told = ", ".join(f"{goal!r}: {plan.library.entity(goal)}[{goal!r}]" for goal in goals)
    lines.append(f"    return {{{told}}}")
    names = {**names, "np": np}
    exec(compile("\n".join(lines), "<columns>", "exec"), names)  # noqa: S102 - written from checked trees
    block: Callable[..., dict[str, Any]] = names["block"]
    return block


_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Writer:
    """Rules and their expressions as NumPy text."""

    def __init__(self, plan: Plan, entity: str) -> None:
        self.plan, self.entity = plan, entity

    def line(self, node: Node) -> str:
        """The statement that computes a rule or an aggregate."""
        version = node.version
        if version.kind != "rule":
            columns = ", ".join(f"{version.over}[{name!r}]" for name, _ in node.needs)
            return f"{self.entity}[{node.name!r}] = {version.kind}(edges_{version.over}, {columns})"
        assert version.expression is not None  # noqa: S101 - rules have one
        kind = "bool" if version.is_yes_no else "np.int64"
        text = self.write(version.expression)
        return f"{self.entity}[{node.name!r}] = fit({text}, size_{self.entity}, {kind})"

    @staticmethod
    def is_number(plan: Plan, name: str) -> bool:
        """Whether a name is the same for everybody: a number of the law, or the day."""
        return name in plan.library.numbers or name == BUSINESS_DAY

    @staticmethod
    def gathered(column: str, owners: str) -> str:
        """A column of those who own rows, for the rows."""
        return f"{column}[{owners}]"

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
                    else f"(-{self.amount(operand)})"
                )
            case ast.BinOp(left=left, op=op, right=right):
                return f"({self.amount(left)} {_BINARY[type(op)]} {self.amount(right)})"
            case ast.Compare():
                return self.compare(node)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return f"{_CALLED.get(name, name)}({', '.join(self.argument(a) for a in arguments)})"
        raise TypeError(f"not in the language: {ast.dump(node)}")

    def name(self, name: str) -> str:
        if self.is_number(self.plan, name):
            return f"N[{name!r}]"
        of = self.plan.library.entity(name)
        return f"{of}[{name!r}]" if of == self.entity else f"{self.entity}_has_{name}"

    def amount(self, node: ast.expr) -> str:
        """A part of a sum or product; yes is 1."""
        text = self.write(node)
        return f"whole({text})" if is_condition(self.plan.library, node) else text

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
