"""What is sealed and what waits, as the records that the chain is made of."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Min

from jiuzhu.trail.chain import Record
from jiuzhu.trail.models import Block, Entry


@dataclass(frozen=True)
class Tail:
    """Entries that no block holds yet, and since when the oldest waits."""

    entries: int
    oldest_at: datetime | None


def tip() -> Block | None:
    """The newest block."""
    return Block.objects.order_by("-number").first()


def has_block(number: int, digest: str) -> bool:
    """Whether the block of that number is here, and is that one."""
    return Block.objects.filter(number=number, digest=digest).exists()


def tail() -> Tail:
    found = Entry.objects.filter(number=None).aggregate(entries=Count("id"), oldest_at=Min("at"))
    return Tail(**found)


def records(upto: Block | None) -> Generator[Record, None, None]:
    """The sealed trail up to a block, streamed: each block's record, then those of its entries.

    Entries that claim one of these blocks but lie in none come at the end, where the chain has no place for them.
    Close it when it is left early: it holds cursors of the database.
    """
    if upto is None:
        return
    sealed = Entry.objects.filter(block__number__lte=upto.number).order_by("number").iterator()
    entry = next(sealed, None)
    for block in Block.objects.filter(number__lte=upto.number).order_by("number").iterator():
        yield {**head_record(block), "digest": block.digest, "signature": block.signature}
        while entry is not None and entry.number <= block.last:
            yield entry_record(entry, entry.number)
            entry = next(sealed, None)
    while entry is not None:
        yield entry_record(entry, entry.number)
        entry = next(sealed, None)


def head_record(block: Block) -> dict[str, Any]:
    """What of a block goes into its digest, before its entries."""
    return {
        "block": block.number,
        "first": block.first,
        "last": block.last,
        "previous": block.previous,
        "sealed_at": moment(block.sealed_at),
    }


def entry_record(entry: Entry, number: int) -> dict[str, Any]:
    """The whole content of an entry, under the number it has or gets."""
    return {
        "number": number,
        "kind": entry.kind,
        "at": moment(entry.at),
        "actor": entry.actor,
        "act": entry.act,
        "subject": entry.subject,
        "case_no": entry.case_no,
        "purpose": entry.purpose,
        "refs": entry.refs,
    }


def moment(at: datetime) -> str:
    """UTC to the microsecond, which is what both databases keep."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
