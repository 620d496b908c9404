"""The compiled loop gives what the columns give: for every form of the language, in groups of any size, and for the law."""

import random
from datetime import date, timedelta

import numpy as np
import pytest

from jiuzhu.policy.engine import builtins, columns, vector
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.population import encode
from jiuzhu.policy.engine.rows import Given
from jiuzhu.policy.engine.values import LAST_DAY
from tests.policy import test_entities as entities
from tests.policy import test_language as language
from tests.policy.branches import SEED
from tests.policy.drawn import drawn
from tests.policy.test_readings import RULINGS

compiled = pytest.importorskip(
    "jiuzhu.policy.engine.compiled", reason="没有装 fast（Numba）：编译的读法没有测"
)
DIBAO = (
    "dibao_qualifies",
    "dibao_difference_fen",
    "dibian_qualifies",
    "single_person_qualifies",
    "single_person_fen",
)


@pytest.fixture(scope="module")
def folder(request):
    """What was compiled stays between runs, until the rules change."""
    return request.config.cache.mkdir("loops")


def agreed(
    plan: Plan, families: list[Given], day: int, goals, folder, rulings=RULINGS, threads: int = 1
) -> None:
    population = encode(plan.library, families)
    expected = columns.run(plan, population, day, rulings, goals)
    found = compiled.run(plan, population, day, rulings, goals, folder=folder, threads=threads)
    for name in goals:
        np.testing.assert_array_equal(found[name], expected[name], err_msg=name)
        assert found[name].dtype == expected[name].dtype or not len(expected[name])


def test_every_form_of_the_language(folder):
    plan, dice = language.plan_of(language.EXPRESSIONS), random.Random(3)
    families = [language.drawn(dice) for _ in range(2_000)]
    agreed(plan, families, language.DAY, [node.name for node in plan.nodes], folder)


@pytest.mark.parametrize("threads", [1, 3])
def test_groups_of_any_size(folder, threads):
    some = [entities.NOBODY_ELSE, entities.WITH_CHILDREN, entities.ORPHANS, entities.NOBODY_ELSE]
    for families in (some, some[:1], some[1:2], []):
        agreed(entities.plan(), families, 739_000, entities.NODES, folder, threads=threads)


@pytest.mark.slow
def test_the_law_of_a_place(folder):
    here, families = next(drawn(SEED, 1, 500))
    agreed(here.plan, families, here.day, DIBAO, folder, here.rulings)


def test_days_are_counted_as_in_the_language():
    days = pytest.importorskip("jiuzhu.policy.engine.days")
    dice = random.Random(5)
    first = date(1, 1, 1).toordinal()
    edges = [
        date(year, month, 1) + timedelta(n)
        for year in (1900, 2000, 2023, 2024)
        for month in range(1, 13)
        for n in (-1, 0, 1)
    ]
    drawn = [one.toordinal() for one in edges] + [dice.randrange(first, LAST_DAY + 1) for _ in range(500)]
    for start in drawn:
        end = dice.choice(drawn)
        assert days.age(vector.NEAR, start, end) == builtins.age(start, end)
        assert days.months(vector.NEAR, start, end) == builtins.months(start, end)
