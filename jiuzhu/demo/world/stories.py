"""The families of `stories.yaml` as values: what they declare, what is adopted, what the law gives.

Nothing here is random; `telling` puts their truth into the world.
"""

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jiuzhu.demo.world.declarations import Declaration, Difference
from jiuzhu.demo.world.places import area_of
from jiuzhu.kernel.idnumber import born_on, is_female

FILE = Path(__file__).with_name("stories.yaml")
OUTSIDE_THE_FACTS = {"name", "id_number", "phone", "absent"}
"""Keys of a member that the determination contract does not know."""
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


@dataclass(frozen=True)
class Chapter:
    """One determination of a family: on which day, from which facts, with which rulings, to which result (yuan a month)."""

    on: str
    what: str
    facts: dict[str, Any]
    adopted: tuple[dict[str, Any], ...]
    outcome: dict[str, Any]
    arithmetic: str


@dataclass(frozen=True)
class StoryFamily:
    """One family of a story. `told` is its whole entry in the file; `chapters` begins with the application."""

    key: str
    declaration: Declaration
    chapters: tuple[Chapter, ...]
    told: dict[str, Any]


@dataclass(frozen=True)
class Story:
    """A story by its ASCII name, with a Chinese title and what it tells."""

    slug: str
    title: str
    tells: str
    families: tuple[StoryFamily, ...]

    @property
    def people(self) -> list[str]:
        """The identity numbers of everybody whom it tells of, kin elsewhere included."""
        told = (family.told for family in self.families)
        return [one["id_number"] for each in told for one in (*each["members"], *each.get("outside", []))]


@cache
def stories() -> dict[str, Story]:
    """All stories by name, in the order of the file."""
    written = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {one["slug"]: _story(one, written["date"]) for one in written["stories"]}


def _story(written: dict[str, Any], day: str) -> Story:
    families = tuple(_family(written["slug"], family, day) for family in written["families"])
    return Story(written["slug"], written["title"], written["tells"], families)


def _family(slug: str, told: dict[str, Any], day: str) -> StoryFamily:
    numbers = {member["id"]: member["id_number"] for member in told["members"]}
    declared = _declared(told, told.get("date", day))
    declaration = Declaration(
        household=0,
        region=told["village"],
        people={one["id"]: _person(one) for one in told["members"]},
        facts=declared,
        differences=[_difference(one, numbers) for one in told.get("differences", [])],
        story=slug,
        family=told["family"],
    )
    first = _chapter(told | {"day": declared["date"], "what": "申请"}, declared)
    chapters = [first]
    for later in told.get("later", []):
        chapters.append(_chapter(later, chapters[-1].facts))
    return StoryFamily(told["family"], declaration, tuple(chapters), told)


def _declared(told: dict[str, Any], day: str) -> dict[str, Any]:
    """The contract object; what the file leaves out is declared as none."""
    return {
        "region": told["village"],
        "area": area_of(told["village"]),
        "date": day,
        "assume": "complete",
        "members": [_member(one, told["village"]) for one in told["members"]],
        "household": {"farming": False} | told.get("household", {}),
        "supporters": [],
        "assets": {"homes": [], "shops": 0, "vehicles": [], "businesses": []} | told["assets"],
    }


def _member(told: dict[str, Any], village: str) -> dict[str, Any]:
    number = told["id_number"]
    return {
        "born": born_on(number).isoformat(),
        "sex": "female" if is_female(number) else "male",
        "registered_region": village,
        **{key: deepcopy(value) for key, value in told.items() if key not in OUTSIDE_THE_FACTS},
    }


def _person(told: dict[str, Any]) -> dict[str, str]:
    return {"name": told["name"], "id_number": told["id_number"], "phone": told.get("phone", "")}


def _difference(told: dict[str, Any], numbers: dict[str, str]) -> Difference:
    return Difference(
        kind=told["kind"],
        id_number=numbers[told["who"]],
        place=told["place"],
        declared=told["declared"],
        found=told["found"],
        innocent=told["innocent"],
        why=told["why"],
    )


def _chapter(told: dict[str, Any], before: dict[str, Any]) -> Chapter:
    """The facts of the chapter before, with what was adopted since and the rulings made."""
    facts = deepcopy(before)
    facts["date"] = told["day"]
    for adoption in told.get("adopted", []):
        _put(facts, adoption["place"], deepcopy(adoption["value"]))
    if told.get("decided"):
        facts["decided"] = deepcopy(told["decided"])
    return Chapter(
        told["day"], told["what"], facts, tuple(told.get("adopted", [])), told["outcome"], told["arithmetic"]
    )


def _put(facts: dict[str, Any], place: str, value: Any) -> None:
    """Set the value at a place written as the contract writes it: members[0].incomes."""
    *path, last = place.split(".")
    here: Any = facts
    for step in path:
        key, index = _STEP.fullmatch(step).groups()  # type: ignore[union-attr]
        here = here[key] if index is None else here[key][int(index)]
    here[last] = value
