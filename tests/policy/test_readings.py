"""One text, three readings, for families as they tell of themselves: one family by the author's own functions, a population in columns and in SQL, equal to the fen."""

import random
from datetime import date

import numpy as np
import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.columns import BLOCK, run
from jiuzhu.policy.engine.population import BadColumnError, OpenNumberError, encode
from jiuzhu.policy.family import flatten
from jiuzhu.policy.programmes import library_of, plan_for
from tests.policy.families import family
from tests.policy.readings import agreed

pytestmark = pytest.mark.slow

ASSUMED = {"fen": 50_000, "percent": 60, "yes_no": 1, "year": 3, "month": 6, "hour": 45, "count": 3}
"""What a number of each kind is taken to be where the law leaves it open."""
RULINGS = {
    **{name: ASSUMED[number.unit.split("/")[0]] for name, number in library_of(shipped()).numbers.items()},
    "business_ruled": 0,
    "basic_pension_counts": 0,
    "tekun_supporters_unable": 0,
    "disposable_income_annual_fen": 4_000_000,
    "linshi_other_deductible_fen": 3_000_000,
    "linshi_amount_fen": 77_000,
}


def told(seed: int, count: int, day: date, region: str) -> None:
    """Draws families as they would tell of themselves and compares every value of the plan in all readings."""
    dice = random.Random(seed)
    for area in ("urban", "rural"):
        plan = plan_for(shipped(), region, area, day.toordinal())
        families = [f for f in (family(dice, region=region, day=day) for _ in range(count)) if f.area == area]
        agreed(plan, [flatten(f) for f in families], day.toordinal(), RULINGS, f"seed {seed}")


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("500110", date(2025, 8, 1)),
        ("500110", date(2026, 7, 1)),
        ("371003", date(2024, 5, 1)),
        ("330108", date(2026, 7, 1)),
    ],
)
def test_the_readings_agree_on_what_families_tell(region, day):
    told(day.toordinal(), 200, day, region)


def test_blocks_do_not_show(monkeypatch):
    monkeypatch.setattr("jiuzhu.policy.engine.columns.BLOCK", 7)
    told(7, 100, date(2025, 8, 1), "500110")
    assert BLOCK == 4096


def test_a_population_needs_a_value_for_every_open_number():
    plan = plan_for(shipped(), "500110", "urban", date(2025, 8, 1).toordinal())
    population = encode(library_of(shipped()), [flatten(family(random.Random(1)))])
    rulings = {name: value for name, value in RULINGS.items() if name != "tapering_amount_fen"}
    with pytest.raises(OpenNumberError, match="渐退期内每月发多少"):
        run(plan, population, date(2025, 8, 1).toordinal(), rulings, ["tapering_base_fen"])


def test_a_column_of_floats_or_absurd_amounts_is_refused():
    plan = plan_for(shipped(), "500110", "urban", date(2025, 8, 1).toordinal())
    population = encode(library_of(shipped()), [flatten(family(random.Random(1)))])
    for bad, words in ((np.array([0.5]), "整数"), (np.array([10**12 + 1]), "应在 0 到 1000000000000 之间")):
        population.columns["household"]["financial_fen"] = bad
        with pytest.raises(BadColumnError, match=words):
            run(plan, population, 739_000, RULINGS, ["financial_within"])
