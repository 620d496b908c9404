"""What the bank did with what was sent, and what it left open."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from jiuzhu.benefits.bank import OtherFile
from jiuzhu.benefits.kinds import FETCH, SEND, Mismatch
from jiuzhu.benefits.models import BankException, Batch, PayeeAccount, Payment
from jiuzhu.jobs.queue import given_up
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.vault.masks import mask_card
from jiuzhu.vault.seal import reveal


class Unsent(StrEnum):
    """Why the file of a batch is not sent on: the bank holds another one under its number, or it failed too often."""

    OTHER_FILE = "other_file"
    FAILED = "failed"


@dataclass(frozen=True)
class Unread:
    """A batch whose reply nobody fetches any more; `is_unsound` when the bank's file was there and could not be read."""

    batch: Batch
    is_unsound: bool


@dataclass(frozen=True)
class Tally:
    """So many payments of so much money."""

    count: int
    fen: int


@dataclass(frozen=True)
class Reconciled:
    """How what a batch sent came out: the five parts add up to `sent`. While `asking` or an unknown line is left, the
    batch is not closed."""

    sent: Tally
    paid: Tally
    reissued: Tally
    returned: Tally
    not_owed: Tally
    asking: Tally
    unknown_lines: int


def reconciled(scope: Scope, batch: Batch) -> Reconciled:
    """What the bank did with a batch: paid, returned and sent again, waiting or owed no more, or not answered."""
    scope.demand(batch.region_code)
    open_rows = BankException.objects.filter(settled_on=None, payment=OuterRef("pk"))
    returned = Exists(open_rows.filter(kind=Mismatch.RETURNED))
    again = Exists(open_rows.filter(reissue__isnull=False))
    closed = Exists(
        BankException.objects.filter(settled_on__isnull=False, kind=Mismatch.RETURNED, payment=OuterRef("pk"))
    )
    rows = batch.payments.all()
    unknown = BankException.objects.filter(reply__batch=batch, kind=Mismatch.UNKNOWN, settled_on=None)
    answered = rows if batch.replied_on else rows.none()
    return Reconciled(
        sent=_tally(rows),
        paid=_tally(answered.filter(~Exists(open_rows), ~closed)),
        reissued=_tally(answered.filter(returned, again)),
        returned=_tally(answered.filter(returned, ~again)),
        not_owed=_tally(answered.filter(closed)),
        asking=_tally(rows.filter(Exists(open_rows), ~returned) if batch.replied_on else rows),
        unknown_lines=unknown.count(),
    )


def unsent(scope: Scope, batch: Batch) -> Unsent | None:
    """Why nobody tries any more to bring a batch's file to the bank; None while somebody does, and once it is there."""
    scope.demand(batch.region_code)
    job = given_up([SEND]).filter(key=batch.number).first()
    if job is None:
        return None
    return Unsent.OTHER_FILE if job.error == OtherFile.__name__ else Unsent.FAILED


def unread(scope: Scope, batches: Iterable[Batch]) -> list[Unread]:
    """Those of these batches whose reply was given up since a reply was last read, by hand or otherwise; one query."""
    waiting = {batch.number: batch for batch in batches if batch.sent_on and not batch.closed_on}
    for batch in waiting.values():
        scope.demand(batch.region_code)
    found = []
    for job in given_up([FETCH]).filter(key__in=waiting).order_by("key") if waiting else ():
        batch = waiting[job.key]
        if job.gave_up_at and not (batch.replied_on and batch.replied_on >= day_of(job.gave_up_at)):
            found.append(Unread(batch, job.error == Refused.__name__))
    return found


def exceptions(scope: Scope) -> QuerySet[BankException]:
    """What the bank's replies left open: returns that wait for a reissue, and differences that wait for an answer."""
    waiting = BankException.objects.filter(settled_on=None, reissue=None)
    return (
        scope.within(waiting, "reply__batch__region_code")
        .select_related(
            "reply__batch",
            "payment__due__award__household__head",
            "payment__due__award__determination",
            "payment__account",
        )
        .order_by("pk")
    )


def masked_card(account: PayeeAccount) -> str:
    """6217 **** **** 0431: what a page shows without a look."""
    return mask_card(reveal(account, "card"))


def _tally(rows: QuerySet[Payment]) -> Tally:
    found = rows.aggregate(count=Count("pk"), fen=Sum("amount_fen"))
    return Tally(found["count"], found["fen"] or 0)
