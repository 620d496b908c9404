"""The readings of the law agree for families never drawn before: in every place, on every side of its changes."""

import os
import random
import secrets

import pytest

from tests.policy.drawn import drawn
from tests.policy.readings import agreed, agreed_bounds

LAWS, FAMILIES = 80, 250
SEED = int(os.environ.get("JIUZHU_SEED") or secrets.randbelow(10**9))


@pytest.mark.deep
def test_the_readings_agree_on_twenty_thousand_families():
    print(f"JIUZHU_SEED={SEED}")  # noqa: T201 - so that a failure can be repeated
    for here, families in drawn(SEED, LAWS, FAMILIES):
        agreed(here.plan, families, here.day, here.rulings, str(here))


@pytest.mark.deep
def test_what_is_known_in_part_holds_for_two_thousand_families():
    print(f"JIUZHU_SEED={SEED}")  # noqa: T201 - so that a failure can be repeated
    for here, families in drawn(SEED, 40, 50):
        assert agreed_bounds(here.plan, families, here.day, here.rulings, random.Random(here.seed))
