"""The sealer numbers without gaps, chains, signs, and forgets nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.cli.kinds import TICKS
from jiuzhu.trail.chain import GENESIS, is_signed
from jiuzhu.trail.models import Block, Entry
from jiuzhu.trail.seal import seal, seal_once
from jiuzhu.vault.seal import ring
from tests.trail.conftest import NOW

pytestmark = pytest.mark.django_db


def test_nothing_waiting_makes_no_block():
    assert seal_once(NOW) is None


def test_entries_are_numbered_in_their_order(enter):
    made = enter(3)
    block = seal_once(NOW)
    assert (block.number, block.first, block.last, block.previous) == (1, 1, 3, GENESIS)
    assert list(Entry.objects.order_by("number").values_list("id", flat=True)) == [one.id for one in made]


def test_the_next_block_goes_on_where_the_last_one_ended(enter):
    enter(2)
    first = seal_once(NOW)
    enter(1)
    second = seal_once(NOW + timedelta(seconds=5))
    assert (second.number, second.first, second.last, second.previous) == (2, 3, 3, first.digest)


def test_a_block_holds_no_more_than_its_limit(enter):
    enter(5)
    assert (seal_once(NOW, limit=2).last, seal_once(NOW, limit=2).last) == (2, 4)


def test_the_sealer_takes_everything_that_waits(enter):
    enter(3)
    assert seal(NOW) == 1
    assert not Entry.objects.filter(number=None).exists()


def test_an_entry_committed_late_comes_into_the_next_block(enter):
    enter(1, id=90)
    seal(NOW)
    enter(1, id=70)
    seal(NOW)
    assert list(Entry.objects.order_by("number").values_list("id", flat=True)) == [90, 70]


def test_a_block_is_signed_for_its_digest(enter):
    enter()
    block = seal_once(NOW)
    key = ring().signer.public_key()
    assert is_signed("block", block.digest, block.signature, key)
    assert not is_signed("export", block.digest, block.signature, key)


def test_the_digest_depends_on_the_moment_of_sealing(enter):
    digests = []
    for seconds in (0, 1):
        with transaction.atomic():
            enter()
            digests.append(seal_once(NOW + timedelta(seconds=seconds)).digest)
            transaction.set_rollback(True)
    assert digests[0] != digests[1]


def test_a_second_block_of_the_same_number_is_impossible(enter):
    enter()
    block = seal_once(NOW)
    block.pk, block.first, block.last = None, 50, 50
    with pytest.raises(IntegrityError), transaction.atomic():
        block.save(force_insert=True)
    assert Block.objects.count() == 1


def test_tick_seals_every_five_seconds(enter):
    enter(2)
    beat = next(beat for beat in TICKS if beat.name == "trail.seal")
    beat.run(NOW)
    assert beat.every <= timedelta(seconds=5)
    assert Block.objects.get().last == 2
