"""Rounds and findings within reach; the visit list of a village."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from jiuzhu.org.queries import own_relatives
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.kinds import Outcome
from jiuzhu.recheck.models import Finding, Round
from jiuzhu.registry.models import Household, Membership
from jiuzhu.trail.record import look

PAGE = 100


@dataclass(frozen=True)
class Visit:
    """One family to visit, and what to look at there."""

    household: Household
    findings: tuple[Finding, ...]


def rounds(scope: Scope) -> QuerySet[Round]:
    """Rounds over places within reach, the newest first."""
    return scope.within(Round.objects.all()).order_by("-pk")


def findings(scope: Scope) -> QuerySet[Finding]:
    """Findings of families within reach, but of none with a relative of theirs."""
    return scope.within(Finding.objects.all()).exclude(household__in=recused_homes(scope))


def recused_homes(scope: Scope) -> QuerySet[Membership]:
    """The households in which a filed relative of whoever this is lives."""
    hashes = own_relatives(scope).values("id_hash")
    return Membership.objects.filter(until=None, person__id_hash__in=hashes).values("household")


def one(scope: Scope, finding_id: int) -> Finding | None:
    """One finding within reach, with its family and person."""
    return findings(scope).filter(pk=finding_id).select_related("household", "person").first()


def visits(scope: Scope, village: str = "", *, purpose: str) -> list[Visit]:
    """At most PAGE families with something to look at, village by village; one look at all of them."""
    rows = findings(scope).filter(outcome=Outcome.OPEN)
    if village:
        rows = rows.filter(region_code=village)
    chosen = list(
        rows.order_by("region_code", "household").values_list("household", flat=True).distinct()[:PAGE]
    )
    found: dict[int, list[Finding]] = {pk: [] for pk in chosen}
    for row in rows.filter(household__in=chosen).select_related("household__head", "person").order_by("pk"):
        found[row.household_id].append(row)
    if found:
        who = [f"household:{pk}" for pk in found]
        look(scope, "recheck.visits", who, purpose=purpose, fields=["believed", "found"])
    return [Visit(rows[0].household, tuple(rows)) for rows in found.values()]


def by_village(scope: Scope) -> dict[str, int]:
    """How many families wait for a visit, by village, most first; one query."""
    rows = findings(scope).filter(outcome=Outcome.OPEN).values_list("region_code", "household").distinct()
    return dict(Counter(region for region, _ in rows).most_common())


def hit_rate(scope: Scope) -> tuple[int, int]:
    """Of findings within reach that people settled: how many led to a review, and how many there are; one query."""
    settled = findings(scope).filter(outcome__in=(Outcome.REVIEW, Outcome.NO_MATTER))
    counts = settled.aggregate(all=Count("pk"), reviews=Count("pk", filter=Q(outcome=Outcome.REVIEW)))
    return counts["reviews"], counts["all"]
