"""The whole law of a place, compiled, gives what its columns give."""

import os
import secrets

import pytest

from tests.policy.drawn import drawn
from tests.policy.test_compiled import agreed

SEED = int(os.environ.get("JIUZHU_SEED") or secrets.randbelow(10**9))
LAWS, FAMILIES = 6, 3_000


@pytest.mark.deep
def test_the_whole_law_compiled(tmp_path):
    print(f"JIUZHU_SEED={SEED}")  # noqa: T201 - so that a failure can be repeated
    for here, families in drawn(SEED, LAWS, FAMILIES):
        goals = [node.name for node in here.plan.nodes]
        agreed(here.plan, families, here.day, goals, tmp_path, here.rulings)
