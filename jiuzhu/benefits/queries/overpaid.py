"""What a later decision shows to have been paid too much: it is recovered, never netted against the months to come."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from jiuzhu.benefits.kinds import Fund, Mismatch
from jiuzhu.benefits.models import Due, Payment
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household

LATER = ("correction", "stop")
"""Parts of a due that a decision after the month's run wrote."""


@dataclass(frozen=True)
class Overpaid:
    """One family's month: 分 that arrived, 分 that is owed after the newest decision about it, and that decision."""

    household: Household
    fund: Fund
    month: Month
    paid_fen: int
    owed_fen: int
    decision_no: str
    decided_on: date
    case_no: str

    @property
    def over_fen(self) -> int:
        return self.paid_fen - self.owed_fen


def overpaid(scope: Scope) -> list[Overpaid]:
    """Every month of families within reach that was paid beyond what is owed, newest first; three queries.

    What the bank sent back did not arrive.
    """
    lowered = _lowered(scope)
    households = {household for household, _, _ in lowered}
    owed = _sums(
        Due.objects.filter(award__household__in=households), "award__household", "award__fund", "month"
    )
    sent = Payment.objects.filter(due__award__household__in=households)
    arrived = _sums(
        sent.exclude(exceptions__kind=Mismatch.RETURNED),
        "due__award__household", "due__award__fund", "due__month",
    )  # fmt: skip
    found = [
        Overpaid(
            due.award.household,
            Fund(due.award.fund),
            Month(due.month),
            arrived[place],
            owed[place],
            due.award.stop.decision_no if due.part == "stop" else due.award.decision_no,
            due.award.stop.decided_on if due.part == "stop" else due.award.decided_on,
            due.determination.case_no,
        )
        for place, due in lowered.items()
        if arrived[place] > owed[place]
    ]
    return sorted(found, key=lambda row: (-row.month.number, row.household.pk))


def _lowered(scope: Scope) -> dict[tuple[int, str, int], Due]:
    """The newest lowering due of each family, fund and month."""
    rows = Due.objects.filter(scope.reach("award__region_code"), part__in=LATER, amount_fen__lt=0)
    related = rows.select_related("award__household__head", "award__stop", "determination").order_by("pk")
    return {(row.award.household_id, row.award.fund, row.month): row for row in related}


def _sums(rows: QuerySet[Any], *place: str) -> defaultdict[tuple[int, str, int], int]:
    sums: defaultdict[tuple[int, str, int], int] = defaultdict(int)
    for household, fund, month, fen in rows.values_list(*place).annotate(Sum("amount_fen")).order_by():
        sums[household, fund, month] = fen
    return sums
