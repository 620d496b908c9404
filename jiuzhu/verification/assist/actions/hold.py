"""Hold a request, let it go on, end it: acts of the asking side, each with its reason; the other side is told."""

from datetime import date

from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.moments import start_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.assist.actions.fetch import request_for
from jiuzhu.verification.assist.actions.outbox import count_turn
from jiuzhu.verification.assist.actions.send import WAIT
from jiuzhu.verification.assist.kinds import Direction, PartState, Verb
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.assist.states import demand
from jiuzhu.verification.kinds import ASKED_IN_VAIN, GaveUp, State

CASE_CLOSED = "案件已经办结"


@action("assist.suspend")
def suspend(number: str, reason: str, on: date, *, by: Scope) -> Request:
    """中止: hold a request for a reason; the clock stands, what is answered meanwhile is kept."""
    row = request_for(number, Direction.OUT, by)
    demand(row.state, Verb.SUSPEND)
    row.suspended_on, row.suspended_for = on, _said(reason)
    if is_running(row.number, WAIT):
        clocks.pause(row.number, WAIT, on, row.suspended_for, by=by)
    count_turn(row, start_of(on))
    row.save(update_fields=["suspended_on", "suspended_for", "turn"])
    return row


@action("assist.resume")
def resume(number: str, on: date, *, by: Scope) -> Request:
    """Let a held request go on; the days it stood do not count."""
    row = request_for(number, Direction.OUT, by)
    demand(row.state, Verb.RESUME)
    row.suspended_on, row.suspended_for = None, ""
    if is_running(row.number, WAIT):
        clocks.resume(row.number, WAIT, on, by=by)
    count_turn(row, start_of(on))
    row.save(update_fields=["suspended_on", "suspended_for", "turn"])
    return row


@action("assist.end")
def end(number: str, reason: str, on: date, *, by: Scope) -> Request:
    """终止: nothing more is wanted; the other side sees nobody any more. What it answered before stays in the report."""
    row = request_for(number, Direction.OUT, by)
    demand(row.state, Verb.END)
    return _end(row, _said(reason), on, by)


@action("assist.end_with_case")
def end_with_case(row: Request, on: date, *, by: Scope) -> Request:
    """A case is decided or ended: what was still asked for it elsewhere has no purpose any more (社会救助法 第七十条).

    `row` may have been read before: where it stands by now is read again, and waited for.
    """
    now = Request.objects.select_for_update(of=("self",)).get(pk=row.pk)
    return now if now.closed_on else _end(now, CASE_CLOSED, on, by)


def still_out(case_no: str) -> list[Request]:
    """The requests of a case that are neither done nor ended."""
    return list(
        Request.objects.filter(case_no=case_no, direction=Direction.OUT, closed_on=None).order_by("pk")
    )


def _end(row: Request, why: str, on: date, by: Scope) -> Request:
    was_sent = row.sent_on is not None
    row.ended_on = row.closed_on = on
    row.ended_for = why
    if was_sent:
        count_turn(row, start_of(on))
        for part in row.parts.select_related("query").filter(state=PartState.OPEN):
            give_up(part, GaveUp.ENDED, by=by)
        if is_running(row.number, WAIT):
            clocks.drop(row.number, WAIT, on, by=by)
    row.save(update_fields=["ended_on", "closed_on", "ended_for", "turn"])
    return row


@action("assist.give_up")
def give_up(part: Part, why: GaveUp, *, by: Scope) -> Part:
    """No answer will come to a question: what it asks about stays unknown."""
    query = part.query
    if query is not None and query.state in ASKED_IN_VAIN:
        query.state, query.reason = State.NO_ANSWER, why
        query.save(update_fields=["state", "reason"])
    return part


def is_running(number: str, key: str) -> bool:
    """Whether a clock of a request is being waited for: none where nobody said in how many days."""
    return Clock.objects.filter(case_no=number, key=key, met_on=None, dropped_on=None).exists()


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason_missing", "请写明原因，对方会看到。")
    return reason.strip()[:200]
