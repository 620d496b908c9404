"""What follows for one programme: status, amounts, reasons, and what keeps it open."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jiuzhu.kernel.month import Month
from jiuzhu.policy import facts
from jiuzhu.policy.engine.bounds import some
from jiuzhu.policy.engine.explain import Derivation, Step
from jiuzhu.policy.engine.numbers import MOST_FEN
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.rows import Values
from jiuzhu.policy.engine.values import Cause, Unknown, Value, causes, high, low
from jiuzhu.policy.family import Family
from jiuzhu.policy.programmes import Part, Programme
from jiuzhu.policy.rulings import open_number

Probe = Callable[[str], Values]
"""The family with one place open and everything else that was left out taken as none."""
_MOST_PROBES = 40


@dataclass
class Outcome:
    """One programme for one family. `qualifies` is True, False or None (open)."""

    qualifies: bool | None
    monthly_fen: int | None = None
    care_fen: int | None = None
    care_hours: int | None = None
    is_once: bool = False
    once_fen: int | None = None
    range_fen: list[int] | None = None
    parts: list[dict[str, Any]] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    from_month: str | None = None
    basis: str | None = None
    shape: str | None = None
    because: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    to_decide: list[dict[str, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    excluded_by: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        """eligible, ineligible, or undetermined: eligibility or an amount due is still open."""
        if self.qualifies is False:
            return "ineligible"
        return "undetermined" if self.qualifies is None or self.missing or self.to_decide else "eligible"

    def withdraw(self) -> None:
        """Nobody is left to it: nothing is due."""
        self.monthly_fen, self.parts, self.persons, self.from_month = None, [], [], None
        self.once_fen, self.range_fen, self.care_hours = None, None, None

    def told(self) -> dict[str, Any]:
        """The result as the contract writes it."""
        found: dict[str, Any] = {"status": self.status, "excluded_by": self.excluded_by}
        if self.basis is not None:
            found["basis"] = self.basis
        if self.shape is not None:
            found["shape"] = self.shape
        found |= {"monthly_fen": self.monthly_fen, "parts": self.parts, "persons": self.persons}
        if self.care_fen is not None:
            found["care_fen"] = self.care_fen
        if self.care_hours is not None:
            found["care_hours"] = self.care_hours
        if self.is_once:
            found["once_fen"] = self.once_fen
        if self.range_fen is not None:
            found["range_fen"] = self.range_fen
        return found | {
            "from_month": self.from_month,
            "because": self.because,
            "missing": self.missing,
            "for_a_person_to_decide": self.to_decide,
            "steps": self.steps,
        }


def absent(name: str, family: Family) -> dict[str, Any]:
    """The honest answer for a programme that the edition does not hold for this place and day."""
    where = f"{family.region} 在 {family.day}"
    label = f"{facts.PROGRAMMES[name]}：{where} 的规定没有收录，由人按当地文件确定"
    outcome = Outcome(None, to_decide=[{"key": name, "label": label, "unit": "", "law": ""}])
    return outcome.told()


def place(programme: Programme, plan: Plan, values: Values, family: Family) -> Outcome:
    """Whether a programme is granted, and to whom of its own: all that the classification asks of one that was not asked for."""
    if programme.qualifies in plan.missing:
        return _not_in_force(programme, family)
    qualifies = verdict(programme, values)
    outcome = Outcome(None if isinstance(qualifies, Unknown) else bool(qualifies))
    if outcome.qualifies and programme.covers_members:
        outcome.persons = _surely_in(programme, values, family)
    return outcome


def judge(
    programme: Programme, plan: Plan, values: Values, family: Family, derivation: Derivation, probe: Probe
) -> Outcome:  # fmt: skip
    """One programme, judged alone, with its reasons and steps."""
    if programme.qualifies in plan.missing:
        return _not_in_force(programme, family)
    who = persons_of(programme, values, family)
    qualifies = verdict(programme, values)
    outcome = Outcome(
        None if isinstance(qualifies, Unknown) else bool(qualifies), is_once=bool(programme.once)
    )
    open_for = set(causes(qualifies))
    if outcome.qualifies is not False:
        amounts = [
            amount for part in programme.amounts for amount in amounts_of(part, plan, values, family, who)
        ]
        hours = hours_of(programme, plan, values, who)
        open_for |= causes(*(value for _, value in amounts), *hours)
        if outcome.qualifies:
            outcome.care_hours = _known_sum(hours)
            _pay(outcome, programme, amounts, values, family)
        if programme.once and not any(cause.kind == "fact" for cause in open_for):
            _pay_once(outcome, programme, values, [value for _, value in amounts])
    outcome.because = _because(programme, derivation, outcome.qualifies)
    _open(outcome, plan, open_for, lambda where: _spread(programme, plan, probe(where), family, who))
    outcome.steps = derivation.steps(plan.closure(programme.goals))
    return outcome


def _not_in_force(programme: Programme, family: Family) -> Outcome:
    told = absent(programme.name, family)
    return Outcome(None, to_decide=told["for_a_person_to_decide"])


def verdict(programme: Programme, values: Values) -> Value:
    """Whether a family gets a programme: yes, no, or open."""
    if not programme.covers_members:
        return values.household[programme.qualifies]
    return some([person[programme.qualifies] for person in values.persons])


def persons_of(programme: Programme, values: Values, family: Family) -> list[tuple[int, str]]:
    """Who the programme is for: those who qualify themselves, or all who count in the family."""
    deciding = programme.qualifies if programme.covers_members else "in_family"
    pairs = zip(family.ids, values.persons, strict=True)
    return [(i, member) for i, (member, person) in enumerate(pairs) if person[deciding] is not False]


def amounts_of(
    part: Part, plan: Plan, values: Values, family: Family, who: list[tuple[int, str]]
) -> list[tuple[dict[str, Any], Value]]:  # fmt: skip
    """(how it is told, the amount) of one part of a programme, for the household or each of `who`."""
    if part.value is not None and plan.library.entity(part.value) == "household":
        return [
            (
                {"part": part.part, "fen": 0, "law": _law(plan, part.cites or part.value)},
                values.household[part.value],
            )
        ]
    found: list[tuple[dict[str, Any], Value]] = []
    for index, member in who:
        person = values.persons[index]
        for kind, name in _due(part, person):
            told: dict[str, Any] = {"part": part.part, "member": member}
            told |= {"kind": kind} if kind else {}
            told |= {"fen": 0, "law": _law(plan, name)}
            found.append((told, _if_counted(person, person[name])))
    return found


def _due(part: Part, person: Mapping[str, Value]) -> list[tuple[str | None, str]]:
    """(kind, name of the value) of what a person gets: of a picked group, the kind that was picked."""
    if part.value is not None:
        return [(None, part.value)]
    if part.pick is None:
        return list(part.kinds.items())
    picked = person[part.pick]
    for kind, name in part.kinds.items():
        if not isinstance(picked, Unknown) and person[name] == picked:
            return [(kind, name)]
    return [(None, part.pick)]


def _if_counted(person: Mapping[str, Value], amount: Value) -> Value:
    """The amount of a person who may not count at all is open."""
    counted = person.get("in_family", True)
    if isinstance(counted, Unknown):
        top = amount.high if isinstance(amount, Unknown) else int(amount)
        return Unknown(0, top, counted.causes | causes(amount))
    return amount


def _law(plan: Plan, name: str) -> str:
    return plan.by_name[name].version.law


def _pay(
    outcome: Outcome,
    programme: Programme,
    amounts: list[tuple[dict[str, Any], Value]],
    values: Values,
    family: Family,
) -> None:
    outcome.persons = _surely_in(programme, values, family)
    outcome.basis = _kind(programme.basis, values)
    if programme.once:
        return
    offset = values.household[programme.offset]
    if isinstance(offset, int):
        outcome.from_month = str(Month.of(family.day) + offset)
    known = [
        {**told, "fen": value} for told, value in amounts if not isinstance(value, Unknown) and value != 0
    ]
    if programme.parts and all(not isinstance(value, Unknown) for _, value in amounts):
        outcome.parts = known
        outcome.monthly_fen = sum(int(part["fen"]) for part in known)
        care = [int(part["fen"]) for part in known if part["part"] == "care"]
        outcome.care_fen = sum(care) if care else None


def hours_of(programme: Programme, plan: Plan, values: Values, who: list[tuple[int, str]]) -> list[Value]:
    """Each person's hours of service, where the region gives any on this day."""
    if programme.hours is None or programme.hours not in plan.by_name:
        return []
    return [values.persons[index][programme.hours] for index, _ in who]


