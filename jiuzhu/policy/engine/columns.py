"""Reading 2: a population at once. NumPy generated from the same syntax trees, in household-aligned blocks (cache-sized)."""

import ast
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import numpy as np

from jiuzhu.policy.engine import fold, vector
from jiuzhu.policy.engine.library import BUSINESS_DAY, Library
from jiuzhu.policy.engine.link import is_condition
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.population import Column, Population, checked, needed_numbers, settled, word_code
from jiuzhu.policy.engine.rows import ENTITIES, OWNER, lineage

BLOCK = 4096
"""Households in a block."""


def run(
    plan: Plan, population: Population, day: int, rulings: Mapping[str, int], goals: Collection[str]
) -> dict[str, Column]:
    """The values of `goals` for every row they are of. Raises OpenNumberError or BadColumnError."""
    return computed(plan, *prepared(plan, day, rulings, goals), population, goals)


def computed(
    plan: Plan,
    nodes: Collection[Node],
    block: Callable[..., dict[str, Any]],
    population: Population,
    goals: Collection[str],
) -> dict[str, Column]:
    """The goals, block by block, into whole columns. Raises BadColumnError."""
    whole = checked(plan, nodes, population)
    found = {goal: empty(plan.library, whole, goal) for goal in goals}
    for spans, part in whole.blocks(BLOCK):
        columns = {entity: answers(plan, group) for entity, group in part.columns.items()}
        for goal, values in block(columns, part.edges, part.size).items():
            found[goal][spans[plan.library.entity(goal)]] = values
    return found


def prepared(
    plan: Plan, day: int, rulings: Mapping[str, int], goals: Collection[str]
) -> tuple[tuple[Node, ...], Callable[..., dict[str, Any]]]:
    """The nodes left when all numbers are put in, and the block written from them; made once for a plan."""
    known = {**settled(plan, rulings), BUSINESS_DAY: day}
    key = (tuple(goals), tuple(known.items()))
    found: tuple[tuple[Node, ...], Callable[..., dict[str, Any]]] | None = plan.kept.get(key)
    if found is None:
        nodes = fold.folded(plan.closure(tuple(goals)), known, goals)
        needed_numbers(plan, nodes, rulings)
        found = plan.keep(key, (nodes, written(plan, nodes, goals, Writer, vars(vector))))
    return found


def empty(library: Library, population: Population, goal: str) -> Column:
    """Room for the values of a goal."""
    kind = np.bool_ if library.is_yes_no(goal) else np.int64
    return np.empty(population.length(library.entity(goal)), dtype=kind)


def answers(plan: Plan, columns: Mapping[str, Column]) -> dict[str, Column]:
    """Columns in which yes or no is yes or no, whatever it is kept as."""
    return {
        name: column.astype(np.bool_, copy=False) if plan.library.is_yes_no(name) else column
        for name, column in columns.items()
    }


def written(
    plan: Plan,
    nodes: Collection[Node],
    goals: Collection[str],
    writer: "type[Writer]",
    names: Mapping[str, Any],
) -> Callable[..., dict[str, Any]]:
    """A function (columns of each entity, edges, households, …) → {goal: column}, written from the rules."""
    return made(text_of(plan, nodes, goals, writer), names)


def made(text: str, names: Mapping[str, Any]) -> Callable[..., dict[str, Any]]:
    """The function of a written text, with these names in reach."""
    given = {**names, "np": np}
    exec(compile(text, "<columns>", "exec"), given)  # noqa: S102 - written from checked trees
    block: Callable[..., dict[str, Any]] = given["block"]
    return block


def text_of(
    plan: Plan, nodes: Collection[Node], goals: Collection[str], writer: "type[Writer] | None" = None
) -> str:
    """The text of such a function; NumPy unless another writer is given."""
    writer = writer or Writer
    lines = ["def block(columns, edges, size_household, N=None):"]
    lines += [f"    {entity} = columns[{entity!r}]" for entity in ENTITIES]
    for entity in OWNER:
        lines += [f"    edges_{entity} = edges[{entity!r}]", f"    size_{entity} = int(edges_{entity}[-1])"]
        first, *further = lineage(entity)[1:]
        lines.append(f"    {entity}_{first} = owners(edges_{entity})")
        lines += [f"    {entity}_{above} = {first}_{above}[{entity}_{first}]" for above in further]
    shared = Counter(key for node in nodes for key in _parts(node))
    writers = {
        entity: writer(plan, entity, {key for key, times in shared.items() if times > 1})
        for entity in ENTITIES
    }
    for node in nodes:
        own = writers[node.version.entity]
        last = own.line(node)
        lines += [f"    {line}" for line in (*own.before, last)]
        own.before.clear()
    told = ", ".join(f"{goal!r}: {plan.library.entity(goal)}[{goal!r}]" for goal in goals)
    return "\n".join([*lines, f"    return {{{told}}}"])


Key = tuple[str, str]
"""An entity and a part of an expression of its rules."""


def _parts(node: Node) -> Iterator[Key]:
    """Every part of a rule that is worth computing once."""
    for part in ast.walk(node.version.expression or ast.Constant(0)):
        if isinstance(part, ast.BinOp | ast.Compare | ast.BoolOp | ast.Call):
            yield node.version.entity, fold.text_of(part)


