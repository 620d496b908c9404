"""What the acts on applications share: hold the row, drop its clocks, find the town's office, tell the family."""

import json
from datetime import date
from typing import Any

from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.models import Clock
from jiuzhu.intake.kinds import State
from jiuzhu.intake.models import Application
from jiuzhu.intake.queries import recused
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.actions import tell
from jiuzhu.notices.kinds import Channel
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Office
from jiuzhu.org.queries import office_of
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal

MAY_DECIDE = (Role.CLERK, Role.COUNTY)
"""Who deals with what is handed in: the town, and the county where everybody there is a relative."""


def held(application: Application, by: Scope) -> Application:
    """The application under a lock, for an officer of its place who has no relative in it."""
    by.demand(application.region_code, *MAY_DECIDE)
    demand_no_relative(application, by)
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def demand_no_relative(application: Application, by: Scope) -> None:
    """Raise Refused for whoever has a filed relative among the people of an application."""
    if recused(by).filter(pk=application.pk).exists():
        raise Refused(
            "recused",
            "这份申请里有您的近亲属，您要回避，请由其他同事办理；镇里没有别人的，请区民政局办理。",
            "近亲属回避；民发〔2021〕57号 第11条",
        )


def drop_clocks(application: Application, on: date, by: Scope) -> None:
    """What still runs for an application that is decided no longer does."""
    running = Clock.objects.filter(case_no=application.number, met_on=None, dropped_on=None)
    for key in list(running.values_list("key", flat=True)):
        clocks.drop(application.number, key, on, by=by)


def not_open(application: Application) -> Refused:
    """Why an application of which the door has let go cannot be dealt with, and what can be done."""
    return Refused(application.state, _NOT_OPEN[State(application.state)])


_NOT_OPEN = {
    State.ACCEPTED: "这份申请已经受理，不能再撤回或者转出。家里不想办了，请告诉镇里，由经办人员终止程序。",
    State.TURNED_AWAY: "这份申请已经转到别处办理，这里不再办。家庭可以重新申请。",
    State.WITHDRAWN: "家庭已经撤回这份申请，这里不再办。家庭可以重新申请。",
    State.UNSUPPLIED: "通知补正后没有补齐，这份申请已经结束。家庭可以重新申请。",
}


def payload_of(application: Application) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(reveal(application, "payload"))
    return told


def town_office(application: Application) -> Office:
    """The town government that deals with an application."""
    office = office_of(application.region_code, Level.TOWN)
    if office is None:
        raise Refused(
            "no_office",
            f"辖区 {application.region_code} 没有登记镇街机构，发不了文书。请先由管理员登记机构。",
        )
    return office


def contact(office: Office, by: Scope) -> dict[str, str]:
    """Whom a family may call about a letter."""
    return {"name": by.name or office.short, "phone": office.phone or "12345"}


def tell_family(application: Application, about: str, words: str, on: date, by: Scope) -> None:
    """A text message to the applicant's phone; it can be read on their page at once."""
    resident = application.resident
    resident.refresh_from_db(fields=["person_id"])
    whom, phone = resident.person_id or resident.pk, reveal(resident, "phone")
    tell(whom, about, Channel.SMS, words, by=by, on=on, phone=phone)
