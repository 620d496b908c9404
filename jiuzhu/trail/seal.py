"""The sealer: takes committed entries, numbers them without gaps and chains them into signed blocks."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from jiuzhu.trail.chain import GENESIS, digest_of, words
from jiuzhu.trail.models import Block, Entry
from jiuzhu.trail.queries import entry_record, head_record, tip
from jiuzhu.trail.turns import wait_turn
from jiuzhu.vault.seal import ring

MOST_IN_A_BLOCK = 1000


def seal(now: datetime) -> int:
    """Seal everything that waits; how many blocks that made."""
    blocks = 0
    while seal_once(now) is not None:
        blocks += 1
    return blocks


def seal_once(now: datetime, *, limit: int = MOST_IN_A_BLOCK) -> Block | None:
    """Seal the oldest waiting entries, at most `limit`, into the next block; None when nothing waits.

    An entry waits while it has no number, whatever its id: one that commits after later ids were sealed simply
    comes into the next block. Sealers at the same time queue for the table of blocks.
    """
    if not _waiting().exists():
        return None
    with transaction.atomic():
        wait_turn(Block)
        entries = list(_waiting().order_by("id")[:limit])
        if not entries:
            return None
        block = _next_block(entries, now)
        for number, entry in enumerate(entries, block.first):
            entry.number, entry.block = number, block
        Entry.objects.bulk_update(entries, ["number", "block"])
    return block


def _waiting() -> QuerySet[Entry]:
    return Entry.objects.filter(number=None)


def _next_block(entries: list[Entry], now: datetime) -> Block:
    last = tip()
    first = last.last + 1 if last else 1
    block = Block(
        number=last.number + 1 if last else 1,
        first=first,
        last=first + len(entries) - 1,
        previous=last.digest if last else GENESIS,
        sealed_at=now,
    )
    numbered = (entry_record(entry, number) for number, entry in enumerate(entries, first))
    block.digest = digest_of(head_record(block), numbered)
    block.signature = ring().signer.sign(words("block", block.digest)).hex()
    block.save(force_insert=True)
    return block
