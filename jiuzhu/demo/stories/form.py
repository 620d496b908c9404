"""The declaration of a story's family as they fill in the form: page → answers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from jiuzhu.assessment.ages import WORKING_AGE
from jiuzhu.demo.world.stories import StoryFamily
from jiuzhu.kernel.month import age_on

Page = tuple[str, dict[str, Any]]
_SITUATION = ("marital", "work_capacity", "employment", "study", "status")
NOTHING_SAID = {"employment": "none", "work_capacity": "none", "study": "none", "status": "present"}
"""What a story leaves out of somebody: no work, no school, at home."""


def pages(family: StoryFamily) -> Iterator[Page]:
    """Every page, in the form's order; the members after the applicant come as new persons."""
    facts, told = family.declaration.facts, family.told
    members = dict(enumerate(facts["members"]))
    names = {one["id"]: one for one in told["members"]}
    yield "town", {"town": facts["region"][:9]}
    yield "applicant", _home(facts)
    for key, member in members.items():
        identity = {name: names[member["id"]].get(name, "") for name in ("name", "id_number", "phone")}
        situation = NOTHING_SAID | {name: member[name] for name in _SITUATION if name in member}
        relation = {} if key == 0 else {"relation": member["relation"], "registered": "same"}
        yield "person/new" if key else "person/0", identity | relation
        yield f"about/{key}", situation
    on = date.fromisoformat(facts["date"])
    for key, member in members.items():
        if age_on(date.fromisoformat(member["born"]), on) >= WORKING_AGE:
            yield from _incomes(key, member)
    yield "savings", {"amount": facts["assets"].get("financial", "0")}
    yield from _homes(facts["assets"]["homes"])
    yield "things", {"none": True, "shops": str(facts["assets"]["shops"]), "business": "none"}
    yield from _health(members)
    yield "spending", {}
    holder = next(one for one in told["members"] if one["id"] == "a")
    yield "check", {"holder": holder["name"], "card": card(family), "promise": True}


def card(family: StoryFamily) -> str:
    """The account the family wants to be paid into: the first that it really has."""
    number: str = family.told["truth"]["accounts"][0]["number"]
    return number


def _home(facts: dict[str, Any]) -> dict[str, Any]:
    farming = "yes" if facts["household"]["farming"] else "no"
    return {
        "region": facts["region"],
        "address": "1 组",
        "area": facts["area"],
        "registered": "here",
        "farming": farming,
    }


def _incomes(key: int, member: dict[str, Any]) -> Iterator[Page]:
    kinds = {one["kind"]: one["per_month"] for one in member.get("incomes", [])}
    yield f"living/{key}", {"ways": list(kinds) or ["none"]}
    for kind, amount in kinds.items():
        yield f"amount/{key}/{kind}", {"amount": amount, "per": "month"}


def _homes(homes: list[dict[str, Any]]) -> Iterator[Page]:
    yield "homes", {"count": str(len(homes))}
    for row, home in enumerate(homes, 1):
        yield f"home{row}", {"area": home["area_m2"], "use": home["use"], "grade": home["grade"]}


def _health(members: dict[int, dict[str, Any]]) -> Iterator[Page]:
    ill = {key: one for key, one in members.items() if one.get("disability") or one.get("illness")}
    yield "health", {"who": [str(key) for key in ill] or ["none"]}
    for key, one in ill.items():
        (certificate,) = one.get("disability") or [{"kind": "none"}]
        grade = {"grade": str(certificate["grade"])} if "grade" in certificate else {}
        yield (
            f"ill/{key}",
            {"disability": certificate["kind"], **grade, "illness": one.get("illness") or ["none"]},
        )
