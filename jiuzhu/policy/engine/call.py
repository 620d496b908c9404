"""Reading 1: one family, with the author's own functions, every intermediate value kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jiuzhu.policy.engine import bounds
from jiuzhu.policy.engine.library import BUSINESS_DAY
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.values import Cause, Unknown, Value, either


@dataclass(frozen=True, slots=True)
class Given:
    """The facts of one family: its own and, in order, each person's. Every fact of the library is there, known or Unknown."""

    household: Mapping[str, Value]
    persons: Sequence[Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class Values:
    """All that was computed, facts and numbers included."""

    household: dict[str, Value]
    persons: list[dict[str, Value]]

    def of(self, name: str, person: int | None = None) -> Value:
        return self.household[name] if person is None else self.persons[person][name]


def call(plan: Plan, given: Given, day: int, rulings: Mapping[str, int]) -> Values:
    """Everything the plan computes, for one family on one day.

    `rulings` settles numbers that the law leaves open ({name: value}); a number that is in force is not touched.
    """
    household: dict[str, Value] = {**given.household, **numbers(plan, rulings), BUSINESS_DAY: day}
    persons: list[dict[str, Value]] = [dict(person) for person in given.persons]
    for node in plan.nodes:
        if node.version.kind != "rule":
            household[node.name] = _aggregate(node, persons)
        elif node.version.entity == "household":
            household[node.name] = _apply(node, [household[name] for name, _ in node.needs])
        else:
            for person in persons:
                arguments = [person[name] if own else household[name] for name, own in node.needs]
                person[node.name] = _apply(node, arguments)
    return Values(household, persons)


def numbers(plan: Plan, rulings: Mapping[str, int]) -> dict[str, Value]:
    """The numbers of a plan: in force, else ruled by a person, else open within their bounds."""
    found: dict[str, Value] = {}
    for name, (number, entry) in plan.numbers.items():
        if entry is not None and entry.value is not None:
            found[name] = entry.value
        elif name in rulings:
            found[name] = rulings[name]
        else:
            low, high = (entry.between if entry else None) or number.widest
            found[name] = Unknown(low, high, frozenset([Cause("number", name)]))
    return found


def _apply(node: Node, arguments: list[Value]) -> Value:
    version = node.version
    for argument in arguments:
        if argument.__class__ is Unknown:
            break
    else:
        assert version.function is not None  # noqa: S101 - rules have one, aggregates do not come here
        result = version.function(*arguments)
        return bool(result) if version.is_yes_no else int(result)
    assert version.expression is not None  # noqa: S101
    return bounds.evaluate(version.expression, dict(zip(version.needs, arguments, strict=True)))


def _aggregate(node: Node, persons: Sequence[Mapping[str, Value]]) -> Value:
    of = node.version.needs[0]
    where = node.version.needs[1] if len(node.version.needs) > 1 else None
    values = [person[of] for person in persons]
    if where is not None:
        values = _those(values, [person[where] for person in persons], node.version.kind)
    if any(value.__class__ is Unknown for value in values):
        return _OPEN[node.version.kind](values)
    known: list[int] = values  # type: ignore[assignment]  # words are never aggregated, Unknown was excluded
    return _CLOSED[node.version.kind](known)


def _those(values: list[Value], chosen: list[Value], kind: str) -> list[Value]:
    """The values of those chosen; of one that may be chosen, a value that leaves both open."""
    neutral = kind == "all_of"
    if kind in ("lowest", "highest"):
        return [v for v, c in zip(values, chosen, strict=True) if c is True or isinstance(c, Unknown)]
    kept: list[Value] = []
    for value, choice in zip(values, chosen, strict=True):
        if isinstance(choice, Unknown):
            kept.append(either(value, int(neutral), choice.causes))
        else:
            kept.append(value if choice else int(neutral))
    return kept


_CLOSED: Mapping[str, Callable[[list[int]], int]] = {
    "total": sum,
    "count": sum,
    "any_of": any,
    "all_of": all,
    "lowest": lambda values: min(values, default=0),
    "highest": lambda values: max(values, default=0),
}
_OPEN: Mapping[str, Callable[[list[Value]], Value]] = {
    "total": bounds.add,
    "count": bounds.add,
    "any_of": bounds.some,
    "all_of": bounds.every,
    "lowest": bounds.least,
    "highest": bounds.most,
}
