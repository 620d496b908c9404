"""One family's money, and the list that a village is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from jiuzhu.benefits.kinds import FUND_OF, PROGRAMME_LABELS, Came, Mismatch
from jiuzhu.benefits.models import Award, Due, Hold, PayeeAccount, Payment
from jiuzhu.benefits.payable import holding
from jiuzhu.benefits.queries.bank import masked_card
from jiuzhu.kernel.month import Month
from jiuzhu.notices.models import Posting
from jiuzhu.notices.named import public_name
from jiuzhu.org.scope import Scope, inside
from jiuzhu.registry.models import Household
from jiuzhu.registry.queries import households


@dataclass(frozen=True)
class Sent:
    """What one batch sent to a family for one month; `why` is the bank's reason when it came back, or why it is not sent again."""

    month: Month
    fen: int
    state: Came
    why: str
    batch_number: str
    sent_on: date | None


@dataclass(frozen=True)
class Money:
    """All of a family's money: the awards in force, one a fund, the card they are paid into, what was sent and what is
    kept back."""

    awards: list[Award]
    account: PayeeAccount | None
    sent: list[Sent]
    held: list[Hold]

    @property
    def award(self) -> Award | None:
        """The award in force; of several the oldest."""
        return self.awards[0] if self.awards else None

    @property
    def monthly_fen(self) -> int:
        """What all funds together pay, 分 a month."""
        return sum(award.monthly_fen for award in self.awards)

    def award_of(self, programme: str) -> Award | None:
        """The award in force that is paid by the fund of a programme."""
        return next((award for award in self.awards if award.fund == FUND_OF.get(programme)), None)

    @property
    def programme(self) -> str:
        return PROGRAMME_LABELS[self.award.programme] if self.award else ""

    @property
    def since(self) -> Month | None:
        return Month(self.award.from_month) if self.award else None

    @property
    def card(self) -> str:
        """6217 **** **** 0431."""
        return masked_card(self.account) if self.account else ""

    @property
    def returned(self) -> Sent | None:
        """What came back from the bank and waits for another card."""
        return next((row for row in self.sent if row.state == Came.RETURNED), None)


@dataclass(frozen=True)
class Published:
    """What a public list may say of a family, and nothing else (民发〔2021〕57号 第24条)."""

    name: str
    members: int
    programme: str
    monthly_fen: int


def account_of(household_id: int) -> PayeeAccount | None:
    """The account a family is paid into now; for acts above, which have asked for the family themselves."""
    return PayeeAccount.objects.filter(household_id=household_id, until=None).first()


def open_award_of(household_id: int) -> Award | None:
    """The award a family has now; for acts above, which have asked for the family themselves."""
    return Award.objects.filter(household_id=household_id, until_month=None).first()


def awards_of_case(scope: Scope, case_no: str) -> QuerySet[Award]:
    """Awards that a case's determinations led to, oldest first."""
    rows = Award.objects.filter(determination__case_no=case_no, household__in=households(scope))
    return rows.select_related("stop", "supersedes").prefetch_related("parts__person").order_by("pk")


def money_of(scope: Scope, household: Household, on: date) -> Money:
    """The money of a family within reach, on a day; nothing of another's. Seven queries."""
    if not households(scope).filter(pk=household.pk).exists():
        return Money([], None, [], [])
    mine = Hold.objects.filter(holding(on), award__household=household)
    return Money(
        list(Award.objects.filter(household=household, until_month=None).order_by("pk")),
        account_of(household.pk),
        payments_of_household(scope, household),
        list(mine.select_related("due", "person").order_by("-due__month", "pk")),
    )


def payments_of_household(scope: Scope, household: Household) -> list[Sent]:
    """What was sent to a family, newest month first; two queries."""
    rows = (
        Payment.objects.filter(due__award__household=household, due__award__household__in=households(scope))
        .select_related("due", "batch")
        .prefetch_related("exceptions__reissue")
        .order_by("-due__month", "pk")
    )
    sums: dict[tuple[Any, ...], int] = {}
    for row in rows:
        place = (row.due.month, *_state(row), row.batch.number, row.batch.sent_on)
        sums[place] = sums.get(place, 0) + row.amount_fen
    return [Sent(Month(month), fen, *rest) for (month, *rest), fen in sums.items()]


def publication_list(scope: Scope, village_code: str, month: Month) -> list[Published]:
    """Families of a village with an award in force in a month, by name; of a minor head the guardian's, as posted."""
    scope.demand(village_code)
    rows = (
        Award.objects.filter(
            Q(until_month=None) | Q(until_month__gt=month.number),
            inside(village_code),
            from_month__lte=month.number,
        )
        .annotate(people=Count("members"), guardian=Subquery(_guardian().values("name")[:1]))
        .order_by("household__head__name", "pk")
    )
    return [
        Published(
            public_name(name, born, month.first, guardian or ""), people, PROGRAMME_LABELS[programme], fen
        )
        for name, born, guardian, people, programme, fen in rows.values_list(
            "household__head__name", "household__head__born", "guardian", "people", "programme", "monthly_fen"
        )
    ]


def _guardian() -> QuerySet[Posting]:
    """The newest notice that showed the family of an award under its guardian's name."""
    cases = Award.objects.filter(household=OuterRef(OuterRef("household"))).values("determination__case_no")
    return Posting.objects.filter(is_guardian=True, withdrawn_on=None, case_no__in=cases).order_by("-pk")


def _state(payment: Payment) -> tuple[Came, str]:
    """How a payment came out, and the bank's reason where it came back, or why that is not sent again."""
    rows = payment.exceptions.all()
    row = next((one for one in rows if one.settled_on is None or one.kind == Mismatch.RETURNED), None)
    if row is None:
        return (Came.PAID if payment.batch.closed_on else Came.UNDER_WAY), ""
    if row.kind != Mismatch.RETURNED:
        return Came.ASKING, ""
    if row.settled_on:
        return Came.NOT_OWED, row.settled_how
    return (Came.SENT_AGAIN if hasattr(row, "reissue") else Came.RETURNED), row.reason


def owed_by_month(awards: Iterable[Award], from_month: Month) -> dict[tuple[int, str], dict[int, int]]:
    """What the ledger owes the families of these awards for each month run since `from_month`: {(household, fund): {month: 分}}."""
    dues = Due.objects.filter(
        award__household__in={award.household_id for award in awards}, month__gte=from_month.number
    )
    sums = dues.values_list("award__household", "award__fund", "month").annotate(Sum("amount_fen"))
    found: dict[tuple[int, str], dict[int, int]] = {}
    for household, fund, month, fen in sums.order_by("month"):
        found.setdefault((household, fund), {})[month] = fen
    return found
