"""From adopted values to the determination's input. Pure: values in, one object out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.policy.facts import (
    DISABILITIES,
    EXPENSES,
    ILLNESSES,
    INCOMES,
    RECEIVES,
    RECEIVES_FEN,
    RECEIVES_SINCE,
    VEHICLES,
)

MEMBER_KEYS = (
    "residence_permit", "disability", "illness", "bedridden_months", "needs_long_term_care_months", "work_injury_care",
    "study", "work_capacity", "employment", "newly_employed_on", "refused_work_on", "self_care_failed", "care_form",
    "status", "status_since", "marital", "unlifted_poverty", "employment_costs_per_month", "transfers_paid_per_month",
)  # fmt: skip
_PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?(?:\[(\d+)\])?(?:\.\w+)?")
FROM_REGISTER = ("born", "sex", "registered_region")
FAMILY_KEYS = {
    "assets.financial": ("assets", "financial"),
    "assets.homes": ("assets", "homes"),
    "assets.shops": ("assets", "shops"),
    "assets.vehicles": ("assets", "vehicles"),
    "assets.businesses": ("assets", "businesses"),
    "household.farming": ("household", "farming"),
    "household.class": ("household", "class"),
    "supporters": ("supporters", None),
    "current": ("current", None),
    "assume": ("assume", None),
}

_CLAIMED_AS = {
    **{f"{kind}_annual_fen": f"income.{kind}" for kind in INCOMES},
    **{f"{kind}_expenses_annual_fen": f"expenses.{kind}" for kind in EXPENSES},
    **{f"{kind}_grade": "disability" for kind in DISABILITIES},
    **{f"{kind}_illness": "illness" for kind in ILLNESSES},
    **{f"vehicles_{kind}": "assets.vehicles" for kind in VEHICLES},
    **dict.fromkeys((*RECEIVES, *RECEIVES_FEN, *RECEIVES_SINCE), "current"),
    **dict.fromkeys(("homes", "sound_homes", "home_area_cm2"), "assets.homes"),
    **dict.fromkeys(("work_refusals", "last_refusal_on", "third_last_refusal_on"), "refused_work_on"),
    "financial_fen": "assets.financial",
    "business_premises": "assets.shops",
    "businesses": "assets.businesses",
    "farming": "household.farming",
    "employment_costs_annual_fen": "employment_costs_per_month",
    "transfers_paid_annual_fen": "transfers_paid_per_month",
    "new_job_months_passed": "newly_employed_on",
}


def claimed_as(fact: str) -> str:
    """The key under which people claim a fact that rules ask for; "" of what the register knows or nobody is asked."""
    if fact.startswith("supporter_"):
        return "supporters"
    return fact if fact in MEMBER_KEYS else _CLAIMED_AS.get(fact, "")


@dataclass(frozen=True)
class Value:
    """One believed value of a person (or of the family: None), with where it comes from."""

    person_id: int | None
    key: str
    value: Any
    source_kind: str
    reason: str = ""
    adopter: str = ""


@dataclass(frozen=True)
class Member:
    """A member as the register knows them; `id` in the input is the person's number."""

    person_id: int
    relation: str
    born: date
    sex: str
    registered_region: str


def completes(key: str, declared: Any, found: Any) -> bool:
    """Whether a record tells what the family left open, and nothing else: how much an income is, the grade of a disability."""
    if declared == {}:
        return isinstance(found, Mapping) and not found.get("none")
    if key != "disability" or len(declared) != len(found):
        return False
    left = list(found)
    for one in declared:
        same = next((each for each in left if one.items() <= each.items()), None)
        if same is None:
            return False
        left.remove(same)
    return any("grade" not in one for one in declared)


def claimed_at(place: str, facts: Mapping[str, Any]) -> tuple[int | None, str]:
    """Whose fact (None: the family's), and under which key, a place of a determination's input is: the way back of `compose`.

    `members[0].incomes` is the key "incomes", of an income that was named `income.wage`; `facts` is the input.
    """
    found = _PLACE.fullmatch(place)
    head, index, key, item = found.groups() if found else (place, None, None, None)
    if head == "members" and index:
        member = facts["members"][int(index)]
        if key == "incomes" and item:
            key = f"income.{member['incomes'][int(item)]['kind']}"
        return int(member["id"]), key or ""
    if head == "expenses" and index:
        spent = facts["expenses"][int(index)]
        return int(spent["member"]) if "member" in spent else None, f"expenses.{spent['kind']}"
    return None, f"{head}.{key}" if key and f"{head}.{key}" in FAMILY_KEYS else head


def in_order(facts: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, str]:
    """The members' names by their ids in a determination's input, in its order."""
    return {one["id"]: names.get(int(one["id"]), "已不共同生活的人") for one in facts["members"]}


def compose(
    members: Iterable[Member],
    values: Iterable[Value],
    rulings: Iterable[Mapping[str, str]],
    *,
    region: str,
    area: str,
    on: date,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The determination's input, and the origin of each value in it: [{place, source, reason, adopter}].

    What nobody claimed stays left out, which the engine reads as unknown; the family's promise that it has left out
    nothing is itself a claim ("assume": "complete").
    """
    believed = {(value.person_id, value.key): value for value in values}
    people = list(members)
    origins: list[dict[str, Any]] = []
    facts: dict[str, Any] = {
        "region": region,
        "area": area,
        "date": on.isoformat(),
        "members": [_member(index, member, believed, origins) for index, member in enumerate(people)],
    }
    for key, (part, name) in FAMILY_KEYS.items():
        value = believed.get((None, key))
        if value is not None:
            place = facts.setdefault(part, {}) if name else facts
            place[name or part] = value.value
            origins.append(_origin(f"{part}.{name}" if name else part, value))
    facts["expenses"] = _expenses(people, believed, origins)
    if not facts["expenses"]:
        del facts["expenses"]
    decided = [dict(ruling) for ruling in rulings]
    return facts | ({"decided": decided} if decided else {}), origins


def _member(
    index: int, member: Member, believed: Mapping[Any, Value], origins: list[dict[str, Any]]
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": str(member.person_id),
        "relation": member.relation,
        "born": member.born.isoformat(),
        "sex": member.sex,
    }
    if member.registered_region:
        told["registered_region"] = member.registered_region
    for key in MEMBER_KEYS:
        value = believed.get((member.person_id, key))
        if value is not None:
            told[key] = value.value
            origins.append(_origin(f"members[{index}].{key}", value))
    incomes = [
        v for (person, key), v in believed.items() if person == member.person_id and key.startswith("income.")
    ]
    if incomes or (member.person_id, "incomes") in believed:
        told["incomes"] = [
            {"kind": value.key.removeprefix("income."), **value.value}
            for value in incomes
            if not value.value.get("none")
        ]
        origins.extend(
            _origin(f"members[{index}].incomes.{value.key.removeprefix('income.')}", value)
            for value in incomes
        )
    return told


def _expenses(
    people: list[Member], believed: Mapping[Any, Value], origins: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    spent = []
    family = {None, *(member.person_id for member in people)}
    for (person_id, key), value in believed.items():
        if key.startswith("expenses.") and person_id in family and not value.value.get("none"):
            kind = key.removeprefix("expenses.")
            spent.append({"kind": kind, **value.value} | ({"member": str(person_id)} if person_id else {}))
            origins.append(_origin(f"expenses.{kind}", value))
    return spent


def _origin(place: str, value: Value) -> dict[str, Any]:
    return {"place": place, "source": value.source_kind, "reason": value.reason, "adopter": value.adopter}
