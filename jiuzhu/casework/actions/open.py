"""Open a case from an accepted application, or a review of a family on the register; end one without a decision."""

from collections.abc import Iterable
from datetime import date

from jiuzhu.assessment.actions import claim
from jiuzhu.assessment.ages import told_by_age
from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.models import Claim, Determination
from jiuzhu.assessment.queries import believed
from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits import payable
from jiuzhu.benefits.kinds import HoldEnd
from jiuzhu.benefits.models import Hold
from jiuzhu.benefits.queries import open_award_of
from jiuzhu.casework.actions.notice import take_down
from jiuzhu.casework.actions.step import case_for, move
from jiuzhu.casework.kept import newest_decided
from jiuzhu.casework.models import Case, Counter, Filing
from jiuzhu.casework.reviews import cycle
from jiuzhu.casework.states import OPEN, STEPS, Kind, Stage
from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.kinds import REVIEWS
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.kernel.month import Month, age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import filed_relatives
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household, Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action
from jiuzhu.verification.assist import actions as assist


@action("casework.open_case")
def open_case(
    application_no: str,
    household: Household,
    programme: str,
    on: date,
    *,
    by: Scope,
    applied_on: date | None = None,
) -> Case:
    """Open the case of an application accepted on `on` (and made on `applied_on`); the same again is the same case.

    Starts the whole clock (20 working days, 民发〔2022〕83号 四(一)) and the survey's (3, 民发〔2021〕57号 第15条), and
    files relatives of officers and cadres, for whom the county must visit (第11、20条).
    """
    _queue_for(household)
    known = Case.objects.filter(application_no=application_no).first()
    if known:
        return known
    by.demand(household.region_code, Role.CLERK, Role.COUNTY)
    case = _open(
        household, programme, Kind.NEW, on, application_no=application_no, applied_on=applied_on or on, by=by
    )
    clocks.start(case.case_no, "db.total_delegated", case.region_code, on, by=by)
    clocks.start(case.case_no, "db.survey_start", case.region_code, on, by=by)
    return case


@action("casework.open_review")
def open_review(case_no: str, trigger: str, on: date, *, by: Scope) -> Case:
    """Open a review of the family of a case: what was believed when it was decided last is what is declared now.

    What is held back from the family stays held until the review has ended. Raises Refused when the family already has an
    open case.
    """
    earlier = newest_decided(case_for(case_no, by, Role.CLERK, Role.COUNTY))
    if not trigger.strip():
        raise Refused(
            "trigger_missing",
            "请写明为什么复核：家庭主动报告、部门数据变化、定期核查或群众反映。",
            "民发〔2021〕57号 第31条",
        )
    _queue_for(earlier.household)
    case = _open(
        earlier.household,
        earlier.programme,
        Kind.REVIEW,
        on,
        applied_on=on,
        trigger=trigger.strip()[:120],
        by=by,
    )
    _carry_over(earlier, case, on)
    _claim_award(case, on, by)
    for held in Hold.objects.filter(payable.holding(on), award__household=case.household, review_case_no=""):
        benefits.keep_held(held, case.case_no, on, by=by)
    clocks.start(case.case_no, "db.total_delegated", case.region_code, on, by=by)
    clocks.start(case.case_no, "db.survey_start", case.region_code, on, by=by)
    return case


def _carry_over(earlier: Case, case: Case, on: date) -> None:
    """Claim in a review what was believed before it.

    What a register holds of one member's assets is part of what the family has, and is not said twice. What followed from
    an age is nobody's word: it follows from it still, or is to be found out.
    """
    values = [
        value
        for value in believed(earlier.case_no)
        if value.person_id is None or not value.key.startswith("assets.")
    ]
    implied = [value for value in values if value.source_kind == SourceKind.ESTIMATE and not value.adopter]
    people = Person.objects.in_bulk({value.person_id for value in implied if value.person_id})
    told = {key: told_by_age(age_on(person.born, on)) for key, person in people.items()}
    Claim.objects.bulk_create(
        Claim(
            case_no=case.case_no, person_id=value.person_id, key=value.key, value=value.value,
            source_kind=SourceKind.ESTIMATE if value in implied else SourceKind.DECLARED,
            source_ref=earlier.case_no, true_on=on, learnt_on=on,
        )
        for value in values
        if value not in implied or value.key in told.get(value.person_id, ())
    )  # fmt: skip


MOST_MONTHS_AHEAD = 240
"""A newborn child comes of age and leaves school within these."""


@action("casework.foresee")
def foresee(case_no: str, review_on: date, reason: str, on: date, *, by: Scope) -> Clock:
    """Note a day on which the facts of a decided family are known to change (a graduation, say): a review of its own,
    beside the regular one. Raises Refused while another such day is noted, and for one further off than a childhood."""
    case = case_for(case_no, by, Role.CLERK, Role.CONFIRMER, Role.COUNTY)
    if case.stage != Stage.CONFIRMED:
        raise Refused("not_on_the_register", "这一户没有在享受待遇的决定，不能预定复核。")
    if not on < review_on:
        raise Refused("bad_review_day", "预定复核的日期要在今天以后，请改正。")
    if Month.of(review_on).number - Month.of(on).number > MOST_MONTHS_AHEAD:
        raise Refused("bad_review_day", f"预定复核的日期太远（{review_on}），请核对年份：最多 20 年以后。")
    if not reason.strip():
        raise Refused("reason_missing", "请写明到时候什么会变，例如：女儿 6 月毕业。")
    clock = clocks.start(
        case_no, "db.foreseen", case.region_code, on, by=by, until=review_on, about=reason.strip()
    )
    if clock.due_on != review_on:
        raise Refused(
            "foreseen_before", f"已经预定 {clock.due_on} 复核（{clock.about}），办完那一次再登记下一次。"
        )
    return clock


