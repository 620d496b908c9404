"""What generated columns of bounds call: the language on pairs (least, most) of arrays, with the same results as `bounds` on one value.

What is known has one array twice: then each function works once. Yes or no is a pair (surely, possibly).
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from jiuzhu.policy.engine import vector
from jiuzhu.policy.engine.values import LAST_DAY
from jiuzhu.policy.engine.vector import Column, owners

Pair = tuple[Any, Any]
YES: Pair = (True, True)


def one(value: Any) -> Pair:
    """What is known."""
    return value, value


def known(*pairs: Pair) -> bool:
    """Whether all are known for everybody."""
    return all(least is most for least, most in pairs)


def gather(pair: Pair, rows: Column) -> Pair:
    """The values of those who own rows, for the rows."""
    return one(pair[0][rows]) if known(pair) else (pair[0][rows], pair[1][rows])


def fit(pair: Pair, length: int, kind: Any) -> Pair:
    """A result as whole columns of its type."""
    least, most = truth(pair) if kind is bool else pair
    if least is most:
        return one(vector.fit(least, length, kind))
    return vector.fit(least, length, kind), vector.fit(most, length, kind)


def wide(pair: Pair) -> Pair:
    """Numbers in full width, yes or no as 1 or 0."""
    return one(vector.wide(pair[0])) if known(pair) else (vector.wide(pair[0]), vector.wide(pair[1]))


def add(x: Pair, y: Pair) -> Pair:
    """+"""
    return one(x[0] + y[0]) if known(x, y) else (x[0] + y[0], x[1] + y[1])


def subtract(x: Pair, y: Pair) -> Pair:
    """-"""
    return one(x[0] - y[0]) if known(x, y) else (x[0] - y[1], x[1] - y[0])


def negative(x: Pair) -> Pair:
    """Minus."""
    return one(-x[0]) if known(x) else (-x[1], -x[0])


def multiply(x: Pair, y: Pair) -> Pair:
    """*"""
    if known(x, y):
        return one(x[0] * y[0])
    if np.min(x[0], initial=0) >= 0 and np.min(y[0], initial=0) >= 0:
        return x[0] * y[0], x[1] * y[1]
    corners = [a * b for a in _ends(x) for b in _ends(y)]
    return reduce(np.minimum, corners), reduce(np.maximum, corners)


def divide(x: Pair, y: Pair) -> Pair:
    """//, the divisor is positive by construction."""
    if known(y):
        return one(x[0] // y[0]) if known(x) else (x[0] // y[0], x[1] // y[0])
    corners = [a // np.maximum(1, b) for a in _ends(x) for b in y]
    return reduce(np.minimum, corners), reduce(np.maximum, corners)


def _ends(pair: Pair) -> tuple[Any, ...]:
    return pair[:1] if known(pair) else pair


def truth(pair: Pair) -> Pair:
    """As yes or no: a number is no if it is 0."""
    least, most = np.asarray(pair[0]), np.asarray(pair[1])
    if least.dtype == np.bool_:
        return pair
    if known(pair):
        return one(least != 0)
    return (least > 0) | (most < 0), (least != 0) | (most != 0)


def no(pair: Pair) -> Pair:
    """Not."""
    surely, possibly = truth(pair)
    return (
        one(np.logical_not(surely))
        if surely is possibly
        else (np.logical_not(possibly), np.logical_not(surely))
    )


def every(*pairs: Pair) -> Pair:
    """And."""
    asked = [truth(pair) for pair in pairs]
    surely = reduce(np.logical_and, [least for least, _ in asked])
    return one(surely) if known(*asked) else (surely, reduce(np.logical_and, [most for _, most in asked]))


def some(*pairs: Pair) -> Pair:
    """Or."""
    asked = [truth(pair) for pair in pairs]
    surely = reduce(np.logical_or, [least for least, _ in asked])
    return one(surely) if known(*asked) else (surely, reduce(np.logical_or, [most for _, most in asked]))


def less(x: Pair, y: Pair) -> Pair:
    """<"""
    return one(np.less(x[0], y[0])) if known(x, y) else (np.less(x[1], y[0]), np.less(x[0], y[1]))


def less_equal(x: Pair, y: Pair) -> Pair:
    """<="""
    return (
        one(np.less_equal(x[0], y[0]))
        if known(x, y)
        else (np.less_equal(x[1], y[0]), np.less_equal(x[0], y[1]))
    )


def equal(x: Pair, y: Pair) -> Pair:
    """=="""
    if known(x, y):
        return one(np.equal(x[0], y[0]))
    meet = np.less_equal(x[0], y[1]) & np.less_equal(y[0], x[1])
    return meet & np.equal(x[0], y[1]) & np.equal(x[1], y[0]), meet


def choose(test: Pair, yes: Pair, otherwise: Pair) -> Pair:
    """if … else: where the test is open, whatever either gives."""
    surely, possibly = truth(test)
    if surely is possibly:
        if known(yes, otherwise):
            return one(np.where(surely, yes[0], otherwise[0]))
        return np.where(surely, yes[0], otherwise[0]), np.where(surely, yes[1], otherwise[1])
    least, most = np.minimum(yes[0], otherwise[0]), np.maximum(yes[1], otherwise[1])
    return (
        np.where(surely, yes[0], np.where(possibly, least, otherwise[0])),
        np.where(surely, yes[1], np.where(possibly, most, otherwise[1])),
    )


def least(*pairs: Pair) -> Pair:
    """min"""
    lower = reduce(np.minimum, [low for low, _ in pairs])
    return one(lower) if known(*pairs) else (lower, reduce(np.minimum, [high for _, high in pairs]))


def most(*pairs: Pair) -> Pair:
    """max, pick"""
    lower = reduce(np.maximum, [low for low, _ in pairs])
    return one(lower) if known(*pairs) else (lower, reduce(np.maximum, [high for _, high in pairs]))


def band(
    table: tuple[tuple[Pair, Pair], ...], x: Pair, fits: Callable[[Pair, Pair], Pair] = less_equal
) -> Pair:
    """As `builtins.band`."""
    result = table[-1][1]
    for upper, value in reversed(table[:-1]):
        result = choose(fits(x, upper), value, result)
    return result


def under(table: tuple[tuple[Pair, Pair], ...], x: Pair) -> Pair:
    """As `builtins.under`."""
    return band(table, x, less)


def age(born: Pair, date: Pair) -> Pair:
    """As `builtins.age`."""
    return _time(vector.age, born, date)


def months(start: Pair, end: Pair) -> Pair:
    """As `builtins.months`."""
    return _time(vector.months, start, end)


def _time(how: Callable[[Any, Any], Column], start: Pair, end: Pair) -> Pair:
    if known(start, end):
        return one(how(start[0], end[0]))
    (first, last), (early, late) = (
        tuple(np.clip(side, 1, LAST_DAY) for side in pair) for pair in (start, end)
    )
    return how(last, early), how(first, late)


def total(edges: Column, values: Pair, where: Pair = YES) -> Pair:
    """Sum over the rows of each owner."""
    if known(values, where):
        return one(vector.total(edges, values[0], where[0]))
    lower, upper = wide(values)
    surely, possibly = where
    if surely is not possibly:
        lower = np.where(surely, lower, np.minimum(lower, 0))
        upper = np.where(surely, upper, np.maximum(upper, 0))
    return vector.total(edges, lower, possibly), vector.total(edges, upper, possibly)


count = total


def any_of(edges: Column, values: Pair, where: Pair = YES) -> Pair:
    """Whether one says yes."""
    (surely, possibly), (chosen, perhaps) = truth(values), where
    found = vector.any_of(edges, surely, chosen)
    return one(found) if known(values, where) else (found, vector.any_of(edges, possibly, perhaps))


def all_of(edges: Column, values: Pair, where: Pair = YES) -> Pair:
    """Whether all say yes."""
    (surely, possibly), (chosen, perhaps) = truth(values), where
    found = vector.all_of(edges, surely, perhaps)
    return one(found) if known(values, where) else (found, vector.all_of(edges, possibly, chosen))


def lowest(edges: Column, values: Pair, where: Pair = YES) -> Pair:
    """The least, 0 of nobody."""
    if known(values, where):
        return one(vector.lowest(edges, values[0], where[0]))
    (lower, upper), (surely, possibly) = wide(values), where
    somebody = vector.any_of(edges, np.full(len(lower), True), surely)
    among, at_most = vector.lowest(edges, lower, possibly), vector.highest(edges, upper, possibly)
    return (
        np.where(somebody, among, np.minimum(among, 0)),
        np.where(somebody, vector.lowest(edges, upper, surely), np.maximum(at_most, 0)),
    )


def highest(edges: Column, values: Pair, where: Pair = YES) -> Pair:
    """The most, 0 of nobody."""
    return negative(lowest(edges, negative(wide(values)), where))


def value_of(edges: Column, values: Pair, where: Pair) -> Pair:
    """The value of the first row chosen, 0 of nobody."""
    if known(values, where):
        return one(vector.value_of(edges, values[0], where[0]))
    (lower, upper), (surely, possibly) = wide(values), where
    places = np.arange(len(lower))
    first = vector.value_of(edges, places + 1, surely)
    certain, among = (
        first > 0,
        truth(one(possibly))[0] & (places < np.where(first > 0, first, len(lower))[owners(edges)]),
    )
    least_, most_ = vector.lowest(edges, lower, among), vector.highest(edges, upper, among)
    found = np.where(certain, least_, np.minimum(least_, 0)), np.where(certain, most_, np.maximum(most_, 0))
    return (
        found if np.asarray(values[0]).dtype != np.bool_ else (found[0].astype(bool), found[1].astype(bool))
    )


def unless_unknown(pair: Pair, unknown: Column, widest: tuple[int, int]) -> Pair:
    """What is known of an aggregate where it is not known which rows there are."""
    kind = np.asarray(pair[0]).dtype
    return (
        np.where(unknown, widest[0], pair[0]).astype(kind),
        np.where(unknown, widest[1], pair[1]).astype(kind),
    )
