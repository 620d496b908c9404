"""Hold one share of one month back, let it go, keep it for a review, owe it no longer; clear a finding in writing."""

from datetime import date

from jiuzhu.assessment.models import Determination
from jiuzhu.benefits import payable
from jiuzhu.benefits.actions.tell import tell_held
from jiuzhu.benefits.actions.thread import CountyBook, in_force
from jiuzhu.benefits.kinds import HOLD_WORKDAYS, Check, HoldEnd
from jiuzhu.benefits.models import Award, AwardPart, Batch, Clearance, Due, Hold
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.calendar import add_workdays
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import demand_no_kin
from jiuzhu.trail.record import action

_CONCERNED = (Role.PAYER, Role.COUNTY, Role.CONFIRMER, Role.CLERK)
"""Who pays, and who opens, decides or ends a review."""


@action("benefits.hold")
def hold(
    award: Award,
    month: Month,
    reason: str,
    on: date,
    *,
    by: Scope,
    person: Person | None = None,
    case_no: str = "",
) -> Hold:
    """Propose to keep back one person's share of a month (or, without `person`, all that is left of it) in the open
    batch; the others of the family are paid. It lapses after ten working days unless the family is under review: in
    `case_no` already, or later, when `keep_held` names the review.

    Raises Refused without an open batch or reason, for a month in which the award is not in force, when nothing is left
    to hold, when it was held once before, or for a relative's family.
    """
    by.demand(award.region_code, Role.PAYER)
    demand_no_kin(by, award.household_id)
    CountyBook(award.region_code, award.fund).lock()
    batch = Batch.objects.filter(
        region_code=award.region_code[:6], fund=award.fund, approved_on=None, month__gte=month.number
    ).first()
    if batch is None:
        raise Refused("no_open_batch", f"{month} 没有等待批准的批次，不能挂起；已批准的发放不能收回。")
    if not reason.strip():
        raise Refused("reason_missing", "挂起要写理由：依据哪里的什么记录。")
    if not Award.objects.filter(in_force(month.number), pk=award.pk).exists():
        raise Refused(
            "not_in_force",
            f"{month} 发的不是这个决定（{award.decision_no}）的救助金，要挂起请在这家当月的决定上办。",
        )
    due = _set_apart(award, month.number, person, on)
    return Hold.objects.create(
        award=award,
        person=person,
        batch=batch,
        due=due,
        reason=reason.strip(),
        proposed_on=on,
        proposed_by=by.actor,
        lapses_on=add_workdays(on, HOLD_WORKDAYS),
        review_case_no=case_no,
    )


@action("benefits.release")
def release(held: Hold, on: date, *, by: Scope, how: HoldEnd = HoldEnd.RELEASED) -> Hold:
    """End a hold: what its month still owes is paid with the batch that is open, or the next one. Ended again, it stays
    as it was. `how` says whether the decision of a review ended it. Raises Refused for a relative's family."""
    by.demand(held.award.region_code, *_CONCERNED)
    demand_no_kin(by, held.award.household_id)
    Hold.objects.filter(pk=held.pk, ended_on=None).update(ended_on=on, ended_how=how)
    held.refresh_from_db()
    return held


@action("benefits.keep_held")
def keep_held(held: Hold, case_no: str, on: date, *, by: Scope) -> Hold:
    """Keep a hold beyond its ten working days because a review has been opened; the review ends it, decided or not. The
    family, told another day before, is told so.

    Raises Refused when the hold has ended or lapsed (what lapsed is paid), and for a relative's family.
    """
    by.demand(held.award.region_code, *_CONCERNED)
    demand_no_kin(by, held.award.household_id)
    kept = Hold.objects.filter(payable.holding(on), pk=held.pk).update(review_case_no=case_no)
    if not kept:
        raise Refused("hold_is_over", "这笔挂起已经解除或者过了 10 个工作日，钱照发；复核照常进行。")
    held.refresh_from_db()
    if held.batch.approved_on:
        tell_held(held, on, by=by)
    return held


@action("benefits.void")
def void(held: Hold, determination: Determination, on: date, *, by: Scope) -> Hold:
    """Owe no longer what is held of somebody for a month that began after their death: a due of the decision that reckons
    without them takes back what is left of it, and the hold ends with that decision. Voided again, it stays as it was."""
    by.demand(held.award.region_code, *_CONCERNED)
    CountyBook(held.award.region_code, held.award.fund).lock()
    release(held, on, by=by, how=HoldEnd.DECIDED)
    fen = min(held.due.amount_fen, payable.room(held.due, on, returned=True))
    if fen > 0:
        row = {"award": held.award, "month": held.due.month, "determination": determination}
        Due.objects.create(part=f"void:{held.person_id}", amount_fen=-fen, **row)
    return held


@action("benefits.clear")
def clear(batch: Batch, check: Check, award: Award, reason: str, on: date, *, by: Scope) -> Clearance:
    """Clear one finding of a check with a written reason; the first reason stays.

    Raises Refused without a reason, after the approval, for a missing account, which only an account mends, or for a
    relative's family.
    """
    by.demand(batch.region_code, Role.PAYER)
    demand_no_kin(by, award.household_id)
    batch.refresh_from_db()
    if batch.approved_on:
        raise Refused("already_approved", "这个批次已经批准，不能再补写理由。")
    if check == Check.ACCOUNT:
        raise Refused("needs_an_account", "没有账户发不出去：请先登记账户，或者把这个月挂起。")
    if not reason.strip():
        raise Refused("reason_missing", "请写明核实的情况：看了什么、问了谁、结论是什么。")
    return Clearance.objects.get_or_create(
        batch=batch,
        check_kind=check,
        award=award,
        defaults={"reason": reason.strip(), "written_on": on, "written_by": by.actor},
    )[0]


def _set_apart(award: Award, month: int, person: Person | None, on: date) -> Due:
    """Move a share of the month into a due of its own: two dues, equal and opposite."""
    part = f"held:{person.pk}" if person else "held"
    if Due.objects.filter(award=award, month=month, part=part).exists():
        raise Refused("held_before", "这个人的这个月已经挂起过一次，不能再挂；请办复核。")
    some = Due.objects.filter(
        award__household=award.household_id, award__fund=award.fund, month=month
    ).first()
    left = payable.room(some, on) if some else 0
    fen = min(left, _share(award, person)) if person else left
    if fen <= 0:
        raise Refused("nothing_to_hold", "这个月没有还没发的钱可以挂起，请核对月份和批次。")
    row = {"award": award, "month": month, "determination_id": award.determination_id}
    Due.objects.create(part=part.replace("held", "carved"), amount_fen=-fen, **row)
    return Due.objects.create(part=part, amount_fen=fen, **row)


def _share(award: Award, person: Person) -> int:
    """A person's top-ups and an equal share of what the family gets together, rounded up to the fen."""
    people = list(award.members.values_list("person_id", flat=True))
    if person.pk not in people:
        raise Refused("not_on_the_award", "这个人不在这份救助金保障的成员里。")
    own = together = 0
    for part in AwardPart.objects.filter(award=award):
        if part.person_id == person.pk:
            own += part.fen
        elif part.person_id is None:
            together += part.fen
    return own + -(-together // len(people))
