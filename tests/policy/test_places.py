"""A population of several places is computed under the law of each, whatever order its families stand in."""

import random
from datetime import date

import numpy as np
import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.population import BadColumnError, OpenNumberError, encode
from jiuzhu.policy.engine.vector import owners
from jiuzhu.policy.family import flatten
from jiuzhu.policy.places import run_everywhere
from jiuzhu.policy.programmes import library_of, plan_for
from tests.policy.families import family
from tests.policy.test_readings import RULINGS

DAY = date(2025, 8, 1)
NUMBER = DAY.toordinal()
PLACES = (("500110", "urban"), ("371003", "rural"), ("330108", "urban"), ("500110", "rural"))
GOALS = ("dibao_qualifies", "dibao_difference_fen", "income_monthly_fen", "in_family", "supporter_age_years")


def drawn(count: int):
    dice = random.Random(11)
    place_of = np.array([dice.randrange(len(PLACES)) for _ in range(count)])
    return [flatten(family(dice, region=PLACES[place][0], day=DAY)) for place in place_of], place_of


@pytest.mark.parametrize("is_sorted", [True, False])
def test_each_family_is_under_the_law_of_its_place(is_sorted):
    families, place_of = drawn(300)
    if is_sorted:
        order = np.argsort(place_of, kind="stable")
        families, place_of = [families[place] for place in order], place_of[order]
    population = encode(library_of(shipped()), families)
    found = run_everywhere(shipped(), population, PLACES, place_of, NUMBER, RULINGS, GOALS)
    plans = [plan_for(shipped(), *place, NUMBER) for place in PLACES]
    alone = [call(plans[place], one, NUMBER, RULINGS) for one, place in zip(families, place_of, strict=True)]
    for goal in GOALS:
        expected = [row[goal] for values in alone for row in values.rows(library_of(shipped()).entity(goal))]
        np.testing.assert_array_equal(found.columns[goal], np.array(expected), err_msg=goal)
    assert not found.left_out


def test_what_a_place_does_not_have_is_said_and_is_nothing_there():
    families, place_of = drawn(40)
    population = encode(library_of(shipped()), families)
    found = run_everywhere(shipped(), population, PLACES, place_of, NUMBER, RULINGS, ["topup_exclusive_fen"])
    assert set(found.left_out) == {("371003", "rural"), ("330108", "urban")}
    elsewhere = np.isin(place_of, [1, 2])[owners(population.edges["person"])]
    assert not found.columns["topup_exclusive_fen"][elsewhere].any()
    assert found.columns["topup_exclusive_fen"][~elsewhere].any()


def test_an_open_number_is_told_with_its_place():
    families, place_of = drawn(4)
    population = encode(library_of(shipped()), families)
    with pytest.raises(OpenNumberError, match=r"^\d{6} (urban|rural)："):
        run_everywhere(shipped(), population, PLACES, place_of, NUMBER, {}, ["dibao_qualifies"])


def test_every_household_must_have_its_place():
    families, place_of = drawn(4)
    population = encode(library_of(shipped()), families)
    with pytest.raises(BadColumnError, match="应有 4 户的地区"):
        run_everywhere(shipped(), population, PLACES, place_of[:3], NUMBER, RULINGS, GOALS)
