"""What would turn a refusal, settle what is open, or end what is granted: how far one fact may go, read with the engine's own
intervals.

Every bound is certain: for each value up to it (or from it on) the engine says yes, whatever else is left open.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jiuzhu.policy.determine import settled, without_tekun
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.bounds import some
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.rows import HOUSEHOLD, Given, Values
from jiuzhu.policy.engine.values import Cause, Unknown, Value, causes
from jiuzhu.policy.facts import FACTS
from jiuzhu.policy.family import Family, flatten, read
from jiuzhu.policy.outcome import verdict
from jiuzhu.policy.programmes import Programme, library_of, plan_for, programmes_of
from jiuzhu.policy.rulings import read_rulings

Test = Callable[[Given], Value]
"""Whether a family meets what is asked of it: yes, no, or open."""
_PART = frozenset([Cause("fact", "turn")])
_NEVER = ("supporters", "able_supporters", "unable_supporters")
"""Counts that a change of circumstances does not touch."""


@dataclass(frozen=True)
class Turn:
    """One fact and how far it may go, in its own unit: `at_most`, or `at_least`. `now` None: nobody told it.

    `member` is the id of whose it is, None of the family. `is_enough`: with it alone the programme is granted.
    `is_sharp`: one step beyond the answer is no; else it is open there, because the law leaves a number to people.
    """

    fact: str
    member: str | None
    now: int | None
    at_most: int | None
    at_least: int | None
    is_enough: bool = False
    is_sharp: bool = False

    def made(self, given: Given) -> Given:
        """The family with this fact anywhere within its bound."""
        row = None if self.member is None else given.table("person").ids.index(self.member)
        about = FACTS[self.fact]
        low = about.low if self.at_least is None else self.at_least
        return _with(given, self.fact, row, low, about.high if self.at_most is None else self.at_most)


@dataclass(frozen=True)
class Gap:
    """One condition that is not met, its clause, and each single fact that would meet it."""

    label: str
    law: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Outlook:
    """What keeps a family from a programme. `if_none`: the answer if all that was left out is none; None: nothing matters.

    `gaps`: the conditions that fail then. `limits`: how far each thing that was left out may go where the answer is yes.
    `is_enough_together`: the first fact of every gap, changed at once, gives the programme. `ends`: the answer is yes; how
    far one income, and whatever else is nearest to its limit, may grow, each alone, while it stays so.
    """

    if_none: bool | None
    gaps: tuple[Gap, ...] = ()
    limits: tuple[Turn, ...] = ()
    is_enough_together: bool = False
    ends: tuple[Turn, ...] = ()


def outlook(family: Mapping[str, Any], edition: Edition, programme: str) -> Outlook | None:
    """What would turn the answer for a family as the contract writes it; None where it is not in force, or nothing tells why."""
    known = read(family)
    desk = _Desk(known, edition, programmes_of(edition, known.region)[programme])
    if desk.programme.qualifies in desk.plan.missing:
        return None
    answer = desk.verdict(desk.given)
    if answer is True:
        return desk.granted()
    if answer is False:
        return desk.refused(desk.given, None)
    return desk.open(answer)


class _Desk:
    """One family and one programme on the table: what is computed for them, and again with one fact opened."""

    def __init__(self, family: Family, edition: Edition, programme: Programme) -> None:
        self.family, self.programme = family, programme
        self.day = family.day.toordinal()
        self.rulings = settled(read_rulings(family, library_of(edition)))
        self.whole = plan_for(edition, family.region, family.area, self.day)
        conditions = tuple(name for group in programme.conditions for name in group)
        finer = tuple(name for names in programme.details.values() for name in names)
        nodes = self.whole.closure((programme.qualifies, *conditions, *finer))
        self.plan = replace(self.whole, nodes=nodes)
        self.given = self._for_the_others(flatten(family))

    def _for_the_others(self, given: Given) -> Given:
        if self.programme.name == "tekun":
            return given
        alone = call(self.whole, given, self.day, self.rulings)
        return without_tekun(self.whole, given, alone) or given

    def values(self, given: Given) -> Values:
        return call(self.plan, given, self.day, self.rulings)

    def verdict(self, given: Given) -> Value:
        return verdict(self.programme, self.values(given))

    def is_granted(self, given: Given) -> bool:
        return self.verdict(given) is True

    def granted(self) -> Outlook | None:
        """What would end it: the greatest income (a wage, where there is none), then the possession nearest to its limit."""
        given = self.given
        has = list(_movable(given, _is_there))
        incomes = sorted(
            ((fact, row) for fact, row in has if is_income(fact)),
            key=lambda place: -(_of(given, *place) or 0),
        )
        tried = (self._end(fact, row) for fact, row in [*incomes, ("wage_annual_fen", 0)])
        found = [next(filter(None, tried), None)]
        ends = [self._end(fact, row) for fact, row in has if not is_income(fact)]
        found.append(
            max(filter(None, ends), key=lambda end: (end.now or 0) / (end.at_most or 1), default=None)
        )
        told = tuple(end for end in found if end)
        return Outlook(True, ends=told) if told else None

    def _end(self, fact: str, row: int | None) -> Turn | None:
        """How far a fact may grow from where it is while the programme surely stays granted; None without a limit."""
        given, high = self.given, FACTS[fact].high
        now = _of(given, fact, row)
        if now is None:
            return None
        most = _furthest(now, high, lambda to: self.is_granted(_with(given, fact, row, now, to)))
        if most is None or most == high:
            return None
        member = None if row is None else given.table("person").ids[row]
        beyond = self.verdict(_with(given, fact, row, most + 1, most + 1))
        return Turn(fact, member, now, most, None, is_enough=True, is_sharp=beyond is False)

    def refused(self, given: Given, if_none: bool | None) -> Outlook | None:
        """Condition by condition, the facts that would meet it."""
        gaps = [self._gap(given, names) for names in self._failing(given)]
        if not gaps:
            return None
        changed = given
        for gap in gaps:
            if gap.turns:
                changed = gap.turns[0].made(changed)
        return Outlook(if_none, tuple(gaps), (), self.is_granted(changed))

    def open(self, answer: Value) -> Outlook | None:
        """All that was left out taken as none; then, where that is enough, how far each of them may go."""
        places = sorted(cause.key for cause in causes(answer) if cause.kind == "fact")
        none = self._for_the_others(flatten(self.family, only=""))
        if_none = self.verdict(none)
        if isinstance(if_none, Unknown) or not places:
            return None
        if if_none is False:
            return self.refused(none, False)
        asked = {where: None for place in places for where in self._left_out(place)}
        turns = (self._turn(none, fact, row, None, self.verdict) for fact, row in asked)
        return Outlook(True, (), tuple(turn for turn in turns if turn and _matters(turn)))

    def _left_out(self, place: str) -> Iterator[tuple[str, int | None]]:
        """The amounts and counts that one place leaves open; an income is taken as a wage."""
        for fact, row in _movable(flatten(self.family, only=place), _is_open):
            if not place.endswith(".incomes") or fact == "wage_annual_fen":
                yield fact, row

    def _failing(self, given: Given) -> Iterator[tuple[str, ...]]:
        """The conditions that fail, each the names of which one would do; the finer ones where a condition has them."""
        household = self.values(given).household
        for group in self.programme.conditions:
            names = tuple(name for name in group if name in self.plan.by_name)
            if not names or any(household[name] is not False for name in names):
                continue
            finer = self.programme.details.get(names[0], ())
            found: list[tuple[str, ...]] = [(name,) for name in finer if household.get(name) is False]
            yield from found or [names]

    def _gap(self, given: Given, names: tuple[str, ...]) -> Gap:
        def is_met(given: Given) -> Value:
            household = self.values(given).household
            return some([household[name] for name in names])

        version = self.plan.by_name[names[0]].version
        turns = (
            self._turn(given, fact, row, _of(given, fact, row), is_met)
            for fact, row in _movable(given, _may_change)
        )
        return Gap(version.label, version.law, tuple(turn for turn in turns if turn))

    def _turn(self, given: Given, fact: str, row: int | None, now: int | None, is_met: Test) -> Turn | None:
        """How far one fact may fall, or else rise, until the test is surely met."""
        low, high = FACTS[fact].low, FACTS[fact].high
        member = None if row is None else given.table("person").ids[row]

        def falls(to: int) -> bool:
            return is_met(_with(given, fact, row, low, to)) is True

        def rises(to: int) -> bool:
            return is_met(_with(given, fact, row, -to, high)) is True

        most = _furthest(low, high if now is None else now, falls)
        least = _furthest(-high, -(low if now is None else now), rises) if most is None else None
        if most is None and least is None:
            return None
        turn = Turn(fact, member, now, most, None if least is None else -least)
        beyond = -(least or 0) - 1 if most is None else most + 1
        return replace(
            turn,
            is_enough=self.is_granted(turn.made(given)),
            is_sharp=is_met(_with(given, fact, row, beyond, beyond)) is False,
        )


def _matters(turn: Turn) -> bool:
    return turn.at_most is not None and turn.at_most < FACTS[turn.fact].high


def _movable(given: Given, moves: Callable[[str, Value], bool]) -> Iterator[tuple[str, int | None]]:
    """Amounts and counts that may move; the row number of a member's."""
    yield from ((fact, None) for fact, value in given.household.items() if moves(fact, value))
    for row, person in enumerate(given.table("person").rows):
        yield from ((fact, row) for fact, value in person.items() if moves(fact, value))


