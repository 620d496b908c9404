"""The whole law of a region, compiled, gives what its columns give."""

import os
import random
import secrets
from datetime import date

import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.family import flatten
from jiuzhu.policy.programmes import plan_for
from tests.policy.families import family
from tests.policy.test_compiled import agreed

SEED = int(os.environ.get("JIUZHU_SEED") or secrets.randbelow(10**9))
FAMILIES = 20_000


@pytest.mark.deep
@pytest.mark.parametrize("region", ["500110", "371003", "330108"])
@pytest.mark.parametrize("day", [date(2025, 8, 1), date(2026, 7, 1)], ids=str)
def test_the_whole_law_compiled(region, day, tmp_path):
    print(f"JIUZHU_SEED={SEED} {region} {day}")  # noqa: T201 - so that a failure can be repeated
    dice, number = random.Random(SEED), day.toordinal()
    plan = plan_for(shipped(), region, "rural", number)
    families = [flatten(family(dice, region=region, day=day)) for _ in range(FAMILIES)]
    agreed(plan, families, number, [node.name for node in plan.nodes], tmp_path)
