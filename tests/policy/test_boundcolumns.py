"""Bounds of a population are those of each family alone, and the known answer always lies within."""

import random
from datetime import date

import numpy as np
import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine import boundcolumns, columns
from jiuzhu.policy.engine.boundcolumns import encode_bounds
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.population import encode
from jiuzhu.policy.engine.rows import Given
from jiuzhu.policy.engine.values import Cause, Unknown, high, low
from jiuzhu.policy.family import flatten
from jiuzhu.policy.programmes import plan_for
from tests.policy import test_entities as entities
from tests.policy import test_language as language
from tests.policy.families import family
from tests.policy.test_readings import RULINGS
from tests.policy.test_unknown import without_some

pytestmark = pytest.mark.slow

DAY = date(2025, 8, 1)


def agreed(plan: Plan, families: list[Given], day: int) -> dict[str, int]:
    """Compares the bounds of every value; how many were open, by name."""
    goals = [node.name for node in plan.nodes]
    found = boundcolumns.run(plan, encode_bounds(plan.library, families), day, {}, goals)
    alone = [call(plan, given, day, {}) for given in families]
    for name in goals:
        rows = [row[name] for values in alone for row in values.rows(plan.library.entity(name))]
        np.testing.assert_array_equal(found[name][0], np.array([low(v) for v in rows]), err_msg=name)
        np.testing.assert_array_equal(found[name][1], np.array([high(v) for v in rows]), err_msg=name)
    return {name: int((found[name][0] != found[name][1]).sum()) for name in goals}


@pytest.mark.parametrize(("region", "area"), [("500110", "urban"), ("330108", "rural"), ("371003", "urban")])
def test_a_population_with_missing_facts_is_bounded_as_each_family_alone(region, area):
    dice = random.Random(f"{region}{area}")
    poorer = [without_some(family(dice, region=region, day=DAY), dice) for _ in range(300)]
    plan = plan_for(shipped(), region, area, DAY.toordinal())
    open_ = agreed(plan, [flatten(one) for one in poorer], DAY.toordinal())
    assert 0 < open_["dibao_qualifies"] < 300


def test_every_form_of_the_language():
    plan, dice = language.plan_of(language.EXPRESSIONS), random.Random(6)
    families = []
    for _ in range(1_000):
        known = language.drawn(dice)
        rows = [
            {name: language.around(dice, v) for name, v in row.items()} for row in known.table("person").rows
        ]
        families.append(known.with_rows("person", rows))
    assert all(
        agreed(plan, families, language.DAY)[name] for name in language.EXPRESSIONS if name != "constant"
    )


def test_rows_that_are_not_known_in_groups_of_any_size():
    gone = frozenset([Cause("fact", "parents")])
    maybe = Unknown(0, 500, frozenset([Cause("fact", "pays")]))
    families = [
        entities.NOBODY_ELSE,
        entities.family([(True, 5), (False, 7)], supporter=gone),
        entities.family([(Unknown(0, 1, gone), 5), (False, 7)], supporters=[maybe, 3], parent=gone),
        entities.WITH_CHILDREN,
    ]
    for some in (families, families[:1], families[1:2], []):
        agreed(entities.plan(), some, 739_000)


def test_where_all_is_known_both_bounds_are_the_value():
    dice = random.Random(8)
    families = [flatten(one) for one in (family(dice, day=DAY) for _ in range(200)) if one.area == "urban"]
    plan = plan_for(shipped(), "500110", "urban", DAY.toordinal())
    goals = ["income_monthly_fen", "financial_within", "members", "is_excluded"]
    known = columns.run(plan, encode(plan.library, families), DAY.toordinal(), RULINGS, goals)
    found = boundcolumns.run(plan, encode_bounds(plan.library, families), DAY.toordinal(), RULINGS, goals)
    for name in goals:
        for side in found[name]:
            np.testing.assert_array_equal(side, known[name], err_msg=name)
