"""Poor families say mostly the truth, and are mostly innocent where they do not."""

import pytest

from jiuzhu.demo.world.declarations import facts, families
from jiuzhu.kernel.fen import parse_yuan

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def true_facts(world):
    declared = {one.household for one in world.declarations if not one.story}
    return {
        family.household.number: facts(family)
        for family in families(world.truth)
        if family.household.number in declared
    }


def test_at_least_a_third_of_poor_families_differ_from_the_truth(world):
    plain = [one for one in world.declarations if not one.story]
    assert len(plain) > 200
    assert sum(bool(one.differences) for one in plain) / len(plain) >= 1 / 3


def test_most_differences_are_innocent(world):
    differences = [difference for one in world.declarations for difference in one.differences]
    assert 0.95 <= sum(one.innocent for one in differences) / len(differences) < 1


def test_a_family_without_differences_declares_the_truth(world, true_facts):
    honest = [one for one in world.declarations if not one.differences and not one.story]
    assert honest
    for one in honest:
        assert one.facts == true_facts[one.household]


def test_a_family_with_differences_declares_something_else(world, true_facts):
    for one in world.declarations:
        if one.differences and not one.story:
            assert one.facts != true_facts[one.household], one


def test_every_difference_says_why_and_names_a_member(world):
    for one in world.declarations:
        numbers = {person["id_number"] for person in one.people.values()}
        for difference in one.differences:
            assert difference.why
            assert difference.id_number in numbers
            assert difference.declared != difference.found


def test_every_amount_is_written_as_people_write_yuan(world):
    for one in world.declarations:
        assert parse_yuan(one.facts["assets"]["financial"]) >= 0
        for member in one.facts["members"]:
            assert all(parse_yuan(income["per_month"]) > 0 for income in member.get("incomes", []))
