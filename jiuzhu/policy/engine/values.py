"""Values in a determination: what is known, what is not, and why it is not."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

WIDEST = 10**12
"""Bound of every amount of a family, 一百亿元 in 分: what is unknown lies within ± this, and columns accept no more."""
LAST_DAY = date.max.toordinal()
"""The first day number is 1."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a value is not known: a fact that was not told (its place), or a number the law leaves open (its name)."""

    kind: Literal["fact", "number"]
    key: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is only known to lie in [low, high]; yes/no lies in [0, 1]; words have no order."""

    low: int
    high: int
    causes: frozenset[Cause]


Known: TypeAlias = int | str
Value: TypeAlias = Known | Unknown

NO_CAUSES: frozenset[Cause] = frozenset()


def causes(*values: Value) -> frozenset[Cause]:
    """Everything that keeps these values open."""
    found = NO_CAUSES
    for value in values:
        if isinstance(value, Unknown):
            found |= value.causes
    return found


def low(value: Value) -> int:
    """The least it can be."""
    return value.low if isinstance(value, Unknown) else int(value)


def high(value: Value) -> int:
    """The most it can be."""
    return value.high if isinstance(value, Unknown) else int(value)


def between(least: int, most: int, why: frozenset[Cause]) -> Value:
    """The value if the bounds meet, else the unknown between them."""
    return least if least == most else Unknown(least, most, why)


def maybe(certain: bool, possible: bool, why: frozenset[Cause]) -> Value:
    """Yes if certain, no if impossible, else open."""
    if certain:
        return True
    return Unknown(0, 1, why) if possible else False


def either(one: Value, other: Value, why: frozenset[Cause]) -> Value:
    """What holds when it is not known which of two values applies; `why` is what keeps the choice open."""
    if not isinstance(one, Unknown) and one == other:
        return one
    why = why | causes(one, other)
    if isinstance(one, str) or isinstance(other, str):
        return Unknown(0, WIDEST, why)
    return Unknown(min(low(one), low(other)), max(high(one), high(other)), why)
