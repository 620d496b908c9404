"""A limit holds until its time is over, and what is over is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from jiuzhu.org.actions import count, forget_tallies, forgive
from jiuzhu.org.kinds import Limit
from jiuzhu.org.models import Tally
from jiuzhu.org.queries import is_full
from tests.org.conftest import SETUP

pytestmark = pytest.mark.django_db
TWICE = Limit("test", 2, 60)
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_full_it_lasts_from_the_last_try():
    for at in (NOON, NOON + HOUR / 2):
        assert not is_full(TWICE, "a", at)
        count(TWICE, "a", at, by=SETUP)
    assert is_full(TWICE, "a", NOON + HOUR)
    assert not is_full(TWICE, "a", NOON + HOUR * 1.5)


def test_tries_far_apart_do_not_add_up():
    for at in (NOON, NOON + HOUR, NOON + 2 * HOUR):
        assert count(TWICE, "a", at, by=SETUP).count == 1


def test_one_is_full_and_the_other_is_not():
    for _ in range(2):
        count(TWICE, "a", NOON, by=SETUP)
    assert is_full(TWICE, "a", NOON) and not is_full(TWICE, "b", NOON)
    assert not is_full(Limit("other", 2, 60), "a", NOON)


def test_what_went_right_is_forgiven():
    for _ in range(2):
        count(TWICE, "a", NOON, by=SETUP)
    forgive(TWICE, "a", by=SETUP)
    assert not is_full(TWICE, "a", NOON)


def test_what_is_over_is_deleted():
    count(TWICE, "a", NOON, by=SETUP)
    count(TWICE, "b", NOON + HOUR / 2, by=SETUP)
    forget_tallies(NOON + HOUR, by=SETUP)
    assert Tally.objects.count() == 1
