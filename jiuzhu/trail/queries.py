"""What is sealed and what waits, as the records that the chain is made of."""

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from jiuzhu.trail.chain import Record
from jiuzhu.trail.models import Block, Entry


@dataclass(frozen=True)
class Tail:
    """Entries that no block holds yet, and since when the oldest waits."""

    entries: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Seen:
    """How many an actor has seen in the last 60 minutes and since midnight of the office; of one purpose alone too."""

    hour: int
    day: int
    purpose_hour: int
    purpose_day: int


def seen(actor: str, acts: Sequence[str], field: str, but: str, purpose: str) -> Seen:
    """Count what looks of these names saw up to now, each `field` ("case_no", "subject") once and without `but`; one query."""
    now = timezone.localtime()
    hour, day = now - timedelta(hours=1), now.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Entry.objects.filter(kind=Entry.Kind.LOOK, actor=actor, at__gte=min(hour, day), act__in=acts)
    own = Q(purpose=purpose)
    spans = {"hour": Q(at__gte=hour), "day": Q(at__gte=day)}
    spans |= {f"purpose_{name}": own & span for name, span in spans.items()}
    counts = {name: Count(field, distinct=True, filter=span) for name, span in spans.items()}
    return Seen(**rows.exclude(**{field: but}).aggregate(**counts))


def shown(actor: str, acts: Sequence[str], but: Collection[str], purpose: str) -> Seen:
    """As `seen`, of looks at whole lists: every subject that a list showed counts, each once and without `but`; one query."""
    now = timezone.localtime()
    hour, day = now - timedelta(hours=1), now.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Entry.objects.filter(kind=Entry.Kind.LOOK, actor=actor, at__gte=min(hour, day), act__in=acts)
    spans = ((hour, ""), (day, ""), (hour, purpose), (day, purpose))
    found: list[set[str]] = [set() for _ in spans]
    for at, subject, why, refs in rows.values_list("at", "subject", "purpose", "refs"):
        for subjects, (since, only) in zip(found, spans, strict=True):
            if at >= since and only in ("", why):
                subjects.update(refs.get("shown", [subject]))
    return Seen(*(len(subjects.difference(but)) for subjects in found))


def looks(acts: Sequence[str], since: datetime, until: datetime) -> list[tuple[str, datetime, str, str, str]]:
    """Looks of these names by officers in a stretch of time, oldest first: (actor, at, look, case, subject); one query."""
    rows = Entry.objects.filter(kind=Entry.Kind.LOOK, at__gte=since, at__lt=until, act__in=acts)
    told = rows.filter(actor__startswith="officer:").order_by("at", "id")
    return list(told.values_list("actor", "at", "act", "case_no", "subject"))


def done(
    act: str,
    actors: Sequence[str],
    since: datetime | None = None,
    until: datetime | None = None,
    subject: str = "",
) -> list[tuple[str, datetime, str]]:
    """Acts of one name by these actors, newest first, in a stretch of time or on one subject alone: (actor, at, subject);
    one query."""
    rows = Entry.objects.filter(kind=Entry.Kind.ACT, act=act, actor__in=actors)
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(at__lt=until) if until else rows
    rows = rows.filter(subject=subject) if subject else rows
    return list(rows.order_by("-at", "-id").values_list("actor", "at", "subject"))


def worked(actors: Sequence[str], cases: Sequence[str]) -> set[tuple[str, str]]:
    """Which of these actors have ever acted in which of these cases; one query."""
    rows = Entry.objects.filter(kind=Entry.Kind.ACT, actor__in=actors, case_no__in=cases)
    return set(rows.order_by().values_list("actor", "case_no").distinct())


def under(numbers: Sequence[str]) -> QuerySet[Entry]:
    """All that stands under these numbers of a case and its application, the newest first. It says what the index
    `trail_of_a_case` is of, so that SQLite uses it."""
    return Entry.objects.filter(case_no__in=numbers).exclude(case_no="").order_by("-id")


def asked(actor: str) -> tuple[int, int]:
    """How many looks of an actor stand on the trail in the last 60 minutes and since midnight; one query."""
    now = timezone.localtime()
    hour, day = now - timedelta(hours=1), now.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Entry.objects.filter(kind=Entry.Kind.LOOK, actor=actor, at__gte=min(hour, day))
    told = rows.aggregate(hour=Count("id", filter=Q(at__gte=hour)), day=Count("id", filter=Q(at__gte=day)))
    return told["hour"], told["day"]


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
