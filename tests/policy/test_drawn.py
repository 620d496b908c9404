"""Families bent toward every branch of the law, in every place, on both sides of its changes: all readings say the same.

`JIUZHU_SEED` draws other families; a failure names its law.
"""

import os
import random

import pytest

from jiuzhu.policy.engine.population import encode
from jiuzhu.policy.programmes import library_of
from tests.policy.branches import FAMILIES, LAWS, LEAST, SEED, UNREACHABLE, Count, seldom
from tests.policy.drawn import REGIONS, Here, drawn, places, tried
from tests.policy.readings import agreed, agreed_bounds

pytestmark = pytest.mark.slow

OWN_SEED = int(os.environ.get("JIUZHU_SEED", SEED))


def test_the_readings_agree_on_five_thousand_families_that_take_every_branch():
    print(f"JIUZHU_SEED={OWN_SEED}")  # noqa: T201 - so that a failure can be repeated
    tried_families, count = 0, Count()
    for here, families in drawn(OWN_SEED, LAWS, FAMILIES):
        agreed(here.plan, families, here.day, here.rulings, str(here))
        count.add(here, encode(here.plan.library, families))
        tried_families += len(families)
    assert tried_families >= 5_000
    shares = count.shares()
    assert not seldom(shares), f"走到的家庭不足 {LEAST:.0%}：\n" + "\n".join(seldom(shares))
    assert len(shares) > 1_000
    for key in UNREACHABLE:
        found = [share for branch, (share, _) in shares.items() if branch.key == key]
        assert 0 in found, f"{key} 在每一处都有家庭走到"
    assert len(UNREACHABLE) <= 2


def test_what_is_known_in_part_holds_whatever_the_rest_may_be():
    print(f"JIUZHU_SEED={OWN_SEED}")  # noqa: T201 - so that a failure can be repeated
    tried_families, opened = 0, 0
    for here, families in drawn(OWN_SEED + 1, 10, 50):
        opened += agreed_bounds(here.plan, families, here.day, here.rulings, random.Random(here.seed))
        tried_families += len(families)
    assert tried_families >= 500
    assert opened > 500


def test_the_places_have_every_text_and_both_sides_of_changes():
    laws: list[Here] = places(SEED, LAWS)
    texts = set().union(*(here.texts for here in laws))
    library = library_of(tried())
    whole = {(version.path, version.line) for group in library.versions.values() for version in group}
    assert texts == whole
    assert {here.region for here in laws} >= set(REGIONS)
    assert {here.area for here in laws} == {"urban", "rural"}
    changes = {day for here in laws for day in library.days_of_change(here.region)}
    assert {here.day for here in laws} & {day - 1 for day in changes}
    assert {here.day for here in laws} & changes
