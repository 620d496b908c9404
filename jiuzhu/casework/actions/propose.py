"""Determine what follows from the facts, and propose what the law gives: never without a visit, never over an open question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.assessment import actions as assessment
from jiuzhu.assessment.models import Determination
from jiuzhu.benefits import queries as benefits
from jiuzhu.casework.actions.notice import take_down
from jiuzhu.casework.actions.open import file_relatives
from jiuzhu.casework.actions.step import case_for, move
from jiuzhu.casework.disputes import open_disputes
from jiuzhu.casework.evidence import is_unverified, open_facts
from jiuzhu.casework.models import Case, Proposal
from jiuzhu.casework.states import STEPS, Kind, Outcome, Stage
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.policy.family import all_in_words
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action
from jiuzhu.verification.compare import LABELS
from jiuzhu.verification.queries import newest_version
from jiuzhu.verification.words import label

LAW = "民发〔2021〕57号 第19条"
PAID = ("dibao", "single_person", "tapering")
"""Programmes of this procedure that a determination can give an amount for, in the order in which they are tried."""


@dataclass(frozen=True)
class Conclusion:
    """What a determination comes to, in the words of a proposal."""

    outcome: Outcome
    programme: str
    monthly_fen: int


@action("casework.assess")
def assess(case_no: str, on: date, *, by: Scope) -> Determination:
    """Determine with what is believed now; a trial that binds nobody (试算)."""
    case = case_for(case_no, by, Role.CLERK, Role.CONFIRMER, Role.COUNTY)
    return assessment.determine(case_no, case.household, on, by=by)


@action("casework.propose")
def propose(case_no: str, on: date, *, by: Scope, note: str = "", unverified: str = "") -> Proposal:
    """提出审核意见, from a determination made now.

    Raises Refused without a home visit, for a new family of which no source has answered (民发〔2021〕57号 第17条) unless
    `unverified` says why, which then leads the note that the confirmer reads; with an unexplained difference from what was found or seen, or an objection that nothing settled, or while the determination leaves the matter
    open; the message names what is missing and who can settle it. Whom an officer or cadre has filed since the opening is filed here too.
    """
    case = case_for(case_no, by, *STEPS["propose"].roles)
    if case.kind == Kind.NEW and not case.visits.exists():
        raise Refused(
            "no_visit",
            "还没有入户调查，先两个人上门、填好调查表，再提出审核意见。",
            "民发〔2021〕57号 第16条",
        )
    _demand_settled(case)
    if is_unverified(case):
        note = _unverified(unverified, note)
    determination = assessment.determine(case_no, case.household, on, by=by)
    family = members([case.household_id], on).get(case.household_id, [])
    found = conclude(case, determination.result, [row.person.name for row in family])
    file_relatives(case, [row.person for row in family], by=by)
    move(case, "propose", on, note, by=by)
    Case.objects.filter(pk=case.pk).update(report_version=newest_version(case_no))
    return Proposal.objects.create(
        case=case,
        determination=determination,
        outcome=found.outcome,
        programme=found.programme,
        monthly_fen=found.monthly_fen,
        proposed_by=by.actor,
        proposed_on=on,
        note=note[:300],
    )


@action("casework.rework")
def rework(case_no: str, reason: str, on: date, *, by: Scope) -> Case:
    """Send a proposal, or a case with an objection, back to be found out again; a notice of it is taken down.

    What is proposed then is a new opinion and is posted anew, for the whole time, even where it comes to the same: the
    notice is of the opinion (民发〔2021〕57号 第19条), and no law shortens it but after an objection.
    """
    case = case_for(case_no, by, *STEPS["rework"].roles)
    if not reason.strip():
        raise Refused("reason_missing", "退回要写明要重新调查什么。", STEPS["rework"].law)
    if case.stage == Stage.ON_NOTICE:
        take_down(case, "退回重新调查", on, by=by)
    move(case, "rework", on, reason, by=by)
    return case


def conclude(case: Case, result: dict[str, Any], names: Sequence[str] = ()) -> Conclusion:
    """What to propose from a determination; raises Refused while it is open. `names` are the family's, in its order.

    New families: 低保, else 单人保, else recognised as 低保边缘, else declined. Families on the register: the amount kept,
    changed, tapered, or stopped.
    """
    programme = turns_on(case, result)
    if programme:
        told = result["results"][programme]
        if told["status"] == "undetermined" or told["monthly_fen"] is None:
            raise Refused("undetermined", _open_question(told, names), LAW)
        return _granted(case, programme, told["monthly_fen"])
    edge = result["classification"]["household"] == "dibian"
    if case.kind == Kind.REVIEW:
        return Conclusion(Outcome.STOP, "dibian" if edge else case.programme, 0)
    return (
        Conclusion(Outcome.RECOGNISE, "dibian", 0) if edge else Conclusion(Outcome.DECLINE, case.programme, 0)
    )


def turns_on(case: Case, result: dict[str, Any]) -> str | None:
    """The programme a conclusion turns on: the first that pays, or that cannot be told yet; None when all are refused."""
    for programme in PAID if case.kind == Kind.REVIEW else PAID[:2]:
        told = result["results"].get(programme, {"status": "ineligible"})
        if told["status"] == "undetermined" or (told["status"] == "eligible" and not told["excluded_by"]):
            return programme
    return None


def _demand_settled(case: Case) -> None:
    """Raise Refused while something found or seen otherwise is unexplained, or an objection of the family to what was found is open."""
    waiting = open_facts(case.case_no)
    if waiting:
        told = "、".join(sorted({label(fact.key) for fact in waiting}))
        raise Refused(
            "open_differences",
            f"还有 {len(waiting)} 处申报和查到、看到的不一致没有说明：{told}。请听家庭说明、选定采信哪个，再提出意见。",
            "民发〔2021〕57号 第18条",
        )
    disputed = open_disputes(case)
    if disputed:
        told = "、".join(sorted({LABELS.get(row.claim.key, row.claim.key) for row in disputed}))
        raise Refused(
            "open_disputes",
            f"家庭对查到的 {len(disputed)} 项有异议，还没有定：{told}。请看重新核对的答复和家庭的凭据，采信一个值，再提出意见。",
            "民发〔2021〕57号 第18条",
        )


def _unverified(why: str, note: str) -> str:
    """The note of a proposal that rests on no report."""
    if not why.strip():
        raise Refused(
            "not_verified",
            "还没有核对报告。请先发起核对，等第一批答复；确实核对不了的，写明为什么没有核对就提出，确认人看得到。",
            "民发〔2021〕57号 第17条",
        )
    return f"没有核对就提出：{why.strip()}{'。' if note else ''}{note}"


def _granted(case: Case, programme: str, monthly_fen: int) -> Conclusion:
    if case.kind == Kind.NEW:
        return Conclusion(Outcome.GRANT, programme, monthly_fen)
    award = benefits.open_award_of(case.household_id)
    if award is None:
        raise Refused("nothing_awarded", "这个家庭现在没有在发的救助金，复核不能变更；请按新申请办理。")
    same = award.monthly_fen == monthly_fen and award.programme == programme
    return Conclusion(Outcome.KEEP if same else Outcome.CHANGE, programme, monthly_fen)


def _open_question(told: dict[str, Any], names: Sequence[str]) -> str:
    decide = [row["label"] for row in told["for_a_person_to_decide"]]
    lines = [f"要人工确定：{'、'.join(decide)}（提出裁定、另一位复核）"] if decide else []
    missing = all_in_words(told["missing"], names)
    lines += [f"还不知道：{'、'.join(missing[:6])}"] if missing else []
    return "现在还不能下结论。" + "；".join(lines) + "。"
