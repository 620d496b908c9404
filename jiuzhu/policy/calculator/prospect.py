"""What can be said of every programme while not all is known: yes, no or open, and between which amounts; always certain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from jiuzhu.policy.determine import excluded_by
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.numbers import MOST_FEN, Number
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.rows import Given, Values
from jiuzhu.policy.engine.values import Cause, Unknown, Value, causes, high, low
from jiuzhu.policy.family import Family
from jiuzhu.policy.outcome import amounts_of, hours_of, persons_of, verdict
from jiuzhu.policy.programmes import Programme, plan_for, programmes_of


@dataclass(frozen=True)
class Prospect:
    """One programme. `qualifies` is True, False or None (open); `places` are the facts that still decide, `numbers` what people do.

    `least_fen` and `most_fen` bound what is paid, each month or once; `most_fen` None: nothing bounds it, or no money is paid.
    """

    programme: str
    qualifies: bool | None
    places: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    least_fen: int = 0
    most_fen: int | None = None
    is_paid: bool = False
    is_once: bool = False
    hours: tuple[int, int] = (0, 0)
    excluded_by: tuple[str, ...] = ()
    law: str = ""

    @property
    def status(self) -> str:
        """As a determination tells it: eligible, ineligible, undetermined."""
        if self.qualifies is False:
            return "ineligible"
        is_open = self.qualifies is None or self.places or self.numbers
        return "undetermined" if is_open else "eligible"

    @property
    def is_open(self) -> bool:
        """Whether some fact may still change what is said."""
        return bool(self.places)

    def or_else(self, other: "Prospect") -> "Prospect":
        """What holds when either may be the case; both are about the same programme."""
        same = self.qualifies is other.qualifies
        most = [self.most_fen, other.most_fen]
        return replace(
            self,
            qualifies=self.qualifies if same else None,
            places=self.places | other.places | (frozenset() if self.is_like(other) else {"area"}),
            numbers=self.numbers | other.numbers,
            least_fen=min(self.least_fen, other.least_fen),
            most_fen=None if None in most else max(one for one in most if one is not None),
            is_paid=self.is_paid or other.is_paid,
            hours=(min(self.hours[0], other.hours[0]), max(self.hours[1], other.hours[1])),
            excluded_by=self.excluded_by if self.excluded_by == other.excluded_by else (),
        )

    def is_like(self, other: "Prospect") -> bool:
        """Whether the same is said of it."""
        return replace(self, places=other.places, numbers=other.numbers, law=other.law) == other


@dataclass(frozen=True)
class View:
    """One family in one area, everything computed: what the prospects are read from, and what may be asked next."""

    family: Family
    plan: Plan
    programmes: Mapping[str, Programme]
    given: Given
    values: Values
    alone: Values

    @classmethod
    def of(cls, family: Family, given: Given, edition: Edition) -> "View":
        day = family.day.toordinal()
        programmes = {n: one for n, one in programmes_of(edition, family.region).items() if not one.is_aside}
        plan = plan_for(edition, family.region, family.area, day)
        goals = programmes["tekun"].goals if "tekun" in programmes else ()
        alone = call(plan.narrowed((*goals, "counts_as_member")), given, day, {})
        given = _perhaps_apart(plan, given, alone)
        return cls(family, plan, programmes, given, call(plan, given, day, {}), alone)

    def prospects(self) -> dict[str, Prospect]:
        """Every programme of the place, in its order."""
        found = {name: self._prospect(programme) for name, programme in self.programmes.items()}
        excluded = {
            name: tuple(excluded_by(self.programmes[name], found, self.alone))
            for name, one in found.items()
            if one.qualifies is not False
        }
        return {name: replace(one, excluded_by=excluded.get(name, ())) for name, one in found.items()}

    def _prospect(self, programme: Programme) -> Prospect:
        values = self.alone if programme.name == "tekun" else self.values
        if programme.qualifies in self.plan.missing:
            return Prospect(programme.name, None, numbers=frozenset([programme.name]))
        law = self.plan.by_name[programme.qualifies].version.law
        answer = verdict(programme, values)
        if answer is False:
            return Prospect(programme.name, False, law=law)
        who = persons_of(programme, values, self.family)
        amounts = [
            (told, amount)
            for part in programme.amounts
            for told, amount in amounts_of(part, self.plan, values, self.family, who)
        ]
        hours = hours_of(programme, self.plan, values, who)
        deciding = programme.qualifies if programme.covers_members else "in_family"
        is_in = {member: values.persons[row].get(deciding, True) for row, member in who}
        why = causes(answer, *(amount for _, amount in amounts), *hours)
        doubts = [value for value in is_in.values() if isinstance(value, Unknown)]
        why |= {cause for cause in causes(*doubts) if cause.kind == "fact"}
        least = sum(
            low(amount) for told, amount in amounts if is_in.get(str(told.get("member")), True) is True
        )
        most = sum(high(amount) for _, amount in amounts)
        is_sure = not isinstance(answer, Unknown)
        return Prospect(
            programme.name,
            True if is_sure else None,
            _keys(why, "fact"),
            _keys(why, "number"),
            max(0, least) if is_sure else 0,
            most if amounts and most < MOST_FEN else None,
            bool(programme.amounts),
            bool(programme.once),
            (sum(map(low, hours)), sum(map(high, hours))),
            (),
            law,
        )

    def number(self, name: str) -> Number | None:
        """The number of a name that keeps something open."""
        return self.plan.numbers[name][0] if name in self.plan.numbers else None


def together(views: Iterable[View]) -> dict[str, Prospect]:
    """What holds whichever of the views is true."""
    first, *others = (view.prospects() for view in views)
    for other in others:
        first = {name: one.or_else(other[name]) for name, one in first.items()}
    return first


def _keys(why: Iterable[Cause], kind: str) -> frozenset[str]:
    return frozenset(cause.key for cause in why if cause.kind == kind)


def _perhaps_apart(plan: Plan, given: Given, alone: Values) -> Given:
    """The family as programmes for the others see it: who is 特困 is apart, and who may be is perhaps apart.

    Where everybody who counts is 特困, nobody is apart (`determine.without_tekun`); what only people decide is no.
    """
    if "tekun_qualifies" not in plan.by_name:
        return given
    apart = [_by_facts(person["tekun_qualifies"]) for person in alone.persons]
    if not any(high(one) for one in apart):
        return given
    counted = [_by_facts(person["counts_as_member"]) for person in alone.persons]
    pairs = list(zip(apart, counted, strict=True))
    is_everybody: Value = _everybody(pairs)
    if is_everybody is True:
        return given
    rows = [
        {**row, "in_tekun": _perhaps(one, is_everybody)}
        for row, one in zip(given.table("person").rows, apart, strict=True)
    ]
    return given.with_rows("person", rows)


def _by_facts(value: Value) -> Value:
    """Open only while facts keep it open."""
    if isinstance(value, Unknown) and not any(cause.kind == "fact" for cause in value.causes):
        return False
    return value


def _everybody(pairs: list[tuple[Value, Value]]) -> Value:
    """Whether those apart are exactly those who count."""
    if all(not isinstance(one, Unknown) for pair in pairs for one in pair):
        return all(bool(apart) == bool(counts) for apart, counts in pairs)
    if any(_differ(apart, counts) for apart, counts in pairs):
        return False
    return Unknown(0, 1, causes(*(one for pair in pairs for one in pair)))


def _differ(apart: Value, counts: Value) -> bool:
    known = not isinstance(apart, Unknown) and not isinstance(counts, Unknown)
    return known and bool(apart) is not bool(counts)


def _perhaps(apart: Value, is_everybody: Value) -> Value:
    if apart is False or is_everybody is False:
        return apart
    return Unknown(0, 1, causes(apart, is_everybody))
