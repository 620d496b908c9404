"""Reads a rule where facts are missing: the result is exact when no answer could change it, else the range it lies in."""

import ast
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

from jiuzhu.policy.engine import builtins
from jiuzhu.policy.engine.language import TABLES
from jiuzhu.policy.engine.values import (
    LAST_DAY,
    Unknown,
    Value,
    between,
    causes,
    either,
    high,
    low,
    maybe,
)


def evaluate(node: ast.expr, names: Mapping[str, Value]) -> Value:
    """The value of an expression when some names are Unknown. Sound: the true value always lies within."""
    if isinstance(node, ast.Name):  # the most travelled way
        return names[node.id]
    form = _FORMS.get(type(node))
    if form is None:
        raise TypeError(f"not in the language: {ast.dump(node)}")
    return form(node, names)


def _constant(node: ast.Constant, _: Mapping[str, Value]) -> Value:
    assert isinstance(node.value, int | str)  # noqa: S101 - nothing else is in the language
    return node.value


def _comparison(node: ast.Compare, names: Mapping[str, Value]) -> Value:
    if len(node.ops) > 1:
        return _chain(node, names)
    return _compare(node.ops[0], node.left, node.comparators[0], names)


def _choice(node: ast.IfExp, names: Mapping[str, Value]) -> Value:
    choice = truth(evaluate(node.test, names))
    if isinstance(choice, Unknown):
        return either(evaluate(node.body, names), evaluate(node.orelse, names), choice.causes)
    return evaluate(node.body if choice else node.orelse, names)


def _unary(node: ast.UnaryOp, names: Mapping[str, Value]) -> Value:
    operand = evaluate(node.operand, names)
    return negate(operand) if isinstance(node.op, ast.Not) else negative(operand)


def _joined(node: ast.BoolOp, names: Mapping[str, Value]) -> Value:
    """And, or; what is settled by one part is not asked of the others."""
    is_and = isinstance(node.op, ast.And)
    open_: list[Value] = []
    for part in node.values:
        value = truth(evaluate(part, names))
        if isinstance(value, Unknown):
            open_.append(value)
        elif bool(value) is not is_and:
            return not is_and
    return Unknown(0, 1, causes(*open_)) if open_ else is_and


def negative(value: Value) -> Value:
    """Minus."""
    return between(-high(value), -low(value), causes(value))


def truth(value: Value) -> Value:
    """As yes or no: a number is no if it is 0."""
    if isinstance(value, Unknown):
        return maybe(not value.low <= 0 <= value.high, not value.low == 0 == value.high, value.causes)
    return bool(value)


def every(values: list[Value]) -> Value:
    """And: no if one is surely no."""
    asked = [truth(value) for value in values]
    return maybe(all(low(v) for v in asked), all(high(v) for v in asked), causes(*asked))


def some(values: list[Value]) -> Value:
    """Or: yes if one is surely yes."""
    asked = [truth(value) for value in values]
    return maybe(any(low(v) for v in asked), any(high(v) for v in asked), causes(*asked))


def negate(value: Value) -> Value:
    """Not."""
    asked = truth(value)
    return asked if isinstance(asked, Unknown) else not asked


def least(values: list[Value]) -> Value:
    """min"""
    return between(min(map(low, values)), min(map(high, values)), causes(*values))


def most(values: list[Value]) -> Value:
    """max"""
    return between(max(map(low, values)), max(map(high, values)), causes(*values))


def add(values: list[Value]) -> Value:
    """Sum."""
    return between(sum(map(low, values)), sum(map(high, values)), causes(*values))