def _is_open(fact: str, value: Value) -> bool:
    return _is_amount(fact) and isinstance(value, Unknown)


def _may_change(fact: str, value: Value) -> bool:
    """What the family has, and what it may come to spend."""
    return _is_amount(fact) and (value != 0 or fact.endswith("_expenses_annual_fen"))


def _is_there(fact: str, value: Value) -> bool:
    return _is_amount(fact) and value != 0 and not isinstance(value, Unknown)


def is_income(fact: str) -> bool:
    """An amount of a year that is earned, not spent."""
    return FACTS[fact].kind == "fen/year" and not fact.endswith("_expenses_annual_fen")


def _is_amount(fact: str) -> bool:
    about = FACTS[fact]
    is_count = about.kind == "count" and about.entity == HOUSEHOLD and fact not in _NEVER
    return is_count or about.kind.startswith("fen")


def _of(given: Given, fact: str, row: int | None) -> int | None:
    value = given.household[fact] if row is None else given.table("person").rows[row][fact]
    return None if isinstance(value, Unknown) else int(value)


def _with(given: Given, fact: str, row: int | None, low: int, high: int) -> Given:
    """The same family with one fact anywhere between these."""
    value: Value = low if low == high else Unknown(low, high, _PART)
    if row is None:
        return replace(given, household={**given.household, fact: value})
    rows = [
        {**person, fact: value} if number == row else person
        for number, person in enumerate(given.table("person").rows)
    ]
    return given.with_rows("person", rows)


def _furthest(start: int, end: int, holds: Callable[[int], bool]) -> int | None:
    """The last x from `start` towards `end` of which `holds`, which holds up to some x and not beyond; None if nowhere."""
    if not holds(start):
        return None
    if holds(end):
        return end
    while end - start > 1:
        middle = (start + end) // 2
        start, end = (middle, end) if holds(middle) else (start, middle)
    return start
