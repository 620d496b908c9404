"""What poor families would say on the form, and where that differs from the truth.

A declaration holds the facts in the shape of the determination contract. Most differences are innocent: a passbook
forgotten, a year's rent written as a month's, a season's work not thought of, a scrapped motorcycle still registered.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from jiuzhu.demo.world.making import AS_OF
from jiuzhu.demo.world.places import COUNTY, area_of
from jiuzhu.demo.world.reckoning import mean
from jiuzhu.demo.world.truth import Account, Business, Home, Household, Income, Person, Truth, Vehicle
from jiuzhu.kernel.fen import plain_yuan

STANDARD_FEN = {"urban": 77_000, "rural": 63_000}
"""The standards of 2025-07-01, only to know here who is poor; the product has its own."""
RELATIONS = {"head": "self", "spouse": "spouse", "child": "child", "parent": "parent", "sibling": "sibling", "grandchild": "grandchild"}  # fmt: skip
MEMBER_IDS = "abcdefghijklmnop"


@dataclass(slots=True)
class Difference:
    """One thing declared otherwise than it is. `place` is the fact's place in the declaration, as the contract writes it."""

    kind: str
    id_number: str
    place: str
    declared: str
    found: str
    innocent: bool
    why: str


@dataclass(slots=True)
class Declaration:
    """What one family says: who they are, the facts in the contract's shape, and how these differ from the truth."""

    household: int
    region: str
    people: dict[str, dict[str, str]]
    facts: dict[str, Any]
    differences: list[Difference] = field(default_factory=list)
    story: str = ""
    family: str = ""


@dataclass(slots=True)
class Family:
    """A household with all that it has: the truth, or a copy that a slip of memory changes.

    `children` and `spouses` are those who are alive and live elsewhere.
    """

    household: Household
    members: list[Person]
    children: list[Person]
    spouses: list[Person]
    incomes: list[Income]
    accounts: list[Account]
    homes: list[Home]
    vehicles: list[Vehicle]
    businesses: list[Business]

    @property
    def window(self) -> int:
        """Months over which incomes are averaged: twelve for families that farm, else one (重庆市低保条例第十二条)."""
        return 12 if self.household.farming else 1

    def key_of(self, id_number: str) -> str:
        return MEMBER_IDS[[one.id_number for one in self.members].index(id_number)]

    def place_of(self, id_number: str) -> str:
        return f"members[{[one.id_number for one in self.members].index(id_number)}]"


def families(truth: Truth) -> list[Family]:
    """All households, each with its members, their kin elsewhere, and what is in their names."""
    owned: dict[str, dict[str, list[Any]]] = {}
    for table in ("incomes", "accounts", "homes", "vehicles", "businesses"):
        owned[table] = defaultdict(list)
        for row in getattr(truth, table):
            owned[table][row.id_number].append(row)
    elsewhere = {one.id_number: one for one in truth.persons if not one.household and one.died_on > AS_OF}
    kin: dict[str, dict[str, list[Any]]] = {"child": defaultdict(list), "spouse": defaultdict(list)}
    for row in truth.kin:
        if row.relation in kin and row.other in elsewhere:
            kin[row.relation][row.id_number].append(elsewhere[row.other])
    members: dict[int, list[Person]] = defaultdict(list)
    for one in truth.persons:
        members[one.household].append(one)
    return [
        Family(
            home,
            members[home.number],
            *(_of(table, members[home.number]) for table in (*kin.values(), *owned.values())),
        )
        for home in truth.households
    ]


def _of(rows: dict[str, list[Any]], members: list[Person]) -> list[Any]:
    """Each row once, though it may concern two members (a child of both)."""
    return list({id(row): row for one in members for row in rows[one.id_number]}.values())


def is_poor(family: Family) -> bool:
    """Below one and a half times the standard, registered in 綦江, and no story.

    A husband or wife at work elsewhere belongs to the family by law, and mostly lifts it out of need: left out here.
    """
    home = family.household
    registered = family.members[0].registered
    limit = STANDARD_FEN[home.area] * 3 // 2
    return (
        not home.story
        and not family.spouses
        and registered.startswith(COUNTY)
        and home.per_capita_fen < limit
    )


def facts(family: Family) -> dict[str, Any]:
    """A family in the shape of the determination contract (yuan as text, months as means of the window).

    The form asks for everything, so what is not in it was answered with "none".
    """
    region = family.members[0].registered
    return {
        "region": region,
        "area": area_of(region),
        "date": AS_OF.isoformat(),
        "assume": "complete",
        "members": [_member(family, one) for one in family.members],
        "household": {"farming": family.household.farming},
        "supporters": [
            _supporter(family, number, one) for number, one in enumerate(family.children, start=1)
        ],
        "assets": _assets(family),
    }


def _member(family: Family, one: Person) -> dict[str, Any]:
    incomes = [
        {"kind": income.kind, "per_month": plain_yuan(fen)}
        for income in family.incomes
        if income.id_number == one.id_number and (fen := mean(income, months=family.window))
    ]
    return {
        "id": family.key_of(one.id_number),
        "relation": RELATIONS.get(one.role, "other"),
        "born": one.born.isoformat(),
        "sex": one.sex,
        "registered_region": one.registered,
        "disability": _disability(one),
        "illness": [one.illness] if one.illness else [],
        "study": one.study,
        "work_capacity": one.work_capacity,
        "employment": one.employment,
        "status": "present",
        "marital": one.marital,
        "incomes": incomes,
    }


def _supporter(family: Family, number: int, one: Person) -> dict[str, Any]:
    """A grown child elsewhere, with an even share of what the children send."""
    sent = sum(
        mean(income, months=family.window) for income in family.incomes if income.kind == "support_received"
    )
    return {
        "id": f"s{number}",
        "relation": "child",
        "born": one.born.isoformat(),
        "status": "present" if one.imprisoned_from > AS_OF else "imprisoned",
        "pays_per_month": plain_yuan(sent // len(family.children)),
    }


def _disability(one: Person) -> list[dict[str, Any]]:
    return [{"kind": one.disability_kind, "grade": one.disability_grade}] if one.certified else []


def _assets(family: Family) -> dict[str, Any]:
    dwellings = [home for home in family.homes if home.use != "business"]
    return {
        "financial": plain_yuan(sum(account.balance_fen for account in family.accounts)),
        "homes": [
            {"area_m2": plain_yuan(home.area_dm2), "grade": home.grade, "use": home.use} for home in dwellings
        ],
        "shops": len(family.homes) - len(dwellings),
        "vehicles": [
            {"kind": vehicle.kind, "value": plain_yuan(vehicle.value_fen)} for vehicle in family.vehicles
        ],
        "businesses": [
            {"kind": one.kind, "capital": plain_yuan(one.capital_fen), "operating": one.operating}
            for one in family.businesses
        ],
    }


def people(family: Family) -> dict[str, dict[str, str]]:
    """Who the members are: id of the declaration → name, identity number, telephone."""
    return {
        family.key_of(one.id_number): {"name": one.name, "id_number": one.id_number, "phone": one.phone}
        for one in family.members
    }
