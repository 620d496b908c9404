"""Ask the town where a family lives to come along on the home visit; take on what another town asks."""

from datetime import date

from jiuzhu.casework.actions.step import case_for, is_recused
from jiuzhu.casework.cooperation import is_open
from jiuzhu.casework.models import Cooperation
from jiuzhu.casework.states import OPEN
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.calendar import add_workdays
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import region
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

LAW = "民发〔2021〕57号 第15条；民发〔2022〕83号 三(二)"
TOWN = 9
"""Digits of a town's code."""
LONGEST = 45
"""Working days: no case may take longer (民发〔2022〕83号 四(一))."""


@action("casework.ask_cooperation")
def ask_cooperation(
    case_no: str, town_code: str, reason: str, until_on: date, on: date, *, by: Scope
) -> Cooperation:
    """Ask another town to come along on the visit; asked again while it is not done, the same request ends anew.

    Raises Refused for a closed case, the own town or one that is not there, an impossible end, or without a reason.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if case.stage not in OPEN:
        raise Refused("case_closed", "案件已经办结，不用再请别处协助。")
    if not reason.strip():
        raise Refused("reason_missing", "请写明要协助什么，例如：家庭住在你处，请一同入户。", LAW)
    if len(town_code) != TOWN or region(town_code) is None or case.region_code.startswith(town_code):
        raise Refused("no_such_town", "请选家庭现在住的镇街；本镇街的同事不用请，直接选作同行人员。", LAW)
    if not on <= until_on <= add_workdays(on, LONGEST):
        raise Refused("bad_until", f"协助的截止日期应在今天以后、{LONGEST} 个工作日以内，请改正。", LAW)
    return Cooperation.objects.update_or_create(
        case=case,
        town_code=town_code,
        done_on=None,
        defaults={"reason": reason.strip()[:300], "until_on": until_on},
        create_defaults={
            "number": f"XZ-{case_no.removeprefix('SJ-')}-{case.cooperations.count() + 1}",
            "reason": reason.strip()[:300],
            "asked_by": by.actor,
            "asked_on": on,
            "until_on": until_on,
        },
    )[0]


@action("casework.take_cooperation")
def take_cooperation(number: str, on: date, *, by: Scope) -> Cooperation:
    """Take on what another town asks, as a clerk of the town that was asked; the same again changes nothing.

    Raises Refused to a relative, to a colleague of who has it, or when it is over.
    """
    asked = (
        Cooperation.objects.select_for_update(of=("self",))
        .select_related("case")
        .filter(number=number)
        .first()
    )
    if asked is None:
        raise Refused("not_found", f"没有编号为 {number} 的协助请求，请核对编号。")
    by.demand(asked.town_code, Role.CLERK)
    if is_recused(asked.case, by):
        raise Refused(
            "recused",
            "这一户有您的近亲属，您要回避，请由其他同事协助。",
            "近亲属回避；民发〔2021〕57号 第11条",
        )
    if not is_open(asked, on):
        raise Refused("request_over", "这项协助已经办完或者到期，不用再接。需要时对方镇街会重新请。")
    if asked.login_id not in (None, by.login_id):
        raise Refused("taken", "本镇街的同事已经接下这项协助，请和同事商量。")
    if asked.login_id is None:
        asked.login_id, asked.taken_on = by.login_id, on
        asked.save(update_fields=["login", "taken_on"])
    return asked
