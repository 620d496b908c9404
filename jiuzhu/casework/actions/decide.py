"""Decide: confirm after the notice, or decline with reasons. The one who surveyed or proposed is not the one who confirms."""

from datetime import date

from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.entitlement import granted_from
from jiuzhu.benefits.queries import account_of
from jiuzhu.casework import letters
from jiuzhu.casework.actions.notice import posting_of
from jiuzhu.casework.actions.open import close, plan_review
from jiuzhu.casework.actions.stand import stand
from jiuzhu.casework.actions.step import case_for, move, proposed
from jiuzhu.casework.actions.still import demand_still_so
from jiuzhu.casework.models import Case, Decision, Proposal
from jiuzhu.casework.objections import is_unanswered
from jiuzhu.casework.states import STEPS, Outcome, Stage, owed_visit
from jiuzhu.clocks import actions as clocks
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.documents.models import Letter, SignedRecord
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices import actions as notices
from jiuzhu.notices.kinds import PostingKind
from jiuzhu.notices.models import Posting
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.queries import newest_version


@action("casework.confirm")
def confirm(case_no: str, on: date, *, by: Scope) -> Decision:
    """确认: decide for the family what was proposed, from its first month (`granted_from`) on, and publish it.

    Raises Refused before the notice has ended and been proven, while an objection waits for an answer or the county's visit is owed, when a newer report
    than the proposal's has arrived, to whoever surveyed or proposed, without an account to pay into, and when the facts
    come to something else by now.
    """
    case = case_for(case_no, by, *STEPS["confirm"].roles)
    if case.stage == Stage.CONFIRMED:
        return case.decisions.get()
    proposal = proposed(case, "confirm")
    demand_other_hand(case, proposal, by)
    posting = posting_of(case)
    _demand_notice_over(case, posting, on)
    demand_county_visit(case)
    demand_same_report(case)
    demand_still_so(case, proposal, on)
    account = account_of(case.household_id)
    if account is None:
        raise Refused(
            "no_account",
            "还没有登记家庭的收款账户，请先登记户主或成员本人的社保卡（一卡通）。",
            "民发〔2021〕57号 第25条",
        )
    first = granted_from(proposal.determination, on, proposal.programme)
    move(case, "confirm", on, by=by)
    letter = letters.write(
        case, LetterKind.CONFIRM, letters.confirm(case, proposal, account, first, on), on, by
    )
    decision = record(case, proposal, letter, on, by=by)
    benefits.grant(
        proposal.determination, decision.decision_no, on, payee=account, by=by, programme=proposal.programme
    )
    stand(decision, first, by=by)
    guardian = posting.name if posting.is_guardian else ""
    notices.post(
        case_no, case.region_code, PostingKind.CONFIRMED, letters.shown(case, proposal, on, guardian), on,
        by=by, applicant_born_on=case.applicant.born, guardian=guardian,
    )  # fmt: skip
    letters.tell(case, letters.confirmed_words(case, proposal, first), on, by)
    clocks.meet(case_no, "db.total_delegated", on, by=by)
    close(case, on, by=by)
    plan_review(case, proposal.determination, on, by=by)
    return decision


@action("casework.decline")
def decline(case_no: str, on: date, *, by: Scope) -> Decision:
    """Decide against what was asked, in writing and with reasons, or recognise the family as 低保边缘 and refer it on.

    Raises Refused while the county's visit is owed, when a newer report than the proposal's has arrived, to whoever
    surveyed or proposed, and for a proposal that grants.
    """
    case = case_for(case_no, by, *STEPS["decline"].roles)
    if case.stage == Stage.DECLINED:
        return case.decisions.get()
    proposal = proposed(case, "decline")
    if proposal.outcome not in (Outcome.DECLINE, Outcome.RECOGNISE):
        raise Refused(
            "proposal_grants",
            f"审核意见是“{Outcome(proposal.outcome).label}”，不能作不予确认；不同意请退回重新调查。",
        )
    demand_other_hand(case, proposal, by)
    demand_county_visit(case)
    demand_same_report(case)
    demand_still_so(case, proposal, on)
    move(case, "decline", on, by=by)
    letter = letters.write(case, LetterKind.DECLINE, letters.decline(case, proposal, on), on, by)
    decision = record(case, proposal, letter, on, by=by)
    if proposal.outcome == Outcome.RECOGNISE:
        stand(decision, Month.of(on), by=by)
    letters.tell(case, letters.declined_words(case, proposal), on, by)
    clocks.meet(case_no, "db.total_delegated", on, by=by)
    close(case, on, by=by)
    clocks.start(case_no, "db.reject_notice", case.region_code, on, by=by)
    return decision


@action("casework.decide")
def record(
    case: Case,
    proposal: Proposal,
    letter: Letter | None,
    on: date,
    heard: SignedRecord | None = None,
    *,
    by: Scope,
) -> Decision:
    """The decision itself; its number is its letter's, or the case's own when nothing changes."""
    return Decision.objects.create(
        case=case,
        decision_no=letter.number if letter else f"{case.case_no}-维持",
        proposal=proposal,
        determination=proposal.determination,
        outcome=proposal.outcome,
        programme=proposal.programme,
        monthly_fen=proposal.monthly_fen,
        decided_by=by.actor,
        decided_on=on,
        heard=heard,
        letter=letter,
    )


def demand_other_hand(case: Case, proposal: Proposal, by: Scope) -> None:
    """Separation of duties: neither the proposer nor a surveyor decides."""
    surveyors = {login for visit in case.visits.all() for login in (visit.first_id, visit.second_id)}
    if by.actor == proposal.proposed_by or by.login_id in surveyors:
        raise Refused(
            "same_hand", "调查或者提出审核意见的人不能作决定，请由另一位负责人办理。", "审核与确认分离"
        )


def demand_same_report(case: Case) -> None:
    """A late answer makes a new report: what was proposed before it must be looked at again."""
    newest = newest_version(case.case_no)
    if newest > case.report_version:
        raise Refused(
            "newer_report",
            f"核对报告有了第 {newest} 版（迟到的答复），审核意见用的是第 {case.report_version} 版。请退回重看新的报告，再提出意见。",
        )


def demand_county_visit(case: Case) -> None:
    """A filed relative, a complaint or the county's own draw: nobody decides before the county has been there."""
    if why := owed_visit(case.county_visit, case.visits.values_list("level", flat=True)):
        raise Refused(
            "county_visit_owed",
            f"这一户因为“{why}”，区民政局要先入户调查，现在不能作决定。请区民政局入户，或者退回重新调查。",
            "民发〔2021〕57号 第20条第2款",
        )


def _demand_notice_over(case: Case, posting: Posting, on: date) -> None:
    if case.stage == Stage.ON_NOTICE and on <= posting.until_on:
        raise Refused(
            "on_notice",
            f"公示到 {posting.until_on.month}月{posting.until_on.day}日结束，之后才能确认。",
            "民发〔2021〕57号 第19条",
        )
    if is_unanswered(case):
        raise Refused(
            "objection_waits",
            "公示收到的异议还没有处理，先受理，或者写明为什么不受理，再确认。",
            STEPS["object"].law,
        )
    if posting.proof_id is None:
        raise Refused(
            "not_proven",
            "还没有公示栏的照片。请村（社区）协理员拍照上传，证明张榜公示过。",
            "綦江区实施意见 第20条",
        )
