"""Objections against a notice: take one from anybody, then take it up, or say why not and let the notice run on."""

from datetime import date

from jiuzhu.casework.actions.decide import demand_other_hand
from jiuzhu.casework.actions.notice import posting_of, take_down
from jiuzhu.casework.actions.step import case_for, move
from jiuzhu.casework.models import Case, Objection
from jiuzhu.casework.objections import ANSWER, LOOKED_INTO, is_unanswered
from jiuzhu.casework.states import STEPS, Stage
from jiuzhu.clocks import actions as clocks
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action


@action("casework.object")
def object_to(case_no: str, text: str, contact: str, on: date, *, by: Scope) -> Objection:
    """Take an objection against a notice, from anyone, with or without a name. The notice hangs on; nobody may confirm
    until an officer has answered.

    What is said while an earlier one is looked into is kept with it. Raises Refused when nothing hangs or is looked into.
    """
    case = case_for(case_no, by)
    if not text.strip():
        raise Refused("text_missing", "请写下您觉得哪里不对，一两句话就行。")
    posting = posting_of(case)
    if case.stage == Stage.ON_NOTICE and on <= posting.until_on:
        clocks.start(case_no, ANSWER, case.region_code, on, by=by)
    elif not (case.stage in LOOKED_INTO and case.objections.exists()):
        raise Refused("not_on_notice", "这一户的公示已经结束。仍觉得不对，可以打监督电话反映，我们会核实。")
    return Objection.objects.create(
        case=case,
        posting=posting,
        text=text.strip()[:2000],
        contact=contact.strip()[:200] or None,
        received_on=on,
    )


@action("casework.take_objection")
def take_objection(case_no: str, on: date, *, by: Scope) -> Case:
    """受理: what was said can be checked, so the notice comes down and the case is found out again or appraised.

    Raises Refused when no objection waits.
    """
    case = case_for(case_no, by, *STEPS["object"].roles)
    _demand_waiting(case)
    take_down(case, "收到异议，重新调查或者民主评议", on, by=by)
    move(case, "object", on, by=by)
    return case


@action("casework.file_objection")
def file_objection(case_no: str, reason: str, on: date, *, by: Scope, is_unreachable: bool = False) -> Case:
    """不予受理: nothing that was said can be checked. All that waits is answered with the reason; the notice runs on.

    Raises Refused to whoever surveyed or proposed, without a reason, when no objection waits, and when somebody left a
    name, unless `is_unreachable` says that nobody answers to it.
    """
    case = case_for(case_no, by, *STEPS["file_objection"].roles)
    _demand_waiting(case)
    demand_other_hand(case, case.proposals.latest("pk"), by)
    if not reason.strip():
        raise Refused("reason_missing", "请写明为什么没有可以核实的具体情况。", STEPS["file_objection"].law)
    named = case.objections.filter(posting=posting_of(case), contact__isnull=False)
    if named.exists() and not is_unreachable:
        raise Refused(
            "named_objection",
            "有人留了姓名、联系方式，要受理。按它联系过、找不到这个人的，勾选“联系不上”再说明。",
            STEPS["file_objection"].law,
        )
    move(case, "file_objection", on, reason, by=by)
    clocks.meet(case_no, ANSWER, on, by=by)
    return case


def _demand_waiting(case: Case) -> None:
    if not is_unanswered(case):
        raise Refused("nothing_to_answer", "现在没有等着处理的异议，可能同事刚办过，请刷新再看。")
