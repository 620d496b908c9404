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
from jiuzhu.casework.actions.adjust import reckon_again
from jiuzhu.casework.actions.decide import demand_county_visit, demand_other_hand, demand_same_report, record
from jiuzhu.casework.actions.open import close, meet_reviews, plan_review
from jiuzhu.casework.actions.stand import stand
from jiuzhu.casework.actions.step import case_for, move, proposed
from jiuzhu.casework.actions.still import demand_still_so
from jiuzhu.casework.kinds import OPEN_PROGRESS
from jiuzhu.casework.models import Case, Decision, Proposal, Reckoning
from jiuzhu.casework.states import STEPS, Outcome, Stage
from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.models import Clock
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry import actions as registry
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action

LAW = "社会救助法 第四十八条"


@action("casework.settle")
def settle(
    case_no: str, heard: SignedRecord | None, on: date, *, by: Scope, ground: Ground | None = None
) -> Decision:
    """Decide a review as proposed. A decrease, tapering or stop needs `heard`, the record of the hearing of this case.

    `ground` says under which reason the month's difference is told; unsaid, it is a death where one was found, else
    the review itself. Raises Refused without it, to the proposer, when a newer report has arrived, and while the county's
    visit is owed to somebody who lives.
    """
    case = case_for(case_no, by, *STEPS["settle"].roles)
    if case.stage == Stage.CONFIRMED:
        return case.decisions.get()
    proposal = proposed(case, "settle")
    demand_other_hand(case, proposal, by)
    demand_same_report(case)
    if heard is not None and heard.about != case_no:
        raise Refused("heard_elsewhere", "这份听取意见记录不是本案的，请选本案的记录。", LAW)
    award = open_award_of(case.household_id)
    if award is None:
        raise Refused("nothing_awarded", "这个家庭现在没有在发的救助金，没有可以变更的。")
    demand_still_so(case, proposal, on)
    dead = found_dead(case)
    if any(row.person not in dead for row in members([case.household_id], on).get(case.household_id, [])):
        demand_county_visit(case)
    ground = Ground(ground) if ground else Ground.DEATH if dead else Ground.REVIEW
    first = _first_month(award, proposal, on, max(dead.values(), default=None))
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
        stand(decision, first, by=by)
    elif proposal.outcome == Outcome.STOP:
        benefits.stop(award, decision.decision_no, heard, first, on, by=by, ground=ground)
        stand(decision, first, by=by)
    if letter:
        letters.tell(case, letters.settled_words(case, proposal, award), on, by)
    _bury(case, dead, on, by)
    clocks.meet(case_no, "db.total_delegated", on, by=by)
    tapers_until = _tapers_until(case) or (first + letters.GRACE_MONTHS - 1).last
    meet_reviews(case, on, by=by)
    close(case, on, by=by)
    if proposal.programme == "tapering" and proposal.outcome != Outcome.STOP:
        clocks.start(case.case_no, "db.grace_max", case.region_code, on, by=by, until=tapers_until)
    elif proposal.outcome != Outcome.STOP:
        plan_review(case, proposal.determination, on, by=by)
    for row in Reckoning.objects.filter(award=award, progress__in=OPEN_PROGRESS):
        reckon_again(row.pk, decision.decision_no, on, by=by)
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


def _first_month(award: Award, proposal: Proposal, on: date, died_on: date | None) -> Month:
    """The month from which a review's decision holds, for award, letter and standing."""
    if proposal.outcome == Outcome.CHANGE:
        return changed_from(award, proposal.determination, on, proposal.programme, died_on)
    return less_from(award, on, died_on)


def _tapers_until(case: Case) -> date | None:
    """The last day of a 渐退 in which the family already is: a review within it does not begin its months anew."""
    running = Clock.objects.filter(
        case_no__in=Case.objects.filter(household=case.household_id).values("case_no"),
        key="db.grace_max", met_on=None, dropped_on=None,
    )  # fmt: skip
    return running.values_list("due_on", flat=True).first()


def found_dead(case: Case) -> dict[Person, date]:
    """Who of the family was found in this review to have died, and when."""
    believed = adoptions(case.case_no)
    return {
        row.person: date.fromisoformat(believed[person_id, "status_since"].value)
        for (person_id, key), row in believed.items()
        if key == "status" and row.value == "dead" and row.person and (person_id, "status_since") in believed
    }


def _bury(case: Case, dead: Mapping[Person, date], on: date, by: Scope) -> None:
    """Who has died leaves the family with the decision that reckons without them; a head whom nobody follows, last."""
    for person, died_on in sorted(dead.items(), key=lambda one: one[0].pk == case.household.head_id):
        registry.mark_dead(person, died_on, by=by)
        registry.leave(case.household, person, on, by=by)
    if dead:
        clocks.meet_running(case.case_no, "db.death_close", on, by=by)
