"""End an application that is not accepted yet: the family does not want it, or what was missing never came."""

from datetime import date

from jiuzhu.intake.actions.reach import (
    MAY_DECIDE,
    contact,
    demand_no_relative,
    drop_clocks,
    held,
    not_open,
    tell_family,
    town_office,
)
from jiuzhu.intake.kinds import OPEN, State
from jiuzhu.intake.models import Applicant, Application, Correction
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

UNSUPPLIED = "通知补正后没有补齐"


@action("intake.withdraw")
def withdraw(application: Application, on: date, *, by: Scope, reason: str = "") -> Application:
    """Take an application back: the applicant at any time before it is accepted, or at their wish the town's clerk, or
    the assistant who filled it in for them.

    Its people are free to apply again at once; the same application again stays as it was. The applicant need not
    say why; an officer writes down who wished it and how. Raises Refused once it is accepted.
    """
    application = _held_by_whose_it_is(application, by)
    if application.state == State.WITHDRAWN:
        return application
    if application.state not in OPEN:
        raise not_open(application)
    is_own = by.kind == "resident"
    if not (is_own or reason.strip()):
        raise Refused("reason_missing", "请写明家里谁要撤回、什么时候怎么说的（写的或者口头的）、为什么。")
    _end(application, State.WITHDRAWN, reason.strip() or "家庭自己撤回", on, by)
    tell_family(application, application.number, _words(application, is_own, by), on, by)
    return application


@action("intake.end_unsupplied")
def end_unsupplied(application: Application, on: date, *, by: Scope, note: str = "") -> Application:
    """End an application whose correction days ran out with something still missing.

    No law lets it lapse by itself, so a clerk decides it. It says nothing about the family, who may apply again any
    day. Raises Refused before the last day is over, and when nothing was asked for.
    """
    application = held(application, by)
    if application.state == State.UNSUPPLIED:
        return application
    if application.state not in OPEN:
        raise not_open(application)
    waited = Correction.objects.filter(application=application, supplied_on=None).first()
    if waited is None:
        raise Refused("nothing_missing", "这份申请没有在等家庭补材料，不能按没有补齐结束。请受理或者转介。")
    if on <= waited.due_on:
        raise Refused("not_yet", f"家庭可以补到 {waited.due_on}，还没有到期。请等到期以后再定。")
    why = f"{UNSUPPLIED}。{note.strip()}" if note.strip() else UNSUPPLIED
    _end(application, State.UNSUPPLIED, why, on, by)
    words = f"申请 {application.number} {UNSUPPLIED}，这一份先结束。这不是说您家不符合；材料齐了，哪天都可以重新申请，写过的都在。有话要说，打电话 {_phone(application, by)}。"
    tell_family(application, application.number, words, on, by)
    return application


def may_withdraw(application: Application, by: Scope) -> bool:
    """Whether an officer may take it back for the family: who decides on it, or the agent who filled it in."""
    is_agent = application.agent_id is not None and application.agent_id == by.login_id
    return by.covers(application.region_code, *MAY_DECIDE, *([Role.ASSISTANT] if is_agent else []))


def _held_by_whose_it_is(application: Application, by: Scope) -> Application:
    if by.kind != "resident" and not may_withdraw(application, by):
        return held(application, by)
    if by.kind == "resident" and by.actor != f"resident:{application.resident_id}":
        raise PermissionError(f"{by.actor} cannot withdraw {application.number}")
    demand_no_relative(application, by)
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def _end(application: Application, state: State, why: str, on: date, by: Scope) -> None:
    application.state, application.ended_on, application.ended_why = state, on, why
    application.save(update_fields=["state", "ended_on", "ended_why"])
    Applicant.objects.filter(application=application).update(is_open=False)
    drop_clocks(application, on, by)


def _words(application: Application, is_own: bool, by: Scope) -> str:
    if is_own:
        return f"您撤回了申请 {application.number}，镇里不再办。以后要申请，随时可以重新填，写过的都在。"
    return f"照您家的意思，申请 {application.number} 撤回了，镇里不再办。如果不是您家的意思，请打电话 {_phone(application, by)}；随时可以重新申请。"


def _phone(application: Application, by: Scope) -> str:
    return contact(town_office(application), by)["phone"]