@action("casework.plan_review")
def plan_review(case: Case, determination: Determination, on: date, *, by: Scope) -> Clock:
    """The next regular review of a family that was just decided, as often as its circumstances want it."""
    due = cycle(determination.fact_set.facts, case.region_code, on).due_on
    return clocks.start(case.case_no, "db.review", case.region_code, on, by=by, until=due)


@action("casework.meet_reviews")
def meet_reviews(case: Case, on: date, *, by: Scope) -> Case:
    """A review is decided: what earlier cases of the family had waited for has been done."""
    earlier = Case.objects.filter(household=case.household_id).exclude(pk=case.pk).values("case_no")
    for clock in Clock.objects.filter(case_no__in=earlier, key__in=REVIEWS, met_on=None, dropped_on=None):
        clocks.meet(clock.case_no, clock.key, on, by=by)
    return case


@action("casework.end")
def end_case(case_no: str, reason: str, on: date, *, by: Scope) -> Case:
    """End the procedure without a decision: the family withdraws, or refuses to take part without a reason. A notice
    that hangs still is taken down."""
    case = case_for(case_no, by, *STEPS["end"].roles)
    if not reason.strip():
        raise Refused(
            "reason_missing", "终止程序要写明理由：家庭撤回，或者无正当理由不配合调查。", STEPS["end"].law
        )
    if case.stage == Stage.ON_NOTICE:
        take_down(case, "程序终止，不再公示", on, by=by)
    move(case, "end", on, reason, by=by)
    close(case, on, by=by)
    return case


@action("casework.close")
def close(case: Case, on: date, *, by: Scope) -> Case:
    """Mark a case that was decided or ended as closed, drop what still runs for it, hold nothing back for it and ask
    nobody elsewhere any more.

    What was overdue then is read as missed from then on.
    """
    Case.objects.filter(pk=case.pk).update(closed_on=on)
    case.closed_on = on
    for clock in Clock.objects.filter(case_no=case.case_no, met_on=None, dropped_on=None):
        clocks.drop(case.case_no, clock.key, on, by=by)
    how = HoldEnd.RELEASED if case.stage == Stage.ENDED else HoldEnd.DECIDED
    for held in Hold.objects.filter(review_case_no=case.case_no, ended_on=None):
        benefits.release(held, on, by=by, how=how)
    for request in assist.still_out(case.case_no):
        assist.end_with_case(request, on, by=by)
    return case


def _claim_award(case: Case, on: date, by: Scope) -> None:
    """What the family is paid now is known to ourselves: the fact that tapering begins from."""
    award = open_award_of(case.household_id)
    if award:
        since, monthly = str(Month(award.from_month)), plain_yuan(award.monthly_fen)
        value = [{"programme": award.programme, "since": since, "monthly": monthly}]
        claim(case.case_no, None, "current", value, SourceKind.DECLARED, award.decision_no, on, on, by=by)


def _queue_for(household: Household) -> None:
    """Of those who open a case of one family at once, the next one looks when the one before is done."""
    Household.objects.select_for_update(of=("self",), no_key=True).get(pk=household.pk)


def _open(
    household: Household,
    programme: str,
    kind: Kind,
    on: date,
    *,
    applied_on: date,
    by: Scope,
    application_no: str = "",
    trigger: str = "",
) -> Case:
    if Case.objects.filter(household=household, programme=programme, stage__in=[*OPEN]).exists():
        raise Refused("case_open", "这个家庭同一事项已经有一件正在办理，请在那一件里继续办。")
    people = [row.person for row in members([household.pk], on).get(household.pk, [])]
    case = Case.objects.create(
        case_no=_next_number("SJ", on),
        application_no=application_no,
        kind=kind,
        programme=programme,
        household=household,
        applicant=household.head,
        region_code=household.region_code,
        stage=Stage.ACCEPTED,
        applied_on=applied_on,
        opened_on=on,
        trigger=trigger,
        lives_elsewhere=bool(household.head.registered_region)
        and household.head.registered_region[:9] != household.region_code[:9],
    )
    return file_relatives(case, people, by=by)


@action("casework.file_relatives")
def file_relatives(case: Case, people: Iterable[Person], *, by: Scope) -> Case:
    """Who of these people is a filed relative of an officer or cadre: that login keeps off, and the county visits. The
    same again changes nothing."""
    filings = list(filed_relatives(person.id_hash for person in people))
    rows = [Filing(case=case, relative=row, login_id=row.login_id) for row in filings]
    Filing.objects.bulk_create(rows, ignore_conflicts=True)
    if filings and not case.county_visit:
        case.county_visit = "filed"
        case.save(update_fields=["county_visit"])
    return case


def _next_number(prefix: str, on: date) -> str:
    """The next number of a yearly series, without gaps: SJ-2026-0001."""
    series = f"{prefix}-{on.year}"
    Counter.objects.get_or_create(series=series)
    counter = Counter.objects.select_for_update(of=("self",)).get(series=series)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{series}-{counter.last:04d}"
