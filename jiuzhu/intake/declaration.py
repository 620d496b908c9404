"""What a family said, in the words in which facts are claimed. Pure: the form's answers in, (member, key, value) out."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from jiuzhu.assessment.ages import told_by_age
from jiuzhu.intake import steps
from jiuzhu.intake.form.means import ROWS, WAYS, listed
from jiuzhu.intake.form.page import Payload, age
from jiuzhu.intake.form.people import about
from jiuzhu.kernel.fen import parse_yuan, plain_yuan

Told = tuple[int | None, str, Any]
"""(index of the member in the form, or None for the family; key; value)."""
_FARMED = "farming"


def declaration_claims(payload: Payload, on: date) -> list[Told]:
    """The declared facts of a complete form. What a family does not know or did not answer is left out: it stays unknown.

    Only a family that knows all its answers also claims that it has left out nothing ("assume": "complete").
    """
    payload = steps.counted(payload, on)
    told: list[Told] = []
    for index, key in enumerate(payload["members"]):
        told += [(index, fact, value) for fact, value in _member(payload, key, on)]
    told += [(None, fact, value) for fact, value in _family(payload)]
    told += [(None, fact, value) for fact, value in _spending(payload)]
    if not _is_unsure(payload):
        told.append((None, "assume", "complete"))
    return told


def inferred_claims(payload: Payload, on: date) -> list[Told]:
    """What the form asks nobody of a member's age, since it follows from that age."""
    return [
        (index, fact, value)
        for index, key in enumerate(payload["members"])
        for fact, value in told_by_age(age(payload, key, on)).items()
    ]


def _is_unsure(payload: Payload) -> bool:
    """Whether some question was answered with 说不清."""
    return any(
        value == "unsure"
        or (name == "unsure" and value is True)
        or (isinstance(value, list) and "unsure" in value)
        for answers in payload.values()
        if isinstance(answers, dict)
        for name, value in answers.items()
    )


def registered_region(payload: Payload, key: str) -> str:
    """Where a member's 户口 is, as far as the form tells; "" when it is in another province."""
    home = payload["applicant"]
    word = payload[f"person/{key}"].get("registered", "same")
    region = home["region"]
    places = {"here": region[:9], "county": region[:6], "city": f"{region[:2]}0000", "other": ""}
    return places[home["registered"] if word == "same" else word]


def _member(payload: Payload, key: str, on: date) -> Iterator[tuple[str, Any]]:
    told = payload[f"about/{key}"]
    for question in about(payload, key, on).questions:
        if told[question.key] != "unsure":
            yield question.key, told[question.key]
    yield from _health(payload, key)
    yield from _incomes(payload, key)


def _health(payload: Payload, key: str) -> Iterator[tuple[str, Any]]:
    """Of those whom the family did not name among the ill: that they are well, when it named them or said 都没有."""
    who = payload["health"]["who"]
    if key not in who:
        if who and "unsure" not in who:
            yield from (("disability", []), ("illness", []))
        return
    told = payload[f"ill/{key}"]
    kind, grade, ill = told["disability"], told.get("grade", ""), told["illness"]
    certificate = {"kind": kind} | ({"grade": grade} if grade.isdigit() else {})
    yield "disability", [] if kind == "none" else [certificate]
    if ill and "unsure" not in ill:
        yield "illness", [one for one in ill if one != "none"]
    if told.get("medical"):
        yield "expenses.medical", {"per_year": told["medical"]}


def _incomes(payload: Payload, key: str) -> Iterator[tuple[str, Any]]:
    ways = payload.get(f"living/{key}", {}).get("ways", [])
    if "unsure" in ways or not ways:
        return
    yield "incomes", "stated"
    for way in ways:
        if way in WAYS:
            yield f"income.{way}", _amount(payload[f"amount/{key}/{way}"])


def _amount(told: dict[str, Any]) -> dict[str, Any]:
    """{"per_month": "1200"}; {"none": True}; {} when the family cannot say."""
    if told["none"]:
        return {"none": True}
    return {f"per_{told['per']}": told["amount"]} if told["amount"] else {}


def _family(payload: Payload) -> Iterator[tuple[str, Any]]:
    yield "household.farming", payload["applicant"][_FARMED] == "yes"
    savings, homes, things = payload["savings"], payload["homes"], payload["things"]
    if not savings["unsure"]:
        yield "assets.financial", savings["amount"] or "0"
    if homes["count"] != "unsure":
        yield "assets.homes", [_home(payload[f"home{row}"]) for row in listed(payload)]
    vehicles = [
        {"kind": things[f"vehicle{row}"]} for row in range(1, ROWS + 1) if things.get(f"vehicle{row}")
    ]
    if vehicles or things.get("none"):
        yield "assets.vehicles", vehicles
    yield "assets.shops", things["shops"]
    business = things["business"]
    operating = {"operating": things["operating"] == "yes"} if things.get("operating") else {}
    yield "assets.businesses", [] if business == "none" else [{"kind": business, **operating}]


def _home(told: dict[str, Any]) -> dict[str, Any]:
    return {"area_m2": told["area"], "use": told["use"]} | ({"grade": told["grade"]} if told["grade"] else {})


def _spending(payload: Payload) -> Iterator[tuple[str, Any]]:
    for kind in ("education", "disaster"):
        if told := payload.get("spending", {}).get(kind):
            yield f"expenses.{kind}", {"per_year": plain_yuan(parse_yuan(told))}
