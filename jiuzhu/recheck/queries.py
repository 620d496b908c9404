"""Rounds and findings within reach; the visit list of a village."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from jiuzhu.org.looking import look_within
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.kinds import Outcome, State, Trigger
from jiuzhu.recheck.models import Finding, Line, Round, Schedule
from jiuzhu.registry.models import Household
from jiuzhu.registry.queries import recused_homes

PAGE = 100


@dataclass(frozen=True)
class Visit:
    """One family to visit, and what to look at there."""

    household: Household
    findings: tuple[Finding, ...]


def rested_on() -> set[str]:
    """The numbers of deliveries that a round rests on which goes on, or whose findings nobody has settled; one query."""
    at_work = ~Q(state=State.DONE) | Q(findings__outcome=Outcome.OPEN)
    named = Round.objects.filter(at_work).values_list("deliveries", flat=True)
    return {number for deliveries in named for number in deliveries.values()}


def rounds(scope: Scope) -> QuerySet[Round]:
    """Rounds over places within reach, the newest first."""
    return scope.within(Round.objects.all()).order_by("-pk")


def unauthorised(scope: Scope, round_id: int) -> int:
    """People of a round within reach of whom something was not read for want of their consent to its purpose."""
    lines = Line.objects.filter(round__in=rounds(scope).filter(pk=round_id).order_by())
    return lines.aggregate(people=Sum("unauthorised"))["people"] or 0


@dataclass(frozen=True)
class Planned:
    """A calendar, and the day of its next round; `is_waiting`: one is due and has not begun, for there is no data yet."""

    schedule: Schedule
    next_on: date
    is_waiting: bool


def planned(scope: Scope, on: date) -> list[Planned]:
    """The calendars of places within reach, with what they do next; two queries."""
    begun = set(
        scope.within(Round.objects.filter(trigger=Trigger.SCHEDULE)).values_list("region_code", "key")
    )
    found = []
    for row in scope.within(Schedule.objects.filter(ended_on=None)).order_by("region_code", "template"):
        last = row.last(on)
        is_waiting = last is not None and (row.region_code, row.key(last)) not in begun
        found.append(Planned(row, row.next_on(on), is_waiting))
    return found


def schedule(scope: Scope, schedule_id: int) -> Schedule | None:
    """One calendar in force within reach."""
    return scope.within(Schedule.objects.filter(pk=schedule_id, ended_on=None)).first()


def findings(scope: Scope) -> QuerySet[Finding]:
    """Findings of families within reach, but of none with a relative of theirs."""
    return scope.within(Finding.objects.all()).exclude(household__in=recused_homes(scope))


def one(scope: Scope, finding_id: int, *, purpose: str) -> Finding | None:
    """One finding within reach, with its family and person; the look is on the trail before. Raises Refused over the limit."""
    row = findings(scope).filter(pk=finding_id).select_related("household__head", "person").first()
    if row is not None:
        _look(scope, [row.household_id], purpose)
    return row


def visits(scope: Scope, village: str = "", *, purpose: str) -> list[Visit]:
    """At most PAGE families with something to look at, village by village; one look at all of them.

    Raises Refused when the officer has been shown as many as the house rules allow.
    """
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
        _look(scope, found, purpose)
    return [Visit(rows[0].household, tuple(rows)) for rows in found.values()]


def _look(scope: Scope, households: Iterable[int], purpose: str) -> None:
    who, fields = [f"household:{pk}" for pk in households], ["believed", "found"]
    look_within(scope, "visits", "recheck.visits", who, purpose=purpose, case_no="", fields=fields)


def by_village(scope: Scope) -> dict[str, int]:
    """How many families wait for a visit, by village, most first; one query."""
    rows = findings(scope).filter(outcome=Outcome.OPEN).values_list("region_code", "household").distinct()
    return dict(Counter(region for region, _ in rows).most_common())


def hit_rate(scope: Scope) -> tuple[int, int]:
    """Of findings within reach that people settled: how many led to a review, and how many there are; one query."""
    settled = findings(scope).filter(outcome__in=(Outcome.REVIEW, Outcome.NO_MATTER))
    counts = settled.aggregate(all=Count("pk"), reviews=Count("pk", filter=Q(outcome=Outcome.REVIEW)))
    return counts["reviews"], counts["all"]
