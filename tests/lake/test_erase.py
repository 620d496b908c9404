"""One person taken out: of files, quarantine and index; the totals say so."""

import pytest

from jiuzhu.lake import files
from jiuzhu.lake.actions import erase_person, finish_erasing
from jiuzhu.lake.actions.erase import dissolve
from jiuzhu.lake.models import Delivery, Identity, Quarantined
from jiuzhu.lake.queries import UNKNOWN, row_numbers
from jiuzhu.lake.shelf import Shelf
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import keyed_hash
from tests.lake.deliveries import (
    AS_OF,
    AT,
    BY,
    CATALOGUE,
    OTHER,
    SOURCE,
    delivered,
    id_number,
    row,
    some,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def erased(django_capture_on_commit_callbacks):
    def erase(rn: int) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return erase_person(rn, "本人要求", by=BY)

    return erase


def test_every_file_is_written_again_without_the_person(erased, lake):
    first, second = take(some(3)), take(some(4, number="GB-1"), OTHER)
    old = first.path
    assert erased(1) == 2
    for row_, rows in ((first, [0, 2]), (second, [0, 2, 3])):
        now = Delivery.objects.get(pk=row_.pk)
        assert files.is_whole(now.manifest) and files.table(now.manifest)["rn"].to_pylist() == rows
        assert (now.erased, now.rows, now.people) == (1, len(rows), len(rows))
        assert now.former == [{"digest": row_.digest, "sequence": 1, "rows": row_.rows}]
    assert Delivery.objects.get(pk=first.pk).total_fen == 2_000_004
    assert not old.exists() and not list(lake.rglob("*.part"))


def test_a_file_without_the_person_stays_as_it_is(erased):
    take(some(3))
    other = take(delivered([row(8)], "GB-1"), OTHER)
    erased(1)
    assert Delivery.objects.get(pk=other.pk).digest == other.digest


def test_a_serving_copy_of_the_person_goes(erased, lake):
    kept = take(some(3))
    copy = lake / "serving" / kept.register / kept.source / f"{kept.manifest.name}.arrow"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"rows")
    erased(1)
    assert not copy.exists()


def test_the_number_is_nobodys_and_never_given_again(erased):
    take(some(3))
    erased(1)
    take(some(3, number="GA-2", corrects="GA-202610", digest="0" * 64))
    assert row_numbers([keyed_hash("id_number", id_number(2))]).tolist() == [3]
    assert Identity.objects.get(rn=1).hash == "erased:1"


def test_quarantined_rows_of_the_person_go(erased):
    take(delivered([row(place, kind="bus" if place == 4 else "car") for place in range(1, 10)]))
    erased(3)
    assert not Quarantined.objects.exists()


def test_erasing_again_changes_nothing(erased):
    take(some(3))
    assert (erased(1), erased(1)) == (1, 0)


def test_why_is_on_the_trail(erased):
    take(some(3))
    erased(1)
    entry = Entry.objects.get(act="lake.erase_person")
    assert (entry.subject, entry.refs) == ("rn:1", {"reason": "本人要求"})


def test_an_erasure_that_was_interrupted_is_finished_by_the_clock(django_capture_on_commit_callbacks):
    kept = take(some(3))
    dissolve(1, "本人要求", by=BY)
    with django_capture_on_commit_callbacks(execute=True):
        assert (finish_erasing(AT, by=BY), finish_erasing(AT, by=BY)) == (1, 0)
    assert files.table(Delivery.objects.get(pk=kept.pk).manifest)["rn"].to_pylist() == [0, 2]


def test_of_who_was_erased_the_cut_delivery_proves_nothing(erased):
    take(some(3))
    erased(1)
    shelf = Shelf(
        CATALOGUE, [take(some(4, number="GB-1"), OTHER), Delivery.objects.get(source=SOURCE.code)], AS_OF
    )
    assert (shelf.is_unsure(UNKNOWN, SOURCE.code), shelf.is_unsure(0, SOURCE.code)) == (True, False)
    assert not shelf.is_unsure(UNKNOWN, OTHER.code)


def test_a_correction_after_an_erasure_still_takes_the_place(erased):
    take(some(3))
    erased(1)
    corrected = take(some(2, number="GA-2", corrects="GA-202610"))
    assert corrected.sequence == 3
    assert Delivery.objects.get(number="GA-202610").state == "superseded" and corrected.as_of == AS_OF
