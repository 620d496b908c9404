"""What can be paid now: dues that are unpaid, not held back, and not lowered by a later decision for the same month.

The netting rule: of one family's month, no more is sent than its dues add up to, less what was sent before, what is
held, and what came back and waits for its reissue. Another month is never netted: that would be recovery (追缴),
which needs a decision of its own or the family's consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from jiuzhu.benefits.kinds import EXCLUSIVE_GROUP, Fund, Mismatch
from jiuzhu.benefits.models import AwardMember, Batch, Coverage, Due, Hold, Payment
from jiuzhu.org.scope import inside


@dataclass(frozen=True)
class Share:
    """What of one due is paid: 分, at most the due's amount."""

    due: Due
    fen: int


def holding(on: date, path: str = "") -> Q:
    """Holds in force on a day: not ended, and under review or not yet lapsed. `path` leads to the hold."""
    return Q(**{f"{path}ended_on": None}) & (
        ~Q(**{f"{path}review_case_no": ""}) | Q(**{f"{path}lapses_on__gte": on})
    )


def candidates(batch: Batch, on: date) -> QuerySet[Due]:
    """Positive dues that an open batch may pay: its own, which nobody else pays or holds, and those that decisions
    and ended holds left outside a run."""
    loose = (
        Q(inside(batch.region_code, "award__region_code"), batch=None, award__fund=batch.fund)
        & Q(month__lte=batch.month)
        & ~Exists(Hold.objects.filter(holding(on), due=OuterRef("pk")))
        & ~Exists(Payment.objects.filter(due=OuterRef("pk")))
    )
    return Due.objects.filter(Q(batch=batch) | loose, amount_fen__gt=0)


def plain(batch: Batch, on: date) -> QuerySet[Due]:
    """Candidates whose month was never lowered: each is paid in full."""
    return candidates(batch, on).exclude(_lowered(batch))


def netted(batch: Batch, on: date) -> list[Share]:
    """Candidates whose month was lowered by a later decision (or a hold), with what may still be sent for each."""
    shares: list[Share] = []
    rooms: dict[tuple[int, int], int] = {}
    lowered = (
        candidates(batch, on).filter(_lowered(batch)).select_related("award__household__head").order_by("pk")
    )
    for due in lowered:
        key = (due.award.household_id, due.month)
        if key not in rooms:
            rooms[key] = room(due, on)
        fen = min(due.amount_fen, rooms[key])
        if fen > 0:
            rooms[key] -= fen
            shares.append(Share(due, fen))
    return shares


def pays(batch: Batch, on: date) -> int:
    """What a batch pays by itself, reissues in it included (分): frozen once approved, as it stands before."""
    if batch.sum_fen is not None:
        return batch.sum_fen
    return _sum(plain(batch, on)) + total(netted(batch, on)) + _sum(Payment.objects.filter(batch=batch))


def room(due: Due, on: date, *, returned: bool = False) -> int:
    """What may still be sent for the family and month of a due (分, may be negative).

    `returned` leaves room for what the bank returned and nobody reissued or closed: the reissue itself asks with it.
    """
    dues = Due.objects.filter(
        award__household=due.award.household_id, award__fund=due.award.fund, month=due.month
    )
    owed = _sum(dues)
    back = Q(exceptions__kind=Mismatch.RETURNED)
    sent = Payment.objects.filter(due__in=dues)
    waiting = sent.filter(back, exceptions__reissue=None, exceptions__settled_on=None)
    held = _sum(dues.filter(holding(on, "hold__")).filter(payments=None, hold__isnull=False))
    free = owed - _sum(sent.exclude(pk__in=sent.filter(back).values("pk"))) - held
    return free if returned else free - _sum(waiting)


def again(returned: Payment, on: date) -> int:
    """What a reissue of a returned payment would send (分): what is still owed for its month, at most what came back."""
    return max(0, min(returned.amount_fen, room(returned.due, on, returned=True)))


def sent() -> QuerySet[Payment]:
    """Payments that were approved and that the bank did not send back."""
    return Payment.objects.filter(batch__approved_on__isnull=False).exclude(
        exceptions__kind=Mismatch.RETURNED
    )


def covered_by_others(fund: str, month: int) -> QuerySet[AwardMember, Any]:
    """Awards with a person whom another family's award, or another fund of the group, covers for the month."""
    rival = Coverage.objects.filter(
        person=OuterRef("person"), exclusive_group=EXCLUSIVE_GROUP[Fund(fund)], month=month
    ).exclude(award__household=OuterRef("award__household"), award__fund=fund)
    return AwardMember.objects.filter(Exists(rival.exclude(award=OuterRef("award")))).values("award")


def _lowered(batch: Batch) -> Q:
    """Whether the family's month of a due has a negative due. Runs write none, so all of them are outside a batch;
    the batch's own month, nearly all rows, is answered by one small list instead of a question for each row."""
    negative = Due.objects.filter(batch=None, amount_fen__lt=0, award__fund=batch.fund)
    this_month = negative.filter(month=batch.month).values("award__household")
    earlier = negative.filter(month=OuterRef("month"), award__household=OuterRef("award__household"))
    return Q(month=batch.month, award__household__in=this_month) | (
        ~Q(month=batch.month) & Q(Exists(earlier))
    )


def _sum(rows: QuerySet[Due] | QuerySet[Payment]) -> int:
    return int(rows.aggregate(total=Sum("amount_fen"))["total"] or 0)


def total(shares: Iterable[Share]) -> int:
    return sum(share.fen for share in shares)