def _arithmetic(node: ast.BinOp, names: Mapping[str, Value]) -> Value:
    left, right = evaluate(node.left, names), evaluate(node.right, names)
    why = causes(left, right)
    match node.op:
        case ast.Add():
            return between(low(left) + low(right), high(left) + high(right), why)
        case ast.Sub():
            return between(low(left) - high(right), high(left) - low(right), why)
        case ast.Mult():
            corners = [a * b for a in (low(left), high(left)) for b in (low(right), high(right))]
        case _:  # floor division; the divisor is positive by construction
            divisors = (max(1, low(right)), max(1, high(right)))
            corners = [a // b for a in (low(left), high(left)) for b in divisors]
    return between(min(corners), max(corners), why)


def _chain(node: ast.Compare, names: Mapping[str, Value]) -> Value:
    sides = [node.left, *node.comparators]
    links = [_compare(op, sides[i], sides[i + 1], names) for i, op in enumerate(node.ops)]
    return every(links)


def _compare(op: ast.cmpop, left: ast.expr, right: ast.expr, names: Mapping[str, Value]) -> Value:
    one = evaluate(left, names)
    if isinstance(op, ast.In | ast.NotIn):
        members = right.elts if isinstance(right, ast.Tuple) else []
        found = some([_equal(one, evaluate(member, names)) for member in members])
        return found if isinstance(op, ast.In) else negate(found)
    return _COMPARED[type(op)](one, evaluate(right, names))


def _below(one: Value, other: Value, slack: int) -> Value:
    if isinstance(one, int) and isinstance(other, int):
        return one < other + slack
    return maybe(high(one) < low(other) + slack, low(one) < high(other) + slack, causes(one, other))


def _equal(one: Value, other: Value) -> Value:
    if not isinstance(one, Unknown) and not isinstance(other, Unknown):
        return one == other
    why = causes(one, other)
    if isinstance(one, str) or isinstance(other, str):
        return Unknown(0, 1, why)
    return maybe(False, low(one) <= high(other) and low(other) <= high(one), why)


_COMPARED: Mapping[type[ast.cmpop], Callable[[Value, Value], Value]] = {
    ast.Eq: _equal,
    ast.NotEq: lambda one, other: negate(_equal(one, other)),
    ast.Lt: lambda one, other: _below(one, other, 0),
    ast.LtE: lambda one, other: _below(one, other, 1),
    ast.Gt: lambda one, other: _below(other, one, 0),
    ast.GtE: lambda one, other: _below(other, one, 1),
}


def _call(node: ast.Call, names: Mapping[str, Value]) -> Value:
    assert isinstance(node.func, ast.Name)  # noqa: S101 - nothing else is in the language
    name, arguments = node.func.id, node.args
    if name in TABLES:
        return _band(arguments[0], evaluate(arguments[1], names), names, 1 if name == "band" else 0)
    values = [evaluate(argument, names) for argument in arguments]
    if name == "min":
        return least(values)
    if name in ("max", "pick"):
        return most(values)
    start, end = values
    how = builtins.age if name == "age" else builtins.months
    shortest, longest = (_day(high(start)), _day(low(end))), (_day(low(start)), _day(high(end)))
    return between(how(*shortest), how(*longest), causes(start, end))


def _day(number: int) -> int:
    return min(max(1, number), LAST_DAY)


def _band(table: ast.expr, x: Value, names: Mapping[str, Value], slack: int) -> Value:
    pairs = (
        [pair.elts for pair in table.elts if isinstance(pair, ast.Tuple)]
        if isinstance(table, ast.Tuple)
        else []
    )
    reachable: list[Value] = []
    for index, (upper, result) in enumerate(pairs):
        fits = _below(x, evaluate(upper, names), slack)
        last = index == len(pairs) - 1
        if last or low(fits) or high(fits):
            reachable.append(evaluate(result, names))
        if low(fits):
            break
    return reduce(lambda one, other: either(one, other, causes(x)), reachable)


_FORMS: Mapping[type[ast.expr], Callable[[Any, Mapping[str, Value]], Value]] = {
    ast.Constant: _constant,
    ast.Compare: _comparison,
    ast.BoolOp: _joined,
    ast.IfExp: _choice,
    ast.BinOp: _arithmetic,
    ast.UnaryOp: _unary,
    ast.Call: _call,
}
