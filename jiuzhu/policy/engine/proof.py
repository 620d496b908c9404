"""Proof that no amount overflows: the range of every intermediate value of every rule, whatever facts and numbers come.

It is reading 3 (`bounds`) with everything unknown: facts within their declared bounds, numbers within those of their unit,
at most `MOST_ROWS` rows of an owner. All dated texts that can be in force together are taken together.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import reduce

from jiuzhu.policy.engine import bounds
from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.faults import Fault, LawFault
from jiuzhu.policy.engine.library import BUSINESS_DAY, Library
from jiuzhu.policy.engine.lists import Member, members, with_members
from jiuzhu.policy.engine.numbers import region_chain
from jiuzhu.policy.engine.rows import MOST_ROWS
from jiuzhu.policy.engine.values import LAST_DAY, NO_CAUSES, Unknown, Value, high, low

LEAST, MOST = -(2**63), 2**63 - 1


def ranges_of(library: Library) -> dict[str, tuple[int, int]]:
    """What every rule of a library lies in, all its texts taken together.

    Raises LawFault for a rule in which an intermediate value may leave the 64 bits of a column, and for rules that wait
    for each other.
    """
    ranges = _Ranges(library)
    faults = [f for group in ranges.texts.values() for version in group for f in ranges.faults(version)]
    if faults:
        raise LawFault(faults)
    hulls = {name: reduce(_hull, map(ranges.known_of, group)) for name, group in ranges.texts.items()}
    return {name: (hull.low, hull.high) for name, hull in hulls.items()}


class _Ranges:
    """The range of every name, as far as it was asked for; lists hold all that any region puts on them."""

    def __init__(self, library: Library) -> None:
        lists = {name: members(one.additions) for name, one in library.lists.items()}
        self.library = library
        self.texts = {n: [_with(lists, v) for v in group] for n, group in library.versions.items()}
        self.known: dict[_Key, Unknown] = {}
        self.names: dict[_Key, dict[str, Unknown]] = {}

    def faults(self, version: Version) -> Iterator[Fault]:
        """The innermost intermediate value of one text that may not fit."""
        whole, names = self.of_version(version, ()), self.names[_key(version)]
        if version.expression is None:
            if not _fits(whole):
                yield self._fault(version, version.line, f"{version.kind} {version.needs[0]}", whole, names)
            return
        for node in _inside_out(version.expression):
            if isinstance(node, ast.BinOp | ast.UnaryOp):
                found = _range(bounds.evaluate(node, names))
                if not _fits(found):
                    yield self._fault(version, node.lineno, ast.unparse(node), found, _used(node, names))
                    return

    def known_of(self, version: Version) -> Unknown:
        return self.known[_key(version)]

    def of_version(self, version: Version, path: tuple[Version, ...]) -> Unknown:
        key = _key(version)
        if any(_key(one) == key for one in path):
            circle = " → ".join(one.name for one in (*path, version))
            raise LawFault([Fault(version.path, version.line, f"规则互相等待：{circle}")])
        if key not in self.known:
            self.names[key] = {need: self.of_name(need, (*path, version)) for need in version.needs}
            self.known[key] = _range(_value(version, self.names[key]))
        return self.known[key]

    def of_name(self, name: str, path: tuple[Version, ...]) -> Unknown:
        """The range of a name in all texts of it that can hold together with the last of the path."""
        if name == BUSINESS_DAY:
            return Unknown(1, LAST_DAY, NO_CAUSES)
        known = self.library.facts.get(name) or self.library.numbers.get(name)
        if known is not None:
            return Unknown(*known.widest, NO_CAUSES)
        together = [self.of_version(one, path) for one in self.texts[name] if _meet(one, path[-1])]
        return reduce(_hull, together) if together else _range(0)

    def _fault(
        self, version: Version, line: int, what: str, found: Unknown, names: Mapping[str, Unknown]
    ) -> Fault:
        most = max(abs(found.low), abs(found.high))
        path = " → ".join(self._path(version, names))
        message = f"{version.name}：{what} 可能达到 {most:.1e}，超过 2^63。取值的来路：{path}"
        return Fault(version.path, line, message)

    def _path(self, version: Version, names: Mapping[str, Unknown]) -> Iterator[str]:
        """From the widest value that goes in, down to the fact or number it comes from."""
        while names:
            name = max(names, key=lambda one: abs(names[one].high) + abs(names[one].low))
            yield f"{name}（{names[name].low:.0e} 到 {names[name].high:.0e}）"
            below = [one for one in self.texts.get(name, ()) if _meet(one, version)]
            if not below:
                return
            version = max(below, key=lambda one: self.known[_key(one)].high)
            names = self.names[_key(version)]


_Key = tuple[str, str, int]


def _key(version: Version) -> _Key:
    return version.name, version.path, version.line


def _with(lists: Mapping[str, tuple[Member, ...]], version: Version) -> Version:
    asked = {need: lists[need] for need in version.needs if need in lists}
    return with_members(version, asked) if asked else version


def _value(version: Version, names: Mapping[str, Unknown]) -> Value:
    if version.is_yes_no:
        return Unknown(0, 1, NO_CAUSES)
    if version.expression is not None:
        return bounds.evaluate(version.expression, names)
    one = names[version.needs[0]]
    rows = MOST_ROWS if version.kind in ("total", "count") else 1
    return Unknown(min(0, one.low * rows), max(0, one.high * rows), NO_CAUSES)


def _range(value: Value) -> Unknown:
    return Unknown(low(value), high(value), NO_CAUSES)


def _hull(one: Unknown, other: Unknown) -> Unknown:
    return Unknown(min(one.low, other.low), max(one.high, other.high), NO_CAUSES)


def _fits(found: Unknown) -> bool:
    return found.low >= LEAST and found.high <= MOST


def _used(node: ast.AST, names: Mapping[str, Unknown]) -> dict[str, Unknown]:
    return {one.id: names[one.id] for one in ast.walk(node) if isinstance(one, ast.Name) and one.id in names}


def _inside_out(node: ast.AST) -> Iterator[ast.AST]:
    """Every part of an expression before what it is part of."""
    for part in ast.iter_child_nodes(node):
        yield from _inside_out(part)
    yield node


def _meet(one: Version, other: Version) -> bool:
    """Whether two texts can hold on one day in one place."""
    nested = one.region in region_chain(other.region) or other.region in region_chain(one.region)
    return nested and one.since <= other.until and other.since <= one.until
