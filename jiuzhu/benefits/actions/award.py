"""Grant, change and stop an award: what a decision owes a family from a month on; and settle the months of one that has ended."""

from datetime import date
from typing import Any

from jiuzhu.assessment.models import Determination
from jiuzhu.benefits.actions.thread import CountyBook, Thread
from jiuzhu.benefits.entitlement import Entitlement, changed_from, entitlement, granted_from
from jiuzhu.benefits.kinds import HEARING_SINCE, PROGRAMME_LABELS, Fund, Ground
from jiuzhu.benefits.models import Award, AwardMember, AwardPart, PayeeAccount, Stop
from jiuzhu.documents.kinds import RecordKind
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

HEARING_LAW = "社会救助法 第四十八条"


@action("benefits.grant")
def grant(
    determination: Determination,
    decision_no: str,
    on: date,
    *,
    payee: PayeeAccount,
    by: Scope,
    programme: str | None = None,
) -> Award:
    """Owe a family what a determination grants, from the first month of a grant on `on` (`granted_from`); it takes the
    place of what a stopped award has left from then on. The same decision again is the same award.

    `programme` defaults to the one that the determination classified the family, or its person, into. Raises Refused
    when nothing is granted, the family already has an award, or one of its people is covered elsewhere.
    """
    household = determination.household
    by.demand(household.region_code, Role.CONFIRMER, Role.COUNTY)
    owed = entitlement(determination, on, programme)
    known = _known(decision_no, owed.fund, determination)
    if known:
        return known
    CountyBook(household.region_code, owed.fund).lock()
    thread = Thread(household.pk, owed.fund)
    if payee.household_id != household.pk or payee.until is not None:
        raise Refused("not_the_familys_account", "发放账户不是这个家庭正在用的账户，请先登记家庭的账户。")
    if thread.open_award():
        raise Refused(
            "already_awarded",
            f"这个家庭已经在发{PROGRAMME_LABELS[owed.programme]}，不能再确认一次；金额变了请办变更。",
        )
    first = granted_from(determination, on, programme).number
    thread.refuse_double(owed.persons, first)
    thread.give_way(first, on)
    award = _insert(determination, decision_no, on, owed, ground=Ground.NEW, first=first)
    thread.correct(award, first, "correction")
    return award


@action("benefits.change")
def change(
    determination: Determination,
    decision_no: str,
    heard: SignedRecord | None,
    on: date,
    *,
    by: Scope,
    ground: Ground = Ground.REVIEW,
    from_month: Month | None = None,
    programme: str | None = None,
) -> Award:
    """Supersede the family's award by what a newer determination grants; months already run get the difference.

    `from_month` (given when the change reaches back, as a retroactive standard does) defaults to `changed_from`.
    Raises Refused for a decrease decided on or after 2026-07-01 without `heard` (社会救助法 第四十八条), and for a month
    before the family was granted what is changed.
    """
    household = determination.household
    by.demand(household.region_code, Role.CONFIRMER, Role.COUNTY)
    owed = entitlement(determination, on, programme)
    known = _known(decision_no, owed.fund, determination)
    if known:
        return known
    CountyBook(household.region_code, owed.fund).lock()
    thread = Thread(household.pk, owed.fund)
    old = thread.open_award()
    if old is None:
        raise Refused("nothing_to_change", "这个家庭现在没有在发的救助金，不能变更；符合条件请重新确认。")
    if owed.monthly_fen < old.monthly_fen:
        _demand_hearing(heard, on)
    first = (from_month or changed_from(old, determination, on, programme)).number
    thread.refuse_double(owed.persons, first)
    thread.cut(old, first, on)
    award = _insert(
        determination, decision_no, on, owed, ground=ground, first=first, supersedes=old, heard=heard
    )
    thread.correct(award, first, "correction")
    return award


@action("benefits.stop")
def stop(
    award: Award,
    decision_no: str,
    heard: SignedRecord | None,
    from_month: Month,
    on: date,
    *,
    by: Scope,
    ground: Ground = Ground.REVIEW,
) -> Stop:
    """End an award from `from_month` on; months already run get the difference, which is recovered, never netted.

    Raises Refused when it is superseded or stopped already, for a month before it was granted, or decided since
    2026-07-01 without `heard` (a hearing, or the record of the ground that leaves none to hear: death, own wish, transfer).
    """
    by.demand(award.region_code, Role.CONFIRMER, Role.COUNTY)
    known = Stop.objects.filter(award=award).first()
    if known and known.decision_no == decision_no:
        return known
    CountyBook(award.region_code, award.fund).lock()
    thread = Thread(award.household_id, Fund(award.fund))
    award.refresh_from_db()
    if award.until_month is not None:
        raise Refused("already_ended", "这份救助金已经停发或者已经变更，请刷新页面看现在的决定。")
    _demand_hearing(heard, on)
    thread.cut(award, from_month.number, on)
    ended = Stop.objects.create(
        award=award,
        decision_no=decision_no,
        decided_on=on,
        ground=ground,
        from_month=from_month.number,
        heard=heard,
    )
    thread.correct(award, from_month.number, "stop")
    return ended


