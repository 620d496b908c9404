"""Decide a review: keep, change, taper or stop; nobody is cut without being heard (社会救助法 第四十八条)."""

from collections.abc import Mapping
from datetime import date

from jiuzhu.assessment.queries import adoptions
from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits import payable
from jiuzhu.benefits.entitlement import changed_from, less_from
from jiuzhu.benefits.kinds import Ground
from jiuzhu.benefits.models import Award, Hold
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
from jiuzhu.kernel.month import OF_AGE, Month, age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry import actions as registry
from jiuzhu.registry.kinds import Relation
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
    visit is owed to somebody who lives. A month that was approved for payment while the letter was written is seen once
    the county's book is locked, and refused: the decision itself makes no debt.
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
    first = _first_month(award, proposal, on, dead)
    move(case, "settle", on, by=by)
    letter = None
    if proposal.outcome != Outcome.KEEP:
        kind = LetterKind.TAPERING if proposal.programme == "tapering" else LetterKind.CHANGE
        letter = letters.write(case, kind, letters.change(case, proposal, award, heard, first, on), on, by)
    decision = record(case, proposal, letter, on, heard, by=by)
    if proposal.outcome != Outcome.KEEP:
        _carry_out(award, decision, first, dead, ground, by)
    words = letters.settled_words(case, proposal, award) if letter else letters.kept_words(case, award)
    letters.tell(case, words, on, by)
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

    Letters and messages of the case go to the new head. Raises Refused outside a review that is being found out, for
    somebody found to have died, and for a child while an adult of the family lives: a child alone is spoken for by a
    guardian, as in an application.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating", f"案件现在是“{Stage(case.stage).label}”，要换户主请先退回重新调查。"
        )
    _demand_fit(case, relations, on)
    household = registry.change_head(case.household, relations, on, by=by)
    Case.objects.filter(pk=case.pk).update(applicant=household.head)
    case.refresh_from_db()
    return case


def _demand_fit(case: Case, relations: Mapping[int, str], on: date) -> None:
    dead = found_dead(case)
    family = [row.person for row in members([case.household_id], on).get(case.household_id, [])]
    heads = [person for person in family if relations.get(person.pk) == Relation.SELF]
    has_adult = any(age_on(one.born, on) >= OF_AGE for one in family if one not in dead)
    for head in heads:
        if head in dead:
            raise Refused("head_is_dead", f"已经查到{head.name}去世，不能作户主。请选家里另一位。")
        if has_adult and age_on(head.born, on) < OF_AGE:
            raise Refused(
                "head_is_a_child",
                f"{head.name}还没有满 {OF_AGE} 岁，家里有成年人的，请由成年人作户主。只剩孩子的，才由孩子作户主、监护人代办。",
                "民法典 第十七条、第二十三条",
            )


def _first_month(award: Award, proposal: Proposal, on: date, dead: Mapping[Person, date]) -> Month:
    """The month from which a review's decision holds, for award, letter and standing."""
    died_on = max(dead.values(), default=None)
    if proposal.outcome == Outcome.CHANGE:
        return changed_from(award, proposal.determination, on, proposal.programme, died_on)
    return less_from(award, on, died_on)


def _carry_out(
    award: Award, decision: Decision, first: Month, dead: Mapping[Person, date], ground: Ground, by: Scope
) -> None:
    """Change or stop the award and the standing from a month on, with what is held of the dead before it. Either act locks
    the county's book: raises Refused where that month is not the first any more, for it has just been approved for payment."""
    proposal, on, heard = decision.proposal, decision.decided_on, decision.heard
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
    else:
        benefits.stop(award, decision.decision_no, heard, first, on, by=by, ground=ground)
    if first != _first_month(award, proposal, on, dead):
        raise Refused(
            "paid_meanwhile",
            "刚刚又批准了一个月的发放，这个决定要从再后一个月算起。请再按一次，月份会重新算。",
        )
    stand(decision, first, by=by)
    _void(award, dead, decision, first, by)


def _void(award: Award, dead: Mapping[Person, date], decision: Decision, first: Month, by: Scope) -> None:
    """What is held of the dead for months after the death, and is not cut with the award, is owed to nobody."""
    for person, died_on in dead.items():
        mine = Hold.objects.filter(person=person, award__household=award.household_id, award__fund=award.fund)
        late = mine.filter(due__month__gt=Month.of(died_on).number, due__month__lt=first.number)
        for held in late.exclude(due__payments__in=payable.sent()).order_by("pk"):
            benefits.void(held, decision.determination, decision.decided_on, by=by)


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
