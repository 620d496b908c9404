"""Reading 3 for a population: what can be said of every family when facts are missing, as pairs of columns (least, most)."""

import ast
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from jiuzhu.policy.engine import vectorbounds
from jiuzhu.policy.engine.call import numbers
from jiuzhu.policy.engine.columns import BLOCK, Writer, answers, empty, written
from jiuzhu.policy.engine.fold import folded
from jiuzhu.policy.engine.library import BUSINESS_DAY, Library
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.population import Column, Population, checked, encode, settled, word_code
from jiuzhu.policy.engine.rows import HOUSEHOLD, OWNER, Given
from jiuzhu.policy.engine.values import NO_CAUSES, Unknown, Value
from jiuzhu.policy.engine.vectorbounds import Pair


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of many families: the least and the most that each fact can be (one column twice where all is known).

    `unknown` marks the households of which it is not known which rows of an entity they have.
    """

    least: Population
    most: Population
    unknown: Mapping[str, Column]


def run(
    plan: Plan,
    bounds: Bounds,
    day: int,
    rulings: Mapping[str, int],
    goals: Collection[str],
    leeway: Mapping[str, tuple[int, int]] | None = None,
) -> dict[str, tuple[Column, Column]]:
    """The bounds of `goals` for every row they are of; yes or no is (surely, possibly). Raises BadColumnError.

    A number that the law leaves open and nobody ruled on lies within its own bounds, or those that `leeway` gives it.
    """
    nodes, block = _prepared(plan, day, rulings, goals, tuple(bounds.unknown))
    open_ = {name: (v.low, v.high) for name, v in numbers(plan, rulings).items() if isinstance(v, Unknown)}
    open_ |= leeway or {}
    sides = checked(plan, nodes, bounds.least), checked(plan, nodes, bounds.most)
    found = {
        goal: (empty(plan.library, sides[0], goal), empty(plan.library, sides[1], goal)) for goal in goals
    }
    for first in range(0, sides[0].size, BLOCK):
        (spans, lower), (_, upper) = (side.part(first, min(side.size, first + BLOCK)) for side in sides)
        columns = {
            entity: _paired(plan, group, upper.columns[entity]) for entity, group in lower.columns.items()
        }
        unknown = {entity: column[spans[HOUSEHOLD]] for entity, column in bounds.unknown.items()}
        for goal, pair in block(columns, lower.edges, lower.size, {**open_, "?": unknown}).items():
            for side, values in zip(found[goal], pair, strict=True):
                side[spans[plan.library.entity(goal)]] = values
    return found


def _prepared(
    plan: Plan, day: int, rulings: Mapping[str, int], goals: Collection[str], unknown: tuple[str, ...]
) -> tuple[tuple[Node, ...], Callable[..., dict[str, Any]]]:
    """The nodes left when all settled numbers are put in, and the block written from them; made once for a plan."""
    known = {**settled(plan, rulings), BUSINESS_DAY: day}
    key = ("bounds", tuple(goals), tuple(known.items()), unknown)
    found: tuple[tuple[Node, ...], Callable[..., dict[str, Any]]] | None = plan.kept.get(key)
    if found is None:
        nodes = folded(plan.closure(tuple(goals)), known, goals)
        found = plan.keep(key, (nodes, written(plan, nodes, goals, _writer(unknown), vars(vectorbounds))))
    return found


def _paired(plan: Plan, lower: Mapping[str, Column], upper: Mapping[str, Column]) -> dict[str, Pair]:
    least, most = answers(plan, lower), answers(plan, upper)
    return {
        name: (least[name], least[name] if _is_same(lower[name], upper[name]) else most[name])
        for name in least
    }


def _is_same(one: Column, other: Column) -> bool:
    """Whether two views show the same memory."""
    return one.__array_interface__["data"] == other.__array_interface__["data"] and one.dtype == other.dtype


def encode_bounds(library: Library, families: Sequence[Given]) -> Bounds:
    """Families of which not all is known, as columns."""
    least, most = (
        encode(library, [_side(library, family, place) for family in families]) for place in (0, 1)
    )
    for entity, columns in most.columns.items():
        same = {
            n: least.columns[entity][n]
            for n, c in columns.items()
            if np.array_equal(c, least.columns[entity][n])
        }
        most = replace(most, columns={**most.columns, entity: {**columns, **same}})
    unknown = {
        entity: np.array([bool(f.table(entity).unknown) for f in families], dtype=bool) for entity in OWNER
    }
    return Bounds(least, most, {entity: column for entity, column in unknown.items() if column.any()})


def _side(library: Library, family: Given, place: int) -> Given:
    """The family with the least (0) or the most (1) of all it may be; of a word the first or the last."""

    def end(name: str, value: Value) -> Value:
        if not isinstance(value, Unknown):
            return value
        options = list(library.facts[name].options)
        if options:
            return options[-place]
        return (
            bool((value.low, value.high)[place])
            if library.is_yes_no(name)
            else (value.low, value.high)[place]
        )

    def row(facts: Mapping[str, Value]) -> dict[str, Value]:
        return {name: end(name, value) for name, value in facts.items()}

    tables = {
        entity: replace(table, rows=[row(facts) for facts in table.rows], unknown=NO_CAUSES)
        for entity, table in family.tables.items()
    }
    return Given(row(family.household), tables)


def _writer(unknown: Collection[str]) -> type[Writer]:
    """How rules are written as pairs where the rows of some entities may be unknown."""

    class PairWriter(_PairWriter):
        may_lack = frozenset(unknown)

    return PairWriter


class _PairWriter(Writer):
    """Rules and their expressions as calls of `vectorbounds`."""

    may_lack: frozenset[str]

    def line(self, node: Node) -> str:
        over = node.version.over
        if over not in self.may_lack:
            return super().line(node)
        place, found = super().line(node).split(" = ", 1)
        owners = "" if OWNER[over] == HOUSEHOLD else f"[{OWNER[over]}_{HOUSEHOLD}]"
        widest = self.plan.library.ranges[node.name]
        return f"{place} = unless_unknown({found}, N['?'][{over!r}]{owners}, {widest})"

    @staticmethod
    def spread(column: str, owners: str) -> str:
        return f"gather({column}, {owners})"

    def name(self, name: str) -> str:
        return f"N[{name!r}]" if name in self.plan.library.numbers else super().name(name)

    def text(self, node: ast.expr) -> str:  # noqa: PLR0911 - one case for each form of the language
        match node:
            case ast.Constant(value=value):
                return f"one({value!r})"
            case ast.IfExp(test=test, body=yes, orelse=otherwise):
                return f"choose({self.truth(test)}, {self.whole(yes)}, {self.whole(otherwise)})"
            case ast.BoolOp(op=op, values=parts):
                return (
                    f"{'every' if isinstance(op, ast.And) else 'some'}({', '.join(map(self.truth, parts))})"
                )
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"no({self.truth(operand)})"
            case ast.UnaryOp(operand=operand):
                return f"negative({self.amount(operand)})"
            case ast.BinOp(left=left, op=op, right=right):
                return f"{_BINARY[type(op)]}({self.amount(left)}, {self.amount(right)})"
        return super().text(node)

    def compare(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        links = [self.link(sides[i], op, sides[i + 1]) for i, op in enumerate(node.ops)]
        return links[0] if len(links) == 1 else f"every({', '.join(links)})"

    def link(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        if isinstance(op, ast.In | ast.NotIn):
            members = right.elts if isinstance(right, ast.Tuple) else []
            found = (
                f"some({', '.join(f'equal({self.write(left)}, {self.constant(left, m)})' for m in members)})"
            )
            return found if isinstance(op, ast.In) else f"no({found})"
        one, other = self.write(left), self.constant(left, right)
        if isinstance(op, ast.Gt | ast.GtE):
            one, other = other, one
        return _COMPARE[type(op)].format(one, other)

    def constant(self, left: ast.expr, right: ast.expr) -> str:
        if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
            return f"one({word_code(self.plan.library, left.id, right.value)})"
        return self.write(right)


_BINARY = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.FloorDiv: "divide"}
_COMPARE = {
    ast.Eq: "equal({}, {})",
    ast.NotEq: "no(equal({}, {}))",
    ast.Lt: "less({}, {})",
    ast.LtE: "less_equal({}, {})",
    ast.Gt: "less({}, {})",
    ast.GtE: "less_equal({}, {})",
}
