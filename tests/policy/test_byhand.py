"""What an engineer wrote in NumPy by hand, the yardstick of the bench, says what the law says: it follows when the law changes."""

import random
from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from jiuzhu.demo.city import population
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.columns import run
from jiuzhu.policy.engine.population import Population, encode, needed_numbers
from jiuzhu.policy.family import flatten
from jiuzhu.policy.programmes import library_of, plan_for
from tests.bench.byhand import GOALS, by_hand
from tests.policy.families import family
from tests.policy.test_readings import RULINGS

DAY = date(2025, 8, 1)
OTHERWISE = {
    **RULINGS,
    **{name: 1 - RULINGS[name] for name in ("household_split", "support_is_let_off", "postgraduate_counts")},
}
"""People may decide the other way."""


@pytest.fixture(scope="module")
def drawn():
    dice = random.Random("by hand")
    return encode(library_of(shipped()), [flatten(family(dice, day=DAY)) for _ in range(800)])


@pytest.mark.parametrize("rulings", [RULINGS, OTHERWISE], ids=["assumed", "otherwise"])
@pytest.mark.parametrize("area", ["urban", "rural"])
def test_drawn_families_get_by_hand_what_the_law_says(area, rulings, drawn):
    agreed(drawn, area, rulings)


def test_the_population_of_the_bench_gets_by_hand_what_the_law_says():
    agreed(population(20_000, DAY.toordinal(), seed=3), "urban", RULINGS)


def agreed(people: Population, area: str, rulings: Mapping[str, int]) -> None:
    day = DAY.toordinal()
    plan = plan_for(shipped(), "500110", area, day)
    found = by_hand(people, day, needed_numbers(plan, plan.closure(GOALS), rulings))
    expected = run(plan, people, day, rulings, GOALS)
    for goal in GOALS:
        assert expected[goal].min() < expected[goal].max(), f"{goal} 没有两种结果"
        np.testing.assert_array_equal(found[goal], expected[goal], err_msg=goal)
