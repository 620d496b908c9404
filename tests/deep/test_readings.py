"""The readings of the law agree on every day on which something changes, for families never drawn before."""

import os
import secrets
from datetime import date

import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.programmes import library_of
from tests.policy.test_readings import agreed

FAMILIES = 20_000
SEED = int(os.environ.get("JIUZHU_SEED") or secrets.randbelow(10**9))
FIRST_DAY = date(2020, 9, 1)
OPEN = date(2023, 1, 1)
"""In 2023 the standard changed on a day that no source tells: a population has no number to compute with."""
DAYS = [
    day
    for number in library_of(shipped()).days_of_change("500110")
    if (day := date.fromordinal(number)) >= FIRST_DAY and day != OPEN
]


@pytest.mark.deep
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_readings_agree_on_a_day_of_change(day):
    print(f"JIUZHU_SEED={SEED} {day}")  # noqa: T201 - so that a failure can be repeated
    agreed(SEED + day.toordinal(), FAMILIES, day)
