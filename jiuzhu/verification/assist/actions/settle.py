"""What is said to a question, with the asking side: it becomes an answer of the case, or it came back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Register
from jiuzhu.clocks import actions as clocks
from jiuzhu.gateways.envelope import NoAnswer, Question, Reply
from jiuzhu.gateways.shape import checked
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions.receive import misdated, receive_all
from jiuzhu.verification.assist.actions.fetch import request_for
from jiuzhu.verification.assist.actions.hold import give_up, is_running
from jiuzhu.verification.assist.actions.send import WAIT
from jiuzhu.verification.assist.kinds import Direction, PartState, State, Verb
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.assist.states import demand
from jiuzhu.verification.kinds import GaveUp, Way
from jiuzhu.verification.kinds import State as QueryState
from jiuzhu.verification.models import Query

WITHDRAWN = "授权已经撤回或者到期，不再查，答复也不收"


def reply_to(part: Part, body: Mapping[str, Any], today: date) -> Reply:
    """What was said to a question, checked as any department's answer is, its day too. Raises Refused, naming the place."""
    register = current().registers.get(part.register)
    if register is None:
        raise Refused("no_such_register", "本地目录里没有这一类数据，不能收下答复。")
    request_no = part.query.request_no if part.query else f"{part.request.number}.{part.pk}"
    question = Question(
        request_no=request_no,
        source=part.register,
        path="",
        id_numbers=(reveal(part.person, "id_number"),),
        purpose="assist",
        ground={},
        case_no=part.request.filed_under,
        on=part.request.made_on,
        columns=register.fields,
        total=register.total,
    )
    told = checked(question, {**body, "request_no": request_no}, Way.ELSEWHERE)
    if isinstance(told, Reply):
        _demand_day(part, register, told.as_of, today)
        return told
    detail = told.detail if isinstance(told, NoAnswer) else ""
    raise Refused("bad_answer", f"“{register.label}”的答复不合格式（{detail}），没有收下。请改正后再交。")


def _demand_day(part: Part, register: Register, as_of: date, today: date) -> None:
    if as_of > today:
        raise Refused("bad_day", "数据截至的日期不能晚于今天，请改正。")
    asked_on = part.query.asked_on if part.query else part.request.made_on
    if misdated(register, as_of, asked_on, today):
        raise Refused(
            "bad_day",
            f"“{register.label}”的答复截至 {as_of}，太旧了：{register.freshness_days} 天内有效，{asked_on} 问的。请查新的再答。",
        )


def settle(
    row: Request,
    told: Sequence[tuple[Part, Reply]],
    returned: Sequence[tuple[Part, str]],
    at: datetime,
    by: Scope,
) -> None:
    """Make answers of the case of what came, note what came back; the request is done when nothing is open."""
    for part, why in returned:
        _take_back(part, why, by)
    _keep(row, told, at, by)
    _close(row, day_of(at), by)


@action("assist.accept_returns")
def accept_returns(number: str, on: date, *, by: Scope) -> Request:
    """Take note of what was returned: it stays unknown. The request is done when nothing else is open."""
    row = request_for(number, Direction.OUT, by)
    demand(row.state, Verb.ACCEPT)
    for part in row.parts.filter(state=PartState.RETURNED, is_accepted=False):
        part.is_accepted = True
        part.save(update_fields=["is_accepted"])
    _close(row, on, by)
    return row


def _keep(row: Request, told: Sequence[tuple[Part, Reply]], at: datetime, by: Scope) -> None:
    """Claims, differences and the next report follow; late where it is late."""
    if not told:
        return
    replies = {part.query_id: reply for part, reply in told if part.query_id is not None}
    receive_all(row.case_no, replies, at, by=by)
    states = dict(Query.objects.filter(pk__in=replies).values_list("pk", "state"))
    for part, _ in told:
        if part.query_id is None or states[part.query_id] == QueryState.REFUSED:
            note_withdrawn(part, by=by)
        else:
            part.state = PartState.ANSWERED
            part.save(update_fields=["state"])


@action("assist.note_withdrawn")
def note_withdrawn(part: Part, *, by: Scope) -> Part:
    """No answer is taken to a question whose consent no longer holds, and nobody waits for one."""
    part.state, part.returned_for, part.is_accepted = PartState.RETURNED, WITHDRAWN, True
    part.save(update_fields=["state", "returned_for", "is_accepted"])
    return part


def _take_back(part: Part, why: str, by: Scope) -> None:
    part.state, part.returned_for = PartState.RETURNED, why
    part.save(update_fields=["state", "returned_for"])
    give_up(part, GaveUp.RETURNED, by=by)


def _close(row: Request, on: date, by: Scope) -> None:
    """完成 by itself once every question is settled; the clock is met when nothing is waited for."""
    if not row.parts.filter(state=PartState.OPEN).exists() and is_running(row.number, WAIT):
        clocks.meet(row.number, WAIT, on, by=by)
    if row.state == State.DONE and row.closed_on is None:
        row.closed_on = on
        row.save(update_fields=["closed_on"])
