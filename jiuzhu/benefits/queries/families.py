"""One family's money, and the list that a village is shown."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from jiuzhu.benefits.kinds import PROGRAMME_LABELS, Mismatch
from jiuzhu.benefits.models import Award, PayeeAccount, Payment
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope, inside
from jiuzhu.registry.models import Household
from jiuzhu.registry.queries import households


@dataclass(frozen=True)
class Sent:
    """One payment as a family may read it. `state` is paid, returned, asking (the bank has to answer) or under_way."""

    month: Month
    part: str
    fen: int
    state: str
    batch_number: str
    sent_on: date | None


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


def payments_of_household(scope: Scope, household: Household) -> list[Sent]:
    """What was sent to a family, newest month first."""
    return _sent(scope, Q(due__award__household=household))


def payments_of_person(scope: Scope, person_id: int) -> list[Sent]:
    """What was sent to the families whose awards name a person, newest month first."""
    return _sent(scope, Q(due__award__members__person=person_id))


def publication_list(scope: Scope, village_code: str, month: Month) -> list[Published]:
    """Families of a village with an award in force in a month, by name."""
    scope.demand(village_code)
    rows = (
        Award.objects.filter(
            Q(until_month=None) | Q(until_month__gt=month.number),
            inside(village_code),
            from_month__lte=month.number,
        )
        .annotate(people=Count("members"))
        .order_by("household__head__name", "pk")
    )
    return [
        Published(name, people, PROGRAMME_LABELS[programme], fen)
        for name, people, programme, fen in rows.values_list(
            "household__head__name", "people", "programme", "monthly_fen"
        )
    ]


def _sent(scope: Scope, whose: Q) -> list[Sent]:
    rows = (
        Payment.objects.filter(whose, due__award__household__in=households(scope))
        .select_related("due", "batch")
        .prefetch_related("exceptions")
        .order_by("-due__month", "pk")
    )
    return [
        Sent(
            Month(row.due.month),
            row.due.part,
            row.amount_fen,
            _state(row),
            row.batch.number,
            row.batch.sent_on,
        )
        for row in rows
    ]


def _state(payment: Payment) -> str:
    open_kinds = [row.kind for row in payment.exceptions.all() if row.settled_on is None]
    if open_kinds:
        return "returned" if open_kinds == [Mismatch.RETURNED] else "asking"
    return "paid" if payment.batch.closed_on else "under_way"
