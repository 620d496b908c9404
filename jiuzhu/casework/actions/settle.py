"""Decide a review: keep, change, taper or stop; nobody is cut without being heard (社会救助法 第四十八条)."""

from collections.abc import Mapping
from datetime import date

from jiuzhu.assessment.queries import adoptions
from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.entitlement import changed_from, less_from
from jiuzhu.benefits.kinds import Ground
from jiuzhu.benefits.models import Award
from jiuzhu.benefits.queries import open_award_of
from jiuzhu.casework import letters
from jiuzhu.casework.actions.decide import demand_other_hand, demand_same_report, record
from jiuzhu.casework.actions.open import close, meet_reviews, plan_review
from jiuzhu.casework.actions.step import case_for, move
from jiuzhu.casework.actions.still import demand_still_so
from jiuzhu.casework.models import Case, Decision, Proposal
from jiuzhu.casework.states import STEPS, Outcome, Stage
from jiuzhu.clocks import actions as clocks
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import LetterKind, RecordKind, SignMethod
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry import actions as registry
from jiuzhu.registry.actions import end_standing, give_standing
from jiuzhu.registry.models import Person, Standing
from jiuzhu.trail.record import action

LAW = "社会救助法 第四十八条"


@action("casework.record_hearing")
def record_hearing(
    case_no: str,
    said: str,
    answer: str,
    ground: str,
    on: date,
    *,
    by: Scope,
    strokes: bytes = b"",
    speaker: str = "",
) -> SignedRecord:
    """Record that the family was heard before a decrease, or the ground that leaves nobody to hear (death, own wish).

    With `strokes` the speaker signs; a `ground` record is signed by the officer alone.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if not ground and not (said.strip() and strokes):
        raise Refused(
            "not_heard",
            "请记下家庭怎么说，并请说话的人签名；确实没有人可听取（去世、本人提出）时写明依据。",
            LAW,
        )
    kind = RecordKind.GROUND if ground else RecordKind.HEARING
    content = {"on": on.isoformat(), "said": said.strip(), "answer": answer.strip(), "ground": ground.strip()}
    signed = documents.open_record(kind, case_no, content, on, by=by, region_code=case.region_code)
    documents.sign(signed, Signer(by.name, "记录人", login_id=by.login_id), SignMethod.CLICK, by=by)
    if strokes:
        family = Signer(speaker or case.applicant.name, "家庭成员", person_id=case.applicant_id)
        documents.sign(signed, family, SignMethod.STROKES, by=by, image=strokes)
    return signed


@action("casework.settle")
def settle(
    case_no: str, heard: SignedRecord | None, on: date, *, by: Scope, ground: Ground | None = None
) -> Decision:
    """Decide a review as proposed. A decrease, tapering or stop needs `heard`, the record of the hearing of this case.

    `ground` says under which reason the month's difference is told; unsaid, it is a death where one was found, else
    the review itself. Raises Refused without it, to the proposer, or when a newer report has arrived.
    """
    case = case_for(case_no, by, *STEPS["settle"].roles)
    if case.stage == Stage.CONFIRMED:
        return case.decisions.get()
    proposal = case.proposals.latest("pk")
    demand_other_hand(case, proposal, by)
    demand_same_report(case)
    if heard is not None and heard.about != case_no:
        raise Refused("heard_elsewhere", "这份听取意见记录不是本案的，请选本案的记录。", LAW)
    award = open_award_of(case.household_id)
    if award is None:
        raise Refused("nothing_awarded", "这个家庭现在没有在发的救助金，没有可以变更的。")
    demand_still_so(case, proposal, on)
    dead = found_dead(case)
    ground = Ground(ground) if ground else Ground.DEATH if dead else Ground.REVIEW
    first = _first_month(award, proposal, on)
    move(case, "settle", on, by=by)
    letter = None
    if proposal.outcome != Outcome.KEEP:
        kind = LetterKind.TAPERING if proposal.programme == "tapering" else LetterKind.CHANGE
        letter = letters.write(case, kind, letters.change(case, proposal, award, heard, first, on), on, by)
    decision = record(case, proposal, letter, on, heard, by=by)
    if proposal.outcome == Outcome.CHANGE:
        benefits.change(
            proposal.determination,
            decision.decision_no,
            heard,
            on,
            by=by,
            ground=ground,
            from_month=first,
            programme=proposal.programme,
        )
        _swap_standing(case, proposal.programme, decision.decision_no, first, by)
    elif proposal.outcome == Outcome.STOP:
        benefits.stop(award, decision.decision_no, heard, first, on, by=by, ground=ground)
        left = "dibian" if proposal.programme == "dibian" else ""
        _swap_standing(case, left, decision.decision_no, first, by)
    if letter:
        letters.tell(case, letters.settled_words(case, proposal, award), on, by)
    _bury(case, dead, on, by)
    clocks.meet(case_no, "db.total_delegated", on, by=by)
    meet_reviews(case, on, by=by)
    close(case, on, by=by)
    if proposal.outcome != Outcome.STOP:
        _look_again(case, proposal, first, on, by)
    return decision


@action("casework.change_head")
def change_head(case_no: str, relations: Mapping[int, str], on: date, *, by: Scope) -> Case:
    """Another member becomes head of the family under review, as after a death; `relations` are those to the new head.

    Letters and messages of the case go to the new head. Raises Refused outside a review that is being found out.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating", f"案件现在是“{Stage(case.stage).label}”，要换户主请先退回重新调查。"
        )
    household = registry.change_head(case.household, relations, on, by=by)
    Case.objects.filter(pk=case.pk).update(applicant=household.head)
    case.refresh_from_db()
    return case


def _first_month(award: Award, proposal: Proposal, on: date) -> Month:
    """The month from which a review's decision holds, for award, letter and standing."""
    if proposal.outcome == Outcome.CHANGE:
        return changed_from(award, proposal.determination, on, proposal.programme)
    return less_from(award, on)


def _look_again(case: Case, proposal: Proposal, first: Month, on: date, by: Scope) -> None:
    """渐退 ends with its last month; everybody else is reviewed as often as their circumstances want it."""
    if proposal.programme == "tapering":
        until = (first + letters.GRACE_MONTHS - 1).last
        clocks.start(case.case_no, "db.grace_max", case.region_code, on, by=by, until=until)
    else:
        plan_review(case, proposal.determination, on, by=by)


def found_dead(case: Case) -> dict[Person, date]:
    """Who of the family was found in this review to have died, and when."""
    believed = adoptions(case.case_no)
    return {
        row.person: date.fromisoformat(believed[person_id, "status_since"].value)
        for (person_id, key), row in believed.items()
        if key == "status" and row.value == "dead" and row.person and (person_id, "status_since") in believed
    }


def _bury(case: Case, dead: Mapping[Person, date], on: date, by: Scope) -> None:
    """Who has died leaves the family with the decision that reckons without them."""
    for person, died_on in dead.items():
        registry.mark_dead(person, died_on, by=by)
        registry.leave(case.household, person, on, by=by)
    if dead:
        clocks.meet_running(case.case_no, "db.death_close", on, by=by)


def _swap_standing(case: Case, programme: str, decision_no: str, month: Month, by: Scope) -> None:
    """End what the family stood in before a month, unless it stays the same, and give it what it stands in from then on."""
    for standing in Standing.objects.filter(household=case.household, until_month=None, person=None).exclude(
        programme=programme
    ):
        end_standing(standing, month, by=by)
    if programme:
        give_standing(case.household, programme, decision_no, month, by=by)
