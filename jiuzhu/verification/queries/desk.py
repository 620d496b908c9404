"""The verification desk's list: cases where somebody has not answered or something is not explained."""

from dataclasses import dataclass

from django.db.models import Count

from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import households
from jiuzhu.verification.kinds import ASKED_IN_VAIN, GaveUp
from jiuzhu.verification.models import Difference, Query

PAGE = 50


@dataclass(frozen=True)
class OpenCase:
    """How many questions of a case are unanswered, and how many differences unexplained."""

    case_no: str
    household_id: int
    unanswered: int
    unexplained: int


def open_cases(scope: Scope) -> list[OpenCase]:
    """At most `PAGE` cases within reach that are still open, by number; two queries."""
    reach = households(scope).values("pk")
    waiting = Query.objects.filter(household__in=reach, state__in=ASKED_IN_VAIN)
    waiting = waiting.exclude(reason__in=GaveUp.values)
    differing = Difference.objects.filter(household__in=reach, is_current=True, explanation="")
    counts: dict[tuple[str, int], list[int]] = {}
    for place, rows in enumerate((waiting, differing)):
        grouped = rows.values_list("case_no", "household_id").annotate(count=Count("pk")).order_by("case_no")
        for case_no, household_id, count in grouped[:PAGE]:
            counts.setdefault((case_no, household_id), [0, 0])[place] = count
    return [OpenCase(*case, *count) for case, count in sorted(counts.items())[:PAGE]]
