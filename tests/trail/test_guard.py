"""The database refuses to change the trail, whoever asks."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from jiuzhu.trail.models import Block, Entry
from jiuzhu.trail.seal import seal_once
from tests.trail.conftest import NOW

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises(IntegrityError, match="the trail is never changed")


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        {"actor": "officer:2"},
        {"at": "2026-01-01T00:00Z"},
        {"refs": {}},
        {"subject": "case:SJ-2"},
        {"number": None, "block": None},
        {"number": F("number") + 1},
    ],
    ids=str,
)
def test_an_entry_is_never_changed(enter, change, is_sealed):
    enter()
    if is_sealed:
        seal_once(NOW)
    with refused(), transaction.atomic():
        Entry.objects.update(**change)


def test_numbering_changes_nothing_else(enter):
    enter(2)
    block = seal_once(NOW, limit=1)
    with refused(), transaction.atomic():
        Entry.objects.filter(number=None).update(number=2, block=block, purpose="x")


@pytest.mark.parametrize("is_sealed", [False, True])
def test_an_entry_is_never_deleted(enter, is_sealed):
    enter()
    if is_sealed:
        seal_once(NOW)
    with refused(), transaction.atomic():
        Entry.objects.all()._raw_delete("default")


@pytest.mark.parametrize("act", ["UPDATE trail_block SET last = 9", "DELETE FROM trail_block"])
def test_a_block_is_never_changed(enter, act):
    enter()
    seal_once(NOW)
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)
    assert Block.objects.get().last == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_trail_is_never_emptied(enter):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE trail_entry, trail_block")


@pytest.mark.django_db(transaction=True)
def test_the_guard_can_be_taken_back_and_put_back(enter):
    enter()
    call_command("migrate", "trail", "0001", verbosity=0)
    Entry.objects.update(actor="officer:2")
    call_command("migrate", "trail", verbosity=0)
    with refused(), transaction.atomic():
        Entry.objects.update(actor="officer:3")
