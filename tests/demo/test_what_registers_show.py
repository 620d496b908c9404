"""Set beside what the registers hold, a family's declaration differs exactly where the world made it differ."""

from collections import defaultdict
from datetime import date

import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.kernel.fen import parse_yuan, plain_yuan
from jiuzhu.verification.compare import Fact, pairs
from jiuzhu.verification.found import Told, found

pytestmark = pytest.mark.slow

ON = date(2026, 11, 12)
OF_A_MEMBER = (
    "disability",
    "illness",
    "study",
    "employment",
    "status",
    "marital",
    "born",
    "sex",
    "registered_region",
)
SEEN_ONLY_AT_A_VISIT = {"yearly_as_monthly", "seasonal_work"}
"""Rent and seasonal work leave no trace in any register."""


def declared(facts):
    for index, member in enumerate(facts["members"]):
        incomes = defaultdict(int)
        for income in member["incomes"]:
            incomes[income["kind"]] += parse_yuan(income["per_month"])
        yield from (
            Fact(index, f"income.{kind}", {"per_month": plain_yuan(fen)}) for kind, fen in incomes.items()
        )
        yield from (Fact(index, key, member[key]) for key in OF_A_MEMBER)
    yield from (Fact(None, f"assets.{key}", value) for key, value in facts["assets"].items())


def registered(world, one):
    months = 12 if one.facts["household"]["farming"] else 1
    for index, member in enumerate(one.facts["members"]):
        number = one.people[member["id"]]["id_number"]
        told = [Told(code, ON, world.records(code, [number], ON), months) for code in shipped().sources]
        yield from (Fact(index, fact.key, fact.value) for fact in found(shipped(), told))


@pytest.fixture(scope="module")
def compared(world):
    """Of a hundred families: how the world made each differ, and whether the registers show it."""
    ordinary = [one for one in world.declarations if not one.story][:100]
    return [
        (
            {difference.kind for difference in one.differences},
            any(pair.size for pair in pairs(declared(one.facts), registered(world, one), [])),
        )
        for one in ordinary
    ]


def test_a_family_that_told_the_truth_shows_no_difference(compared):
    assert [shown for kinds, shown in compared if not kinds and shown] == []


def test_a_family_that_told_otherwise_shows_it(compared):
    assert [kinds for kinds, shown in compared if kinds - SEEN_ONLY_AT_A_VISIT and not shown] == []


def test_a_third_of_the_families_differ(compared):
    assert sum(shown for _, shown in compared) * 3 >= len(compared)