_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Writer:
    """Rules of one entity and their expressions as NumPy text; `before` holds what must be computed before the line just written."""

    def __init__(self, plan: Plan, entity: str, shared: Collection[Key]) -> None:
        self.plan, self.entity, self.shared = plan, entity, shared
        self.before: list[str] = []
        self.made: dict[str, str] = {}

    def line(self, node: Node) -> str:
        """The statement that computes a rule or an aggregate."""
        version, place = node.version, f"{self.entity}[{node.name!r}]"
        if version.expression is None:
            columns = ", ".join(f"{version.over}[{name!r}]" for name, _ in node.needs)
            return f"{place} = {version.kind}(edges_{version.over}, {columns})"
        return f"{place} = {self.fitted(node, version.expression)}"

    def fitted(self, node: Node, expression: ast.expr) -> str:
        """The whole column of a rule, of its type."""
        is_yes_no = node.version.is_yes_no
        text = self.write(expression) if is_yes_no else self.amount(expression)
        is_column = any(name not in self.plan.library.numbers for name, _ in node.needs)
        if is_column and (not is_yes_no or is_condition(self.plan.library, expression)):
            return text
        return f"fit({text}, size_{self.entity}, {'bool' if is_yes_no else 'np.int64'})"

    def local(self, name: str, text: str) -> str:
        """The local name of something computed once."""
        if text not in self.made:
            self.made[text] = f"{name}_{self.entity}"
            self.before.append(f"{self.made[text]} = {text}")
        return self.made[text]

    def write(self, node: ast.expr) -> str:
        """An expression; what other rules of the entity need too is computed once."""
        key = fold.text_of(node)
        if isinstance(node, ast.Name | ast.Constant) or (self.entity, key) not in self.shared:
            return self.text(node)
        if key not in self.made:
            text = self.text(node)
            self.made[key] = f"shared{len(self.made)}_{self.entity}"
            self.before.append(f"{self.made[key]} = {text}")
        return self.made[key]

    def text(self, node: ast.expr) -> str:  # noqa: PLR0911 - one case for each form of the language
        match node:
            case ast.Name(id=name):
                return self.name(name)
            case ast.Constant(value=value):
                return repr(value)
            case ast.IfExp(test=test, body=yes, orelse=no):
                return f"np.where({self.truth(test)}, {self.whole(yes)}, {self.whole(no)})"
            case ast.BoolOp(op=op, values=parts):
                return f"({(' & ' if isinstance(op, ast.And) else ' | ').join(map(self.truth, parts))})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"np.logical_not({self.truth(operand)})"
            case ast.UnaryOp(operand=operand):
                return f"(-{self.amount(operand)})"
            case ast.BinOp(left=left, op=op, right=right):
                return f"({self.amount(left)} {_BINARY[type(op)]} {self.amount(right)})"
            case ast.Compare():
                return self.compare(node)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return f"{_CALLED.get(name, name)}({', '.join(self.argument(a) for a in arguments)})"
        raise TypeError(f"not in the language: {ast.dump(node)}")

    def name(self, name: str) -> str:
        """A column as it is kept, those of owners spread over their rows."""
        of = self.plan.library.entity(name)
        if of == self.entity:
            return f"{of}[{name!r}]"
        return self.local(f"spread_{name}", self.spread(f"{of}[{name!r}]", f"{self.entity}_{of}"))

    @staticmethod
    def spread(column: str, owners: str) -> str:
        return f"{column}[{owners}]"

    def whole(self, node: ast.expr) -> str:
        """A value in full width; yes or no stays as it is."""
        if (
            isinstance(node, ast.Name)
            and node.id in self.plan.library.facts
            and not is_condition(self.plan.library, node)
        ):
            return self.local(f"wide_{node.id}", f"wide({self.name(node.id)})")
        return self.write(node)

    def amount(self, node: ast.expr) -> str:
        """A part of a sum or product; yes is 1."""
        return f"wide({self.write(node)})" if is_condition(self.plan.library, node) else self.whole(node)

    def truth(self, node: ast.expr) -> str:
        """As yes or no."""
        return self.write(node) if is_condition(self.plan.library, node) else f"truth({self.write(node)})"

    def argument(self, node: ast.expr) -> str:
        if isinstance(node, ast.Tuple):
            return f"({', '.join(self.argument(part) for part in node.elts)},)"
        return self.whole(node)

    def compare(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        links = [self.link(sides[i], op, sides[i + 1]) for i, op in enumerate(node.ops)]
        return links[0] if len(links) == 1 else f"({' & '.join(links)})"

    def link(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        """One comparison; columns are compared as they are kept."""
        if isinstance(op, ast.In | ast.NotIn):
            members = right.elts if isinstance(right, ast.Tuple) else []
            found = " | ".join(f"({self.write(left)} == {self.constant(left, member)})" for member in members)
            return f"({found})" if isinstance(op, ast.In) else f"np.logical_not({found})"
        return f"({self.write(left)} {_COMPARE[type(op)]} {self.constant(left, right)})"

    def constant(self, left: ast.expr, right: ast.expr) -> str:
        """The right side; a word becomes its code."""
        if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
            return str(word_code(self.plan.library, left.id, right.value))
        return self.write(right)


_CALLED = {"min": "least", "max": "most", "pick": "most"}