def _known_sum(hours: list[Value]) -> int | None:
    """Hours of service a month; None when there are none, or some are open."""
    open_ = any(isinstance(value, Unknown) for value in hours)
    return None if open_ else sum(map(high, hours)) or None


def _kind(kinds: Mapping[str, str], values: Values) -> str | None:
    return next((kind for kind, name in kinds.items() if values.household.get(name) is True), None)


def _pay_once(outcome: Outcome, programme: Programme, values: Values, amounts: list[Value]) -> None:
    """A single amount; while people have yet to decide it, the range it lies in when the law bounds it."""
    outcome.shape = _kind(programme.shape, values)
    least, most = sum(map(low, amounts)), sum(map(high, amounts))
    if outcome.qualifies and not any(isinstance(amount, Unknown) for amount in amounts):
        outcome.once_fen = most
    elif most < MOST_FEN:
        outcome.range_fen = [least, most]


def _surely_in(programme: Programme, values: Values, family: Family) -> list[str]:
    """The members it is for, without those of whom that is still open."""
    deciding = programme.qualifies if programme.covers_members else "in_family"
    pairs = zip(family.ids, values.persons, strict=True)
    return [member for member, person in pairs if person[deciding] is True]


def _because(programme: Programme, derivation: Derivation, qualifies: bool | None) -> list[str]:
    """One sentence for each condition that decided, in its own words, with its clause."""
    told: list[str] = []
    household = derivation.values.household
    for group in programme.conditions:
        known = [name for name in group if name in derivation.plan.by_name]
        met = [name for name in known if household[name] is True]
        failed = all(household[name] is False for name in known)
        if met and qualifies is not False:
            told += _sentences([met[0]], derivation)
        elif failed and qualifies is False:
            deeper = [name for name in programme.details.get(known[0], ()) if household.get(name) is False]
            told += _sentences(deeper or known[:1], derivation)
    return list(dict.fromkeys(told))