@action("benefits.settle_ended")
def settle_ended(
    award: Award,
    determination: Determination,
    decision_no: str,
    on: date,
    *,
    from_month: Month,
    by: Scope,
) -> Award:
    """Owe what a newer determination grants, from a month until the end that the award has already; months run get the
    difference, and what the family gets now stays as it is. The same decision again is the same award.

    Raises Refused while the award still runs, when none of its months is left, and for less than it granted.
    """
    by.demand(award.region_code, Role.CONFIRMER, Role.COUNTY)
    owed = entitlement(determination, on, award.programme)
    known = _known(decision_no, owed.fund, determination)
    if known:
        return known
    CountyBook(award.region_code, award.fund).lock()
    award.refresh_from_db()
    first = max(from_month.number, award.from_month)
    if award.until_month is None:
        raise Refused("still_running", "这份待遇还在发，请按变更办，差额会一并补上。")
    if award.until_month <= first:
        raise Refused(
            "no_month_left",
            f"这份待遇 {Month(award.until_month)} 起已经结束，{from_month} 以后没有可补的月份。",
        )
    if owed.monthly_fen < award.monthly_fen:
        raise Refused(
            "less_than_granted", "重算比原来发的少，不能这样办；要追回的须另作决定，先听取家庭意见。"
        )
    until = award.until_month
    award.until_month = first
    award.save(update_fields=["until_month"])
    made = _insert(determination, decision_no, on, owed, ground=Ground.STANDARD, first=first, until=until)
    thread = Thread(award.household_id, Fund(award.fund))
    thread.hand_over(award, made)
    thread.correct(made, first, "correction", until=until)
    return made


def _known(decision_no: str, fund: Fund, determination: Determination) -> Award | None:
    award = Award.objects.filter(decision_no=decision_no, fund=fund).first()
    if award and award.determination_id != determination.pk:
        raise Refused("decision_no_taken", f"决定编号 {decision_no} 已经用于另一次测算，请换一个编号。")
    return award


def _demand_hearing(heard: SignedRecord | None, on: date) -> None:
    if heard and heard.kind not in (RecordKind.HEARING, RecordKind.GROUND):
        raise Refused(
            "not_a_hearing",
            "所附的记录不是听取意见记录，也不是无须听取意见的依据，请换成这一份。",
            HEARING_LAW,
        )
    if heard is None and on >= HEARING_SINCE:
        raise Refused(
            "not_heard",
            "减发、停发以前要先听取家庭的意见并签字留存，现在没有这份记录。"
            "请先听取意见；本人去世、本人提出、迁出等，请补事由记录。",
            HEARING_LAW,
        )


def _insert(
    determination: Determination,
    decision_no: str,
    on: date,
    owed: Entitlement,
    *,
    ground: Ground,
    first: int,
    until: int | None = None,
    supersedes: Award | None = None,
    heard: SignedRecord | None = None,
) -> Award:
    award = Award.objects.create(
        household=determination.household,
        programme=owed.programme,
        fund=owed.fund,
        determination=determination,
        decision_no=decision_no,
        decided_on=on,
        ground=ground,
        from_month=first,
        until_month=until,
        monthly_fen=owed.monthly_fen,
        previous_fen=supersedes.monthly_fen if supersedes else None,
        heard=heard,
        region_code=determination.household.region_code,
        supersedes=supersedes,
    )
    AwardPart.objects.bulk_create(_part(award, part) for part in owed.parts if part["fen"])
    AwardMember.objects.bulk_create(AwardMember(award=award, person_id=person) for person in owed.persons)
    return award


def _part(award: Award, part: dict[str, Any]) -> AwardPart:
    names = [part["part"], part.get("kind"), part.get("member")]
    return AwardPart(
        award=award,
        key=":".join(name for name in names if name),
        part=part["part"],
        kind=part.get("kind") or "",
        person_id=int(part["member"]) if part.get("member") else None,
        fen=part["fen"],
        law=part["law"],
    )
