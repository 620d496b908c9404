"""One family in, a determination out: the result object of the contract, made of plain values only."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from jiuzhu.policy.edition import ENGINE, Edition
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.citations import Ruling
from jiuzhu.policy.engine.explain import Derivation
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.rows import Given, Values
from jiuzhu.policy.family import Family, flatten, read
from jiuzhu.policy.outcome import Outcome, absent, judge, place
from jiuzhu.policy.probe import Probes
from jiuzhu.policy.programmes import Programme, library_of, plan_for, programmes_of
from jiuzhu.policy.rulings import read_rulings

HOUSEHOLD_ORDER = ("dibao", "dibian", "gangxing")
MEMBER_ORDER = ("tekun", "single_person")


def determine(family: Family | Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """The determination of one family under one edition; amounts in 分. Raises family.Faults for a bad family."""
    known = family if isinstance(family, Family) else read(family)
    held = programmes_of(edition, known.region)
    asked = known.data.get("programmes") or [name for name, one in held.items() if not one.is_aside]
    programmes = _needed(held, asked)
    plan = plan_for(edition, known.region, known.area, known.day.toordinal())
    plan = plan.narrowed(
        tuple(
            goal
            for name, programme in programmes.items()
            for goal in (programme.goals if name in asked else (programme.qualifies,))
        )
    )
    rulings = read_rulings(known, library_of(edition))
    given = flatten(known)
    alone = call(plan, given, known.day.toordinal(), settled(rulings))
    apart = without_tekun(plan, given, alone)
    left = None if apart is None else call(plan, apart, known.day.toordinal(), settled(rulings))
    first = Derivation(plan, alone, rulings)
    then = first if left is None else Derivation(plan, left, rulings)
    outcomes = {}
    probe = Probes(plan, known, settled(rulings))
    for name, programme in programmes.items():
        derivation = first if name == "tekun" else then
        if name in asked:
            outcomes[name] = judge(programme, plan, derivation.values, known, derivation, probe)
        else:
            outcomes[name] = place(programme, plan, derivation.values, known)
    for name, programme in programmes.items():
        outcomes[name].excluded_by = excluded_by(programme, outcomes, alone)
        if outcomes[name].qualifies is False:
            outcomes[name].excluded_by = []
        if "tekun" in outcomes[name].excluded_by:
            outcomes[name].withdraw()
    return {
        "date": known.day.isoformat(),
        "region": known.region,
        "edition": edition.hash[:16],
        "engine": ENGINE,
        "classification": _classification(outcomes, alone, known),
        "results": {
            name: outcomes[name].told() if name in outcomes else absent(name, known) for name in asked
        },
    }


def _needed(held: Mapping[str, Programme], asked: Collection[str]) -> dict[str, Programme]:
    """Those that were asked for, those of the classification, and those that either yields to; in the region's order."""
    names = {*asked, *HOUSEHOLD_ORDER, *MEMBER_ORDER}
    names |= {other for name in names if name in held for other in held[name].yields_to}
    return {name: programme for name, programme in held.items() if name in names}


def settled(rulings: Mapping[str, Ruling]) -> dict[str, int]:
    """The numbers that people ruled on, for the engine."""
    return {name: ruling.value for name, ruling in rulings.items()}


def without_tekun(plan: Plan, given: Given, alone: Values) -> Given | None:
    """The family without the members who are 特困人员, as programmes for the others see it; None when nobody or everybody is."""
    if "tekun_qualifies" not in plan.by_name:
        return None
    apart = [person["tekun_qualifies"] is True for person in alone.persons]
    counted = [person["counts_as_member"] is True for person in alone.persons]
    if not any(apart) or apart == counted:
        return None
    facts = given.table("person").rows
    persons = [{**person, "in_tekun": out} for person, out in zip(facts, apart, strict=True)]
    return given.with_rows("person", persons)


class Judged(Protocol):
    """A programme of which it is known, or open, whether a family gets it."""

    @property
    def qualifies(self) -> bool | None: ...


def excluded_by(programme: Programme, outcomes: Mapping[str, Judged], alone: Values) -> list[str]:
    """The programmes that take precedence: 特困 only over a family in which every member is one."""
    found = []
    for name in programme.yields_to:
        outcome = outcomes.get(name)
        if outcome is None or outcome.qualifies is not True:
            continue
        if name == "tekun" and any(
            person["counts_as_member"] is True and person["tekun_qualifies"] is not True
            for person in alone.persons
        ):
            continue
        found.append(name)
    return found


def _classification(outcomes: Mapping[str, Outcome], alone: Values, family: Family) -> dict[str, Any]:
    """What one pass would grant: 特困 → 低保 → 边缘 with 单人保 → 刚性支出; nothing after a programme still open."""
    household = None
    for name in HOUSEHOLD_ORDER:
        outcome = outcomes.get(name)
        if outcome is None or "tekun" in outcome.excluded_by:
            continue
        if outcome.qualifies is not False:
            household = name if outcome.qualifies is True else None
            break
    members: dict[str, str] = {}
    for name in MEMBER_ORDER:
        outcome = outcomes.get(name)
        if outcome is not None and not outcome.excluded_by:
            members |= {member: name for member in outcome.persons if member not in members}
    counted = [person.get("counts_as_member") for person in alone.persons]
    outside = [member for member, counts in zip(family.ids, counted, strict=True) if counts is False]
    return {"household": household, "members": members, "outside": outside}
