"""How old what we have is; nothing is not zero."""

from datetime import date

import pytest

from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.queries import damaged, deliveries, paths, row_numbers, standings, unsure
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import keyed_hash
from tests.lake.deliveries import BY, CATALOGUE, OTHER, SOURCE, delivered, id_number, row, some, take

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 30)


def test_the_newest_counts_whenever_it_came():
    newest = take(some(3))
    take(some(2, number="GA-2", as_of=SEPTEMBER))
    (first, other) = standings(BY, CATALOGUE, date(2026, 11, 5))
    assert (first.newest, first.days, first.is_stale) == (newest, 5, False)
    assert (other.newest, other.days, other.is_stale) == (None, None, False)


def test_what_is_stale_is_stale_and_still_there():
    take(some(2, as_of=SEPTEMBER))
    first, _ = standings(BY, CATALOGUE, date(2026, 11, 5))
    assert first.is_stale and first.newest is not None


def test_what_went_back_is_in_the_list_and_never_the_newest():
    kept = take(some(3))
    back = take(some(2, number="GA-2"))
    assert set(deliveries(BY, SOURCE.code)) == {kept, back}
    assert standings(BY, CATALOGUE, date(2026, 11, 5))[0].newest == kept


def test_one_file_a_source_is_read_the_corrected_one(lake):
    take(some(3))
    corrected = take(some(2, number="GA-2", corrects="GA-202610"))
    other = take(some(4, number="GB-1"), OTHER)
    found = paths(SOURCE.register.code)
    assert found == [(corrected.manifest, corrected.path), (other.manifest, other.path)]
    assert all(path.exists() and path == manifest.path(lake) for manifest, path in found)


def test_standings_are_two_queries(django_assert_num_queries):
    take(some(3))
    with django_assert_num_queries(2):
        standings(BY, CATALOGUE, date(2026, 11, 5))


def test_a_person_of_a_quarantined_row_is_not_said_to_have_none():
    take(delivered([row(place, kind="bus" if place == 4 else "car") for place in range(1, 10)]))
    manifests = [manifest for manifest, _ in paths(SOURCE.register.code)]
    assert (
        unsure(manifests)[SOURCE.code].tolist()
        == row_numbers([keyed_hash("id_number", id_number(4))]).tolist()
        == [3]
    )


def test_a_file_that_was_altered_is_found():
    kept = take(some(3))
    assert damaged(BY) == ([], 1)
    content = bytearray(kept.path.read_bytes())
    content[20] ^= 1
    kept.path.write_bytes(content)
    assert damaged(BY) == ([kept], 1)


def test_a_resident_sees_no_deliveries():
    with pytest.raises(Refused):
        standings(Scope.resident(1, 1), CATALOGUE, SEPTEMBER)
