"""The asked side of a request: what another region asks, as its newest message tells it."""

from datetime import date, datetime

from jiuzhu.catalogue.edition import current
from jiuzhu.clocks import actions as clocks
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_person
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Person
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash
from jiuzhu.verification.assist.actions.hold import is_running
from jiuzhu.verification.assist.centres import way_to
from jiuzhu.verification.assist.kinds import Direction, PartState, State
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.assist.wire import Ask, AskedPart
from jiuzhu.verification.models import Authorisation

ANSWER = "assist.answer"
UNKNOWN_REGISTER = "本地没有这一类数据"
NO_LONGER_ASKED = "对方不再请查：授权已经撤回或者到期"


@action("assist.take_in")
def take_in(told: Ask, at: datetime, *, by: Scope) -> Request:
    """Note what another region asks, or how it changed since; an older message, or the same again, changes nothing.

    A question that is open here and that the message no longer names is not asked any more.
    """
    on = day_of(at)
    row = (
        Request.objects.select_for_update(of=("self",))
        .filter(number=told.number, direction=Direction.IN)
        .first()
    )
    if row is None:
        row = Request.objects.create(
            number=told.number,
            direction=Direction.IN,
            region_code=told.to,
            peer_code=told.sender,
            peer_name=told.sender_name,
            way=way_to(told.sender),
            used_for=told.used_for,
            reason=told.reason,
            until_on=told.until,
            days=told.days,
            made_by=by.actor,
            made_on=on,
            sent_on=told.on,
        )
    elif (row.peer_code, row.region_code) != (told.sender, told.to):
        raise Refused("wrong_sender", "这个编号是另一个地区发来的，报文没有收下。")
    elif told.turn <= row.peer_turn:
        return row
    _follow(row, told, on, by)
    named = [_note(row, part, on, by).pk for part in told.parts]
    row.parts.filter(state=PartState.OPEN).exclude(pk__in=named).update(
        state=PartState.RETURNED, returned_for=NO_LONGER_ASKED, is_accepted=True
    )
    note_open(row, on, by=by)
    return row


def _follow(row: Request, told: Ask, on: date, by: Scope) -> None:
    """Reason, end and holds as the asking side has them now."""
    row.peer_turn, row.note, row.reason, row.until_on = told.turn, told.note, told.reason, told.until
    row.ended_on, row.ended_for = (on, told.ended) if told.ended else (None, "")
    was_held = row.suspended_on is not None
    row.suspended_for = told.suspended
    row.suspended_on = (row.suspended_on or on) if told.suspended else None
    row.save()
    if is_running(row.number, ANSWER):
        if told.ended:
            clocks.drop(row.number, ANSWER, on, by=by)
        elif told.suspended and not was_held:
            clocks.pause(row.number, ANSWER, on, told.suspended, by=by)
        elif was_held and not told.suspended:
            clocks.resume(row.number, ANSWER, on, by=by)


def _note(row: Request, told: AskedPart, on: date, by: Scope) -> Part:
    """One question: new, asked once more, or known."""
    person = _person(told, on, by)
    part = row.parts.filter(person=person, register=told.register).first()
    if part and part.round >= told.round:
        return part
    consent = Authorisation.objects.filter(number=told.consent_no, person=person).first()
    is_known = told.register in current().registers
    given = {
        "article": told.article,
        "authorisation": consent,
        "consent_no": told.consent_no,
        "consent_until": told.consent_until,
        "round": told.round,
        "state": PartState.OPEN if is_known else PartState.RETURNED,
        "returned_for": "" if is_known else f"{UNKNOWN_REGISTER}：{told.label}",
        "is_accepted": False,
    }
    row.closed_on = None
    return Part.objects.update_or_create(request=row, person=person, register=told.register, defaults=given)[
        0
    ]


def _person(told: AskedPart, on: date, by: Scope) -> Person:
    """The person of a number; one whom we know keeps the name we know."""
    digest = keyed_hash("id_number", idnumber.normal(told.id_number))
    known = Person.objects.filter(id_hash=digest).first()
    return known or register_person(NewMember(told.name, told.id_number, Relation.OTHER), on, by=by)


@action("assist.note_open")
def note_open(row: Request, on: date, *, by: Scope) -> Request:
    """Whether anything is open with us: the clock runs while it is, and is met when it is not any more."""
    is_open = row.ended_on is None and row.parts.filter(state=PartState.OPEN).exists()
    if is_open and row.days is not None and not is_running(row.number, ANSWER):
        _start(row, row.days, on, by)
        if row.suspended_on is not None:
            clocks.pause(row.number, ANSWER, on, row.suspended_for, by=by)
    if not is_open and row.ended_on is None:
        clocks.meet_running(row.number, ANSWER, on, by=by)
    row.closed_on = None if is_open else (row.closed_on or on)
    row.save(update_fields=["closed_on"])
    return row


def _start(row: Request, days: int, on: date, by: Scope) -> None:
    """Raises Refused for a deadline beyond the years whose working days are known."""
    try:
        clocks.start(row.number, ANSWER, row.region_code, on, by=by, days=days, about=row.peer_name)
    except LookupError:
        raise Refused(
            "too_many_days",
            f"请在 {days} 个工作日里答，算到了还没有工作日历的年份，没有收下。请把天数写少一些。",
        ) from None


def demand_open(row: Request, on: date) -> None:
    """Raise Refused unless the asked side may still answer: not ended, not held, not past its last day."""
    if row.ended_on is not None or row.suspended_on is not None:
        state = State.ENDED if row.ended_on else State.SUSPENDED
        raise Refused("request_held", f"对方已经把这项协查{state.label}，现在不用答复。恢复以后再办。")
    if on > row.until_on:
        raise Refused("grant_ended", f"这项协查到 {row.until_on} 为止，已经结束。还要查的，请对方重新请求。")
