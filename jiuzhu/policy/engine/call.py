"""Reading 1: one family, with the author's own functions, every intermediate value kept."""

from collections.abc import Callable, Collection, Mapping, Sequence

from jiuzhu.policy.engine import bounds
from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.library import BUSINESS_DAY
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import HOUSEHOLD, OWNER, Given, Scope, Values
from jiuzhu.policy.engine.values import Unknown, Value, between, causes, either, high, low


def call(plan: Plan, given: Given, day: int, rulings: Mapping[str, int]) -> Values:
    """Everything the plan computes, for one family on one day.

    `rulings` settles numbers that the law leaves open ({name: value}); a number that is in force is not touched.
    """
    values = Values.begin(given, {**given.household, **numbers(plan, rulings), BUSINESS_DAY: day})
    for node in plan.nodes:
        version = node.version
        if version.over:
            _sum_up(plan, node, values, given)
            continue
        name, needs = node.name, node.needs
        for scope in values.scopes[version.entity]:
            scope[0][name] = _apply(version, [scope[up][need] for need, up in needs])
    return values


def again(plan: Plan, values: Values, given: Given, changed: Mapping[str, Collection[int]]) -> Values:
    """What follows when some facts are not the same: computed only where it can make a difference.

    `values` are those of a family with the same rows; `given` is the family now, and `changed` names each fact that is not
    the same with the numbers of its rows, or an entity of which it is known now that there are no rows.
    An unknown within the same bounds counts as the same, so its causes may be older.
    """
    found = values.copied()
    dirty: dict[str, set[int]] = {}
    for name, rows in changed.items():
        if name in OWNER:
            continue
        entity = plan.library.entity(name)
        facts = [given.household] if entity == HOUSEHOLD else given.table(entity).rows
        for row in rows:
            found.scopes[entity][row][0][name] = facts[row][name]
        dirty[name] = set(rows)
    for node in plan.nodes:
        version = node.version
        scopes = found.scopes[version.entity]
        if version.over not in changed and dirty.keys().isdisjoint(node.names):
            continue
        if version.over:
            before = [scope[0][node.name] for scope in scopes]
            _sum_up(plan, node, found, given)
            after = {
                row for row, scope in enumerate(scopes) if not _is_same(before[row], scope[0][node.name])
            }
        else:
            touched = [
                dirty[name] if up == 0 else range(len(scopes)) for name, up in node.needs if name in dirty
            ]
            after = set()
            for row in set().union(*touched):
                scope = scopes[row]
                value = _apply(node.version, [scope[up][name] for name, up in node.needs])
                if not _is_same(scope[0][node.name], value):
                    scope[0][node.name] = value
                    after.add(row)
        if after:
            dirty[node.name] = after
    return found


def _is_same(one: Value, other: Value) -> bool:
    if isinstance(one, Unknown) and isinstance(other, Unknown):
        return one.low == other.low and one.high == other.high
    return one.__class__ is other.__class__ and one == other


def _sum_up(plan: Plan, node: Node, values: Values, given: Given) -> None:
    """One aggregate, for each row that owns rows."""
    version = node.version
    rows, why = values.scopes[version.over], given.table(version.over).unknown
    for (owner, *_), group in zip(values.scopes[version.entity], values.groups[version.over], strict=True):
        owner[node.name] = (
            Unknown(*plan.library.ranges[node.name], why)
            if why
            else _aggregate(node, [rows[number] for number in group])
        )


def numbers(plan: Plan, rulings: Mapping[str, int]) -> dict[str, Value]:
    """The numbers of a plan: in force, else ruled by a person, else open within their bounds."""
    found = dict(plan.in_force)
    for name in rulings.keys() & found.keys():
        if isinstance(found[name], Unknown):
            found[name] = rulings[name]
    return found


def _apply(version: Version, arguments: list[Value]) -> Value:
    if Unknown not in map(type, arguments):
        assert version.function is not None  # noqa: S101 - rules have one, aggregates do not come here
        result = version.function(*arguments)
        return bool(result) if version.is_yes_no else int(result)
    assert version.expression is not None  # noqa: S101
    found = bounds.evaluate(version.expression, dict(zip(version.needs, arguments, strict=True)))
    return bounds.truth(found) if version.is_yes_no else found


def _aggregate(node: Node, rows: Sequence[Scope]) -> Value:
    kind, (of, *where) = node.version.kind, [name for name, _ in node.needs]
    values = [row[0][of] for row in rows]
    chosen: list[Value] = [row[0][where[0]] for row in rows] if where else [True] * len(rows)
    if Unknown in map(type, values) or Unknown in map(type, chosen):
        return _OPEN[kind](values, chosen)
    known: list[int] = [v for v, c in zip(values, chosen, strict=True) if c]  # type: ignore[misc]  # words are never aggregated, Unknown was excluded
    return _CLOSED[kind](known)


_CLOSED: Mapping[str, Callable[[list[int]], int]] = {
    "total": sum,
    "count": sum,
    "any_of": any,
    "all_of": all,
    "lowest": lambda values: min(values, default=0),
    "highest": lambda values: max(values, default=0),
    "value_of": lambda values: values[0] if values else 0,
}


def _or_else(values: list[Value], chosen: list[Value], neutral: int) -> list[Value]:
    """Each value if it is chosen, else the neutral one; of one that may be chosen, a value that leaves both open."""
    return [
        either(value, neutral, choice.causes) if isinstance(choice, Unknown) else value if choice else neutral
        for value, choice in zip(values, chosen, strict=True)
    ]


def _first(values: list[Value], chosen: list[Value]) -> Value:
    """The value of the first that is chosen; 0 if none is."""
    found: Value = 0
    for value, choice in zip(reversed(values), reversed(chosen), strict=True):
        if isinstance(choice, Unknown):
            found = either(value, found, choice.causes)
        elif choice:
            found = value
    return found


def _lowest(values: list[Value], chosen: list[Value]) -> Value:
    """The least of those chosen; 0 if none is."""
    pairs = [(v, c) for v, c in zip(values, chosen, strict=True) if high(c)]
    certain = [v for v, c in pairs if low(c)]
    why = causes(*(part for pair in pairs for part in pair))
    nobody = [] if certain else [0]
    most = min(map(high, certain)) if certain else max([*(high(v) for v, _ in pairs), 0])
    return between(min([*(low(v) for v, _ in pairs), *nobody]), most, why)


def _highest(values: list[Value], chosen: list[Value]) -> Value:
    return bounds.negative(_lowest([bounds.negative(value) for value in values], chosen))


_OPEN: Mapping[str, Callable[[list[Value], list[Value]], Value]] = {
    "total": lambda values, chosen: bounds.add(_or_else(values, chosen, 0)),
    "count": lambda values, chosen: bounds.add(_or_else(values, chosen, 0)),
    "any_of": lambda values, chosen: bounds.some(_or_else(values, chosen, 0)),
    "all_of": lambda values, chosen: bounds.every(_or_else(values, chosen, 1)),
    "lowest": _lowest,
    "highest": _highest,
    "value_of": _first,
}
