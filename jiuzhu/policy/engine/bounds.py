"""Reads a rule where facts are missing: the result is exact when no answer could change it, else the range it lies in."""

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache, reduce
from operator import itemgetter

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

Names = Mapping[str, Value]
Reading = Callable[[Names], Value]


def evaluate(node: ast.expr, names: Names) -> Value:
    """The value of an expression when some names are Unknown. Sound: the true value always lies within."""
    return reading(node)(names)


@lru_cache(maxsize=16_384)
def reading(node: ast.expr) -> Reading:  # noqa: PLR0911 - one case for each form of the language
    """An expression as a function of its names, put together once."""
    match node:
        case ast.Name(id=name):
            return itemgetter(name)
        case ast.Constant(value=int() | str() as value):
            return lambda names: value
        case ast.Compare(ops=[op], comparators=[other]):
            return _comparison(op, node.left, other)
        case ast.Compare(ops=ops, comparators=others):
            sides = [node.left, *others]
            links = [_comparison(op, sides[i], sides[i + 1]) for i, op in enumerate(ops)]
            return lambda names: every([link(names) for link in links])
        case ast.BoolOp(op=op, values=values):
            return _joined(isinstance(op, ast.And), [reading(value) for value in values])
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _choice(reading(test), reading(body), reading(orelse))
        case ast.BinOp(op=op, left=left, right=right):
            return _both(_ARITHMETIC[type(op)], reading(left), reading(right))
        case ast.UnaryOp(op=op, operand=operand):
            how, of = negate if isinstance(op, ast.Not) else negative, reading(operand)
            return lambda names: how(of(names))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments)
    raise TypeError(f"not in the language: {ast.dump(node)}")


def _both(how: Callable[[Value, Value], Value], one: Reading, other: Reading) -> Reading:
    return lambda names: how(one(names), other(names))


def _choice(test: Reading, body: Reading, orelse: Reading) -> Reading:
    def choose(names: Names) -> Value:
        choice = truth(test(names))
        if isinstance(choice, Unknown):
            return either(body(names), orelse(names), choice.causes)
        return body(names) if choice else orelse(names)

    return choose


def _joined(is_and: bool, parts: list[Reading]) -> Reading:
    """And, or; what is settled by one part is not asked of the others."""

    def join(names: Names) -> Value:
        open_: list[Value] = []
        for part in parts:
            value = truth(part(names))
            if isinstance(value, Unknown):
                open_.append(value)
            elif value is not is_and:
                return not is_and
        return Unknown(0, 1, causes(*open_)) if open_ else is_and

    return join


def _comparison(op: ast.cmpop, left: ast.expr, right: ast.expr) -> Reading:
    if not isinstance(op, ast.In | ast.NotIn):
        return _both(_COMPARED[type(op)], reading(left), reading(right))
    one, is_in = reading(left), isinstance(op, ast.In)
    members = [reading(member) for member in right.elts] if isinstance(right, ast.Tuple) else []

    def among(names: Names) -> Value:
        value = one(names)
        found = some([_equal(value, member(names)) for member in members])
        return found if is_in else negate(found)

    return among


def _call(name: str, arguments: list[ast.expr]) -> Reading:
    if name in TABLES:
        return _band(arguments[0], reading(arguments[1]), 1 if name == "band" else 0)
    how, asked = _CALLED[name], [reading(argument) for argument in arguments]
    return lambda names: how([one(names) for one in asked])


def _band(table: ast.expr, asked: Reading, slack: int) -> Reading:
    rows = table.elts if isinstance(table, ast.Tuple) else []
    pairs = [tuple(map(reading, row.elts)) for row in rows if isinstance(row, ast.Tuple)]

    def look_up(names: Names) -> Value:
        x, reachable = asked(names), list[Value]()
        for index, (upper, result) in enumerate(pairs):
            fits = _below(x, upper(names), slack)
            if index == len(pairs) - 1 or high(fits):
                reachable.append(result(names))
            if low(fits):
                break
        return reduce(lambda one, other: either(one, other, causes(x)), reachable)

    return look_up


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


def _sum(one: Value, other: Value) -> Value:
    return between(low(one) + low(other), high(one) + high(other), causes(one, other))


def _difference(one: Value, other: Value) -> Value:
    return between(low(one) - high(other), high(one) - low(other), causes(one, other))


def _product(one: Value, other: Value) -> Value:
    corners = [a * b for a in (low(one), high(one)) for b in (low(other), high(other))]
    return between(min(corners), max(corners), causes(one, other))


def _quotient(one: Value, other: Value) -> Value:
    """Floor division; the divisor is positive by construction."""
    divisors = (max(1, low(other)), max(1, high(other)))
    corners = [a // b for a in (low(one), high(one)) for b in divisors]
    return between(min(corners), max(corners), causes(one, other))


def _elapsed(how: Callable[[int, int], int], days: list[Value]) -> Value:
    """Full years or months between two days."""
    start, end = days
    shortest, longest = (_day(high(start)), _day(low(end))), (_day(low(start)), _day(high(end)))
    return between(how(*shortest), how(*longest), causes(start, end))


def _day(number: int) -> int:
    return min(max(1, number), LAST_DAY)


_ARITHMETIC: Mapping[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: _sum,
    ast.Sub: _difference,
    ast.Mult: _product,
    ast.FloorDiv: _quotient,
}
_COMPARED: Mapping[type[ast.cmpop], Callable[[Value, Value], Value]] = {
    ast.Eq: _equal,
    ast.NotEq: lambda one, other: negate(_equal(one, other)),
    ast.Lt: lambda one, other: _below(one, other, 0),
    ast.LtE: lambda one, other: _below(one, other, 1),
    ast.Gt: lambda one, other: _below(other, one, 0),
    ast.GtE: lambda one, other: _below(other, one, 1),
}
_CALLED: Mapping[str, Callable[[list[Value]], Value]] = {
    "min": least,
    "max": most,
    "pick": most,
    "age": lambda days: _elapsed(builtins.age, days),
    "months": lambda days: _elapsed(builtins.months, days),
}
