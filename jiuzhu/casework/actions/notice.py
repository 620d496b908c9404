"""Public notice: post it, prove it, take it down, hold a villagers' appraisal after an objection."""

from dataclasses import dataclass
from datetime import date

from jiuzhu.casework import letters
from jiuzhu.casework.actions.step import case_for, move, proposed
from jiuzhu.casework.models import Case, Meeting
from jiuzhu.casework.objections import ANSWER
from jiuzhu.casework.states import STEPS, Outcome
from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.actions import due_on
from jiuzhu.clocks.kinds import DEADLINES
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import LetterKind, PaperKind, RecordKind, SignMethod
from jiuzhu.documents.models import Paper
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices import actions as notices
from jiuzhu.notices.kinds import PostingKind
from jiuzhu.notices.models import Posting
from jiuzhu.notices.named import LAW as MINORS
from jiuzhu.notices.named import demand_guardian, is_minor
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action

MOST_PRESENT = 9999
"""More people than any village assembles."""


@dataclass(frozen=True)
class MeetingForm:
    """A villagers' appraisal: how many came, how many of them representatives, how many found the report true."""

    held_on: date
    present: int
    representatives: int
    agreed: int
    conclusion: str
    sheet: bytes = b""
    """Photo of the page that all signed."""


@action("casework.give_notice")
def give_notice(case_no: str, on: date, *, by: Scope, guardian: str = "") -> Posting:
    """Post the proposal for seven days (民发〔2021〕57号 第19条); after an objection, again for three (重庆条例 第十九条).

    The sheet for the village board is made with it and shows the four things the law lists, nothing else. An applicant
    under 18 is posted under the name of the `guardian`; raises Refused without one.
    """
    case = case_for(case_no, by, *STEPS["give_notice"].roles)
    proposal = proposed(case, "give_notice")
    if proposal.outcome != Outcome.GRANT:
        raise Refused(
            "nothing_to_post",
            f"审核意见是“{Outcome(proposal.outcome).label}”，不用公示，请直接作出决定。",
            "民办函〔2024〕31号：谁救助谁公示",
        )
    guardian = guardian.strip()
    _demand_grown(case, guardian, on)
    key = notice_key(case)
    move(case, "give_notice", on, by=by)
    until = due_on(on, DEADLINES[key].days, DEADLINES[key].unit)
    shown = letters.shown(case, proposal, on, guardian)
    sheet = letters.write(
        case,
        LetterKind.POSTING,
        letters.posting(case, shown, "review", on, until, DEADLINES[key].days),
        on,
        by,
    )
    clocks.start(case_no, key, case.region_code, on, by=by)
    return notices.post(
        case_no, case.region_code, PostingKind.REVIEW, shown, on,
        by=by, applicant_born_on=case.applicant.born, until_on=until, sheet=sheet, guardian=guardian,
    )  # fmt: skip


@action("casework.prove_posted")
def prove_posted(case_no: str, paper: Paper, on: date, *, by: Scope) -> Posting:
    """Keep the photo that shows the sheet on the village board."""
    case = case_for(case_no, by, Role.CLERK, Role.ASSISTANT, Role.COUNTY)
    if paper.kind != PaperKind.POSTING_PHOTO:
        raise Refused("wrong_paper", "请上传公示栏的照片（材料种类选“公示照片”）。")
    return notices.prove_posted(posting_of(case), paper, on, by=by)


@action("casework.appraise")
def appraise(case_no: str, form: MeetingForm, on: date, *, by: Scope) -> Meeting:
    """Record a villagers' appraisal after an objection; then a new proposal is due. Two thirds must be representatives.

    Raises Refused for numbers that cannot be, and for a day after today or before the objection.
    """
    case = case_for(case_no, by, *STEPS["appraise"].roles)
    if form.present < 3:
        raise Refused("too_few_present", f"到会 {form.present} 人：民主评议至少要 3 人到会，请核对人数。")
    if form.representatives > form.present:
        raise Refused(
            "more_representatives_than_present",
            f"村（居）民代表 {form.representatives} 人，比到会的 {form.present} 人还多，请核对人数。",
        )
    if form.representatives * 3 < form.present * 2:
        raise Refused(
            "too_few_representatives",
            f"到会 {form.present} 人，其中村（居）民代表 {form.representatives} 人：代表要占三分之二以上，请核对人数。",
            "民发〔2012〕220号 第21条（沿用做法）",
        )
    if form.agreed > form.present:
        raise Refused(
            "bad_meeting", f"认为属实的 {form.agreed} 人，比到会的 {form.present} 人还多，请核对人数。"
        )
    if form.present > MOST_PRESENT:
        raise Refused("bad_meeting", f"到会人数不能多于 {MOST_PRESENT}，请核对人数。")
    move(case, "appraise", on, form.conclusion, by=by)
    objected_on = case.objections.filter(posting=posting_of(case)).earliest("received_on").received_on
    if not objected_on <= form.held_on <= on:
        raise Refused("bad_meeting", f"评议会应在收到异议（{objected_on}）以后、不晚于今天开，请核对日期。")
    content = {
        "held_on": form.held_on.isoformat(), "present": form.present, "representatives": form.representatives,
        "agreed": form.agreed, "conclusion": form.conclusion,
    }  # fmt: skip
    record = documents.open_record(
        RecordKind.MEETING, case_no, content, on, by=by, region_code=case.region_code
    )
    chair = Signer(by.name, "主持人", login_id=by.login_id)
    documents.sign(
        record, chair, SignMethod.PAPER if form.sheet else SignMethod.CLICK, by=by, image=form.sheet
    )
    return Meeting.objects.create(
        case=case, held_on=form.held_on, present=form.present, representatives=form.representatives,
        agreed=form.agreed, record=record,
    )  # fmt: skip


def _demand_grown(case: Case, guardian: str, on: date) -> None:
    """Raise Refused where a child would be posted, by its own name or as somebody's guardian."""
    demand_guardian(case.applicant.born, on, guardian)
    family = [row.person for row in members([case.household_id], on).get(case.household_id, [])]
    if guardian in {person.name for person in family if is_minor(person.born, on)}:
        raise Refused("minor_guardian", f"{guardian}未满 18 周岁，不能用来公示。请填写监护人的姓名。", MINORS)


def take_down(case: Case, reason: str, on: date, *, by: Scope) -> None:
    """Withdraw the notice of a case that is found out again, and its clock; what was said against it is answered by that."""
    notices.withdraw(posting_of(case), reason, on, by=by)
    clocks.drop(case.case_no, notice_key(case), on, by=by)
    clocks.meet_running(case.case_no, ANSWER, on, by=by)


def notice_key(case: Case) -> str:
    """Which time a notice hangs: the shorter one once an objection was taken up."""
    return "db.republicity" if case.steps.filter(verb="object").exists() else "db.publicity"


def posting_of(case: Case) -> Posting:
    """The newest review notice of a case; raises Refused when there is none."""
    posting = Posting.objects.filter(case_no=case.case_no, kind=PostingKind.REVIEW).order_by("-pk").first()
    if posting is None:
        raise Refused("not_posted", "这个案件还没有公示。")
    return posting
