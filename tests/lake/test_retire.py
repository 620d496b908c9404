"""What nobody needs goes; what a report names, and the newest, stays."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jiuzhu.lake.actions import retire, tidy
from jiuzhu.lake.kinds import State
from jiuzhu.lake.layout import PART
from jiuzhu.lake.models import Delivery
from jiuzhu.lake.queries import retention
from tests.lake.deliveries import BY, CATALOGUE, SOURCE, catalogue_of, delivered, row, some, take

pytestmark = pytest.mark.django_db
MONTHS = [date(2026, month, 28) for month in (6, 7, 8, 9)]


@pytest.fixture
def four():
    return [take(some(3, number=f"GA-{on.month}", as_of=on)) for on in MONTHS]


def test_old_files_go_and_their_rows_and_manifests_stay(four, lake, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        done = retire(CATALOGUE, date(2026, 12, 1), ["GA-7"], by=BY)
    assert done.numbers == ("GA-6", "GA-8")
    assert [Delivery.objects.get(pk=one.pk).state for one in four] == [
        State.RETIRED,
        State.KEPT,
        State.RETIRED,
        State.KEPT,
    ]
    assert [one.path.exists() for one in four] == [False, True, False, True]
    assert all(one.path.with_suffix(".json").exists() for one in four)


def test_quarantined_rows_go_with_their_delivery(django_capture_on_commit_callbacks):
    old = take(delivered([row(n, kind="bus" if n == 1 else "car") for n in range(1, 9)], as_of=MONTHS[0]))
    take(some(number="GA-2"))
    retire(CATALOGUE, date(2026, 10, 1), [], by=BY)
    assert not old.lines.exists()


def test_a_number_that_was_retired_is_still_taken(four):
    retire(CATALOGUE, date(2026, 12, 1), [], by=BY)
    assert take(some(3, number="GA-6", as_of=MONTHS[0])).state == State.RETIRED


def test_a_delivery_is_held_as_long_as_the_catalogue_says_and_not_a_day_longer(four):
    last = MONTHS[0] + timedelta(SOURCE.retention_days)
    assert retire(CATALOGUE, last, [], by=BY).numbers == ()
    told = retention(BY, CATALOGUE, last, [])
    assert (told.retired, told.next_on, told.count) == (0, last + timedelta(1), 1)
    assert retire(CATALOGUE, last + timedelta(1), [], by=BY).numbers == ("GA-6",)
    assert retention(BY, CATALOGUE, last + timedelta(1), []).retired == 1


def test_what_the_catalogue_no_longer_knows_is_left_alone(four):
    assert retire(catalogue_of(), date(2030, 1, 1), [], by=BY).numbers == ()


@pytest.mark.django_db(transaction=True)
def test_files_that_no_row_names_are_tidied_away(lake):
    kept = take(some(3))
    (kept.path.parent / "2026-10-31-0002.parquet").write_bytes(b"orphan")
    (kept.path.parent / "2026-10-31-0002.json").write_bytes(b"{}")
    (kept.path.parent / f"a{PART}").write_bytes(b"half")
    now = datetime.now(UTC)
    tidy(now, by=BY)
    assert (kept.path.parent / f"a{PART}").exists(), "its writer may be at it"
    tidy(now + timedelta(hours=2), by=BY)
    assert sorted(path.name for path in kept.path.parent.iterdir()) == [
        "2026-10-31-0001.json",
        "2026-10-31-0001.parquet",
    ]
