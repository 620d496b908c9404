"""End what is still asked elsewhere under a consent that no longer holds: nobody waits for it, the other side is told."""

from datetime import date, datetime

from django.db.models import QuerySet

from jiuzhu.kernel.moments import day_of
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.actions.receive import withdraw
from jiuzhu.verification.assist.actions.outbox import count_turn
from jiuzhu.verification.assist.actions.settle import note_withdrawn, settle
from jiuzhu.verification.assist.kinds import Direction, PartState
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.kinds import ASKED_IN_VAIN
from jiuzhu.verification.models import live

SYSTEM = Scope.system("assist.find_lapsed")


def find_lapsed(at: datetime) -> int:
    """End, in every request of ours that is out, the questions whose consent no longer holds; how many requests."""
    rows = sorted(set(_lapsed(day_of(at)).values_list("request", flat=True)))
    for request in rows:
        end_lapsed(request, at, by=SYSTEM)
    return len(rows)


@action("assist.end_lapsed")
def end_lapsed(request: int, at: datetime, *, by: Scope) -> Request:
    """In one request: its case learns that they are not asked any more, and the other side is told the rest."""
    row = Request.objects.select_for_update(of=("self",)).get(pk=request)
    lapsed = list(_lapsed(day_of(at)).filter(request=row).select_related("query").order_by("pk"))
    queries = [part.query for part in lapsed if part.query and part.query.state in ASKED_IN_VAIN]
    if queries:
        withdraw(row.case_no, queries, at, by=by)
    for part in lapsed:
        note_withdrawn(part, by=by)
    if lapsed:
        count_turn(row, at)
        row.save(update_fields=["turn"])
        settle(row, [], [], at, by)
    return row


def _lapsed(on: date) -> QuerySet[Part]:
    out = Part.objects.filter(request__direction=Direction.OUT, request__closed_on=None)
    waiting = out.filter(request__sent_on__isnull=False, state=PartState.OPEN)
    return waiting.exclude(live(on, "authorisation__"))