def _sentences(names: Iterable[str], derivation: Derivation) -> list[str]:
    steps = derivation.steps(derivation.plan.by_name[name] for name in names)
    return [f"{step['text']}（{step['law']}）" for step in steps]


def _open(outcome: Outcome, plan: Plan, open_for: set[Cause], spread: Callable[[str], int]) -> None:
    """What is missing, first what could change the result most, and what a person must decide."""
    places = sorted(
        (c.key for c in open_for if c.kind == "fact"), key=lambda key: (not key.startswith("members"), key)
    )
    if 1 < len(places) <= _MOST_PROBES:
        places.sort(key=lambda place: -spread(place))
    outcome.missing = places
    numbers = [plan.numbers[cause.key][0] for cause in open_for if cause.kind == "number"]
    outcome.to_decide = [open_number(number) for number in sorted(numbers, key=lambda number: number.key)]


def _spread(
    programme: Programme, plan: Plan, values: Values, family: Family, who: list[tuple[int, str]]
) -> int:
    """How far apart, in 分 a month, the results lie that one open place allows."""
    qualifies = verdict(programme, values)
    if qualifies is False:
        return 0
    amounts = [
        value for part in programme.amounts for _, value in amounts_of(part, plan, values, family, who)
    ]
    most, least = sum(map(high, amounts)), sum(map(low, amounts))
    return most - least + 1 if qualifies is True else most + 1
