"""Rules with the numbers of a place and a day put in: what is settled is computed once, and what no longer matters is left out."""

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from jiuzhu.policy.engine import bounds
from jiuzhu.policy.engine.plan import Node


def folded(nodes: Iterable[Node], known: Mapping[str, int], goals: Collection[str]) -> tuple[Node, ...]:
    """The nodes that the goals still need, in order, their expressions with the known names put in."""
    constants: dict[str, int] = dict(known)
    found: list[Node] = []
    for node in nodes:
        if node.version.expression is None:
            found.append(node)
            continue
        expression = _Fold(constants).visit(unshared(node.version.expression))
        left = {one.id for one in ast.walk(expression) if isinstance(one, ast.Name)}
        needs = tuple(need for need in node.needs if need[0] in left)
        version = replace(node.version, expression=expression, needs=tuple(name for name, _ in needs))
        found.append(replace(node, version=version, needs=needs))
        if isinstance(expression, ast.Constant):
            value = expression.value
            assert isinstance(value, int)  # noqa: S101 - a rule gives a number or yes or no
            constants[node.name] = bool(value) if version.is_yes_no else int(value)
    wanted = set(goals)
    for node in reversed(found):
        if node.name in wanted:
            wanted |= {name for name, _ in node.needs}
    return tuple(node for node in found if node.name in wanted)


def unshared(expression: ast.expr) -> ast.expr:
    """The same expression with nothing in it twice: what an assignment stands for is one object wherever it is used."""
    return ast.parse(text_of(expression), mode="eval").body


@lru_cache(maxsize=16_384)
def text_of(expression: ast.expr) -> str:
    """An expression as it is written; kept, as the same ones are asked for plan after plan."""
    return ast.unparse(expression)


class _Fold(ast.NodeTransformer):
    def __init__(self, constants: Mapping[str, int]) -> None:
        self.constants = constants

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self.constants[node.id]) if node.id in self.constants else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        return _settled(ast.Call(node.func, [self.visit(argument) for argument in node.args], []))

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        return _settled(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        return _settled(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult) and any(_is(side, 0) for side in (node.left, node.right)):
            return ast.Constant(0)
        return _settled(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        test = self.visit(node.test)
        if isinstance(test, ast.Constant):
            chosen: ast.expr = self.visit(node.body if test.value else node.orelse)
            return chosen
        return ast.IfExp(test, self.visit(node.body), self.visit(node.orelse))

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        is_and = isinstance(node.op, ast.And)
        parts = [self.visit(value) for value in node.values]
        if any(isinstance(part, ast.Constant) and bool(part.value) is not is_and for part in parts):
            return ast.Constant(not is_and)
        open_ = [part for part in parts if not isinstance(part, ast.Constant)]
        if not open_:
            return ast.Constant(is_and)
        return ast.BoolOp(node.op, open_) if len(open_) > 1 else open_[0]


def _is(node: ast.expr, value: int) -> bool:
    return isinstance(node, ast.Constant) and node.value == value and not isinstance(node.value, str)


def _settled(node: ast.expr) -> ast.expr:
    """The value of an expression in which no name is left."""
    parts = list(ast.walk(node))
    callees = [part.func for part in parts if isinstance(part, ast.Call)]
    if any(isinstance(part, ast.Name) and part not in callees for part in parts):
        return node
    value = bounds.evaluate(node, {})
    assert isinstance(value, int)  # noqa: S101 - everything in it is known
    return ast.Constant(value)
