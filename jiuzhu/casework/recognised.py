"""互认: what a department of another assistance may learn of one person, so that it need not look into means again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiuzhu.benefits.kinds import FUND_OF
from jiuzhu.casework.models import Decision, Reckoning
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Membership, Person, Standing
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import keyed_hash

LAW = "社会救助法 第四十二条"
CATEGORIES = ("tekun", "dibao", "dibian", "gangxing")
"""特困、低保、低保边缘、刚性支出困难: what the law has all departments rely on."""
_CATEGORY_OF = {category: category for category in CATEGORIES} | {
    programme: fund.value for programme, fund in FUND_OF.items()
}
"""The category of a programme: who is paid by 低保 money, 单人保 and 渐退 too, is in 低保."""


@dataclass(frozen=True)
class Recognised:
    """One category that holds in a month; `until` None: until another decision. `decided_on` None: decided elsewhere."""

    category: str
    since: Month
    until: Month | None
    """The last month that counts."""
    decision_no: str
    decided_on: date | None


def recognised(scope: Scope, id_number: str, on: date, *, purpose: str, matter: str) -> list[Recognised]:
    """The categories in which a person stands on a day, in the region of a department's scope; [] for who is unknown.

    One look, on the trail: whose key, about whom, for which purpose, under which own number of the department's. At most
    four questions to the database.
    """
    digest = keyed_hash("id_number", idnumber.normal(id_number))
    person = Person.objects.filter(id_hash=digest).first()
    found = list(_standings(scope, person, Month.of(on))) if person else []
    subject = f"person:{person.pk}" if person else "person:unknown"
    look(scope, "casework.recognised", [subject], purpose=f"{purpose}:{matter}", fields=["category"])
    decided = _days(row.decision_no for row in found)
    return [
        Recognised(
            _CATEGORY_OF[row.programme],
            Month(row.from_month),
            Month(row.until_month - 1) if row.until_month else None,
            row.decision_no,
            decided.get(row.decision_no),
        )
        for row in found
    ]


def _standings(scope: Scope, person: Person, month: Month) -> Iterable[Standing]:
    """What the person stands in, or the family they live in."""
    home = Membership.objects.filter(person=person, until=None).values("household")
    whose = Q(person=person) | Q(person=None, household__in=home)
    now = Q(from_month__lte=month.number) & (Q(until_month=None) | Q(until_month__gt=month.number))
    rows = Standing.objects.filter(
        whose, now, scope.reach("household__region_code"), programme__in=[*_CATEGORY_OF]
    )
    return rows.order_by("pk")


def _days(numbers: Iterable[str]) -> dict[str, date]:
    """The days of decisions by their numbers."""
    wanted = set(numbers)
    days = dict(Decision.objects.filter(decision_no__in=wanted).values_list("decision_no", "decided_on"))
    made = Reckoning.objects.filter(decision_no__in=wanted - days.keys(), confirmed_on__isnull=False)
    return days | dict(made.values_list("decision_no", "confirmed_on"))
