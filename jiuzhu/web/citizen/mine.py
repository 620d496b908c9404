"""What a family finds after signing in: how far it is, what to do now, messages and letters."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.benefits.models import Award
from jiuzhu.benefits.queries import money_of
from jiuzhu.casework import queries as cases
from jiuzhu.clocks.models import Clock
from jiuzhu.clocks.queries import of_cases
from jiuzhu.documents.models import Letter
from jiuzhu.intake import queries
from jiuzhu.intake.kinds import CLOSED, OPEN, State
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.month import age_on
from jiuzhu.notices import queries as notices
from jiuzhu.notices.actions import note_read
from jiuzhu.org.kinds import Level
from jiuzhu.org.queries import office_of
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import households
from jiuzhu.vault.seal import reveal
from jiuzhu.web.citizen.town import town_of
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.today import now, today

OLD = 60
NOW = {
    State.SUBMITTED: ("已经交到镇里", "镇里三个工作日内看材料，齐了就受理。您现在不用做什么。"),
    State.CORRECTION: ("还差材料", "请照下面的清单拍照补上。等您这几天，办理时间不算在内。"),
    State.TURNED_AWAY: ("不归这里办", "请看通知书上写的地方和电话，可以到那里申请。"),
    State.WITHDRAWN: ("已经撤回", "镇里不再办这一份。还要申请，随时可以重新填，写过的都在。"),
    State.UNSUPPLIED: (
        "没有补齐，这一份结束了",
        "这不是说您家不符合。材料齐了，哪天都可以重新申请，写过的都在。",
    ),
}
ENDS = {
    State.TURNED_AWAY: "转到别处办",
    State.WITHDRAWN: "申请撤回",
    State.UNSUPPLIED: "没有补齐，这一份结束",
}


@resident
@require_GET
def mine(request: Any) -> HttpResponse:
    """/family/: one sentence on where things stand, and a large entry for each thing that can be done."""
    person: Any = queries.resident(request.scope)
    newest = queries.applications(request.scope).first()
    context = {
        "hello": salutation(person.name, reveal(person, "id_number"), today()),
        "application": newest,
        "standing": _standing(request, newest),
        "draft": queries.drafts_of(request.scope).first(),
        "may_miss": request.scope.person_id is None and not (newest and newest.state in OPEN),
        "is_paid": any(money_of(request.scope, home, today()).award for home in households(request.scope)),
    }
    return render(request, "citizen/mine.html", context)


@resident
@require_GET
def progress(request: Any, number: str) -> HttpResponse:
    """How far an application is, in plain words: what is going on, until when, what to do, the way so far."""
    found = queries.application(request.scope, number)
    notice = queries.correction(request.scope, found) if found.state == State.CORRECTION else None
    view = cases.view(request.scope, found.case_no, today()) if found.case_no else None
    context = {
        "application": found,
        "standing": _standing(request, found),
        "notice": notice,
        "may_withdraw": found.state in OPEN,
        "may_begin_anew": found.state in CLOSED,
        "why_ended": queries.why_ended(request.scope, found) if found.ended_on else "",
        "miles": cases.progress(request.scope, found.case_no, today()) if view else _miles(found),
        "whole": next((clock for clock in view.clocks if clock.clock.key == cases.WHOLE), None)
        if view
        else None,
        "decision": view.decision if view else None,
        "changed": _changed(request.scope, view) if view and view.decision else None,
        "letters": queries.letters_to(request.scope, found),
        "at_the_door": _at_the_door(found),
        "office": office_of(found.region_code, Level.TOWN),
        "call": town_of(found.region_code),
    }
    return render(request, "citizen/progress.html", context)


def _at_the_door(found: Any) -> list[Clock]:
    """The clock of an application that the town looks at: until when it has to have done so."""
    if found.state != State.SUBMITTED:
        return []
    clocks = of_cases([found.number]).get(found.number, [])
    return [clock for clock in clocks if clock.met_on is None and clock.dropped_on is None]


def _changed(scope: Scope, view: cases.View) -> Award | None:
    """What the family gets now, when that is no longer what the decision about its application gave it."""
    money = money_of(scope, view.case.household, today())
    award = money.award_of(view.decision.programme)
    return award if award and award.monthly_fen != view.decision.monthly_fen else None


@resident
@require_GET
def messages_page(request: Any) -> HttpResponse:
    """Everything this family was told, newest first."""
    told = [(row, notices.text_of(row)) for row in queries.messages_to(request.scope)[:50]]
    return render(request, "citizen/messages.html", {"told": told})


@resident
@require_POST
def read_message(request: Any, message_id: int) -> HttpResponse:
    """The family says it has read a message."""
    message = queries.messages_to(request.scope).filter(pk=message_id).first()
    if message is None:
        raise Http404
    note_read(message, now(), by=queries.reaching(request.scope, message.case_no))
    return redirect("citizen:messages")


@resident
@require_GET
def letter(request: Any, letter_id: int) -> HttpResponse:
    """One letter as PDF."""
    try:
        content = queries.open_letter_to(request.scope, letter_id, "本人查看")
    except Letter.DoesNotExist as missing:
        raise Http404 from missing
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": "inline"})


def salutation(name: str, id_number: str, on: date) -> str:
    """冉大爷 and 罗大娘 from sixty on, the full name before."""
    if age_on(idnumber.born_on(id_number), on) < OLD:
        return name
    return f"{name[0]}{'大娘' if idnumber.is_female(id_number) else '大爷'}"


def _standing(request: Any, found: Any) -> tuple[str, str] | None:
    """(what is going on, what to do), in plain words."""
    if found is None:
        return None
    if found.state in NOW:
        return NOW[State(found.state)]
    case = cases.case(request.scope, found.case_no)
    if case is None:
        return ("已经受理", "有消息会发短信告诉您。")
    return _case_words(case.stage)


def _case_words(stage: str) -> tuple[str, str]:
    return {
        "accepted": ("已经受理", "接下来会核对情况、上门看看。您现在不用做什么。"),
        "investigating": ("正在核对、上门看", "有人会先打电话，再到家里来，家里留一位大人就行。"),
        "proposed": ("镇里已经提出意见", "接下来在村里公示，或者作决定。您现在不用做什么。"),
        "on_notice": ("正在村里公示", "公示七天，没有人提异议就作决定。您现在不用做什么。"),
        "objected": ("有人提了意见，正在核实", "我们会再了解一次，可能会打电话问您。"),
        "confirmed": ("已经批准", "您现在不用做什么，钱每月打到登记的卡上。"),
        "declined": ("这次没有通过", "请看通知书：写了为什么，也写了您还可以怎么办。"),
        "ended": ("已经停办", "家里情况变了，可以重新申请。"),
    }[stage]


def _miles(found: Any) -> list[cases.Mile]:
    """The way before there is a case."""
    handed_in = cases.Mile("已交申请", "done", found.submitted_on)
    if found.state in ENDS:
        return [handed_in, cases.Mile(ENDS[State(found.state)], "now", found.ended_on)]
    later = ("核对、上门看", "村里公示", "作决定，发通知书")
    return [
        handed_in,
        cases.Mile("镇里看材料", "now", None),
        *[cases.Mile(label, "later", None) for label in later],
    ]
