"""With open numbers a household is answered only where every value of theirs leads to the same answer."""

import random
from datetime import date

import pytest

from jiuzhu.policy.batch import NOTHING
from jiuzhu.policy.determine import HOUSEHOLD_ORDER, MEMBER_ORDER, determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.population import encode
from jiuzhu.policy.family import flatten
from jiuzhu.policy.programmes import library_of
from jiuzhu.policy.unsettled import classify_settled
from tests.policy.families import family
from tests.policy.test_readings import RULINGS

pytestmark = pytest.mark.slow

DAY = date(2026, 12, 1)


def drawn(area, count=80, seed=7, region="500110"):
    dice = random.Random(f"{seed}{area}")
    return [f for f in (family(dice, region=region, day=DAY) for _ in range(count)) if f.area == area]


def settled(families, area, rulings, region="500110"):
    people = encode(library_of(shipped()), [flatten(one) for one in families])
    return people, classify_settled(shipped(), people, region, area, DAY.toordinal(), rulings)


@pytest.mark.parametrize("area", ["urban", "rural"])
def test_an_answer_is_what_determine_says_without_any_ruling(area):
    families = drawn(area)
    people, found = settled(families, area, {})
    edges = people.edges_of("person")
    answered = 0
    for index, one in enumerate(families):
        if found.open_[index]:
            continue
        answered += 1
        alone = determine(one, shipped())
        places = found.classified.member[edges[index] : edges[index + 1]]
        at = found.classified.household[index]
        household = None if at == NOTHING else HOUSEHOLD_ORDER[at]
        members = {one.ids[i]: MEMBER_ORDER[place] for i, place in enumerate(places) if place != NOTHING}
        told = alone["classification"]
        assert (household, members) == (told["household"], told["members"]), one.data
        names = {household, *members.values()} - {None}
        fen = sum(alone["results"][name]["monthly_fen"] or 0 for name in names)
        assert found.classified.monthly_fen[index] == fen, one.data
    assert answered > len(families) // 8


def test_every_household_without_an_answer_is_told_which_number_it_waits_for():
    _, found = settled(drawn("urban"), "urban", {})
    assert found.open_.any()
    assert (sum(marks.astype(int) for marks in found.by_number.values()) > 0).tolist() == found.open_.tolist()


def test_no_household_waits_once_every_number_is_assumed():
    _, found = settled(drawn("urban"), "urban", RULINGS)
    assert not found.open_.any() and not found.by_number


def test_an_assumption_answers_only_those_who_waited_for_it():
    families = drawn("urban")
    _, before = settled(families, "urban", {})
    _, after = settled(families, "urban", {"basic_pension_counts": 0})
    assert not (after.open_ & ~before.open_).any()
    assert "basic_pension_counts" not in after.by_number
