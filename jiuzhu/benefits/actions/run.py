"""Propose a month: write the dues of everybody who is owed one, and who is covered by them."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Min, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Least

from jiuzhu.benefits import payable
from jiuzhu.benefits.actions.insert import Insert
from jiuzhu.benefits.actions.thread import CountyBook, in_force
from jiuzhu.benefits.kinds import EXCLUSIVE_GROUP, PREFIX, Fund, Mismatch
from jiuzhu.benefits.models import Award, AwardMember, AwardPart, BankException, Batch, Coverage, Due
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role, prefix
from jiuzhu.org.scope import Scope, inside
from jiuzhu.trail.record import action


@action("benefits.propose_month")
def propose_month(region_code: str, fund: str, month: Month, on: date, *, by: Scope) -> Batch:
    """Propose a county's month of a fund: dues and coverage for everybody whose award is in force and has none yet,
    earlier months left out included. Until the approval the same call finds the same batch and adds what is new.

    Raises Refused once the month is approved, for another batch that is still open, or for a month too far ahead.
    """
    county = _county(region_code)
    by.demand(county, Role.PAYER)
    if month > Month.of(on) + 1:
        raise Refused("month_too_early", f"{month} 还没有到，最早在上一个月提出。")
    CountyBook(county, fund).lock()
    batch = Batch.objects.filter(region_code=county, fund=fund, month=month.number, sequence=1).first()
    if batch is None:
        batch = _open(county, fund, month, 1, on, by)
    elif batch.approved_on:
        raise Refused("month_already_approved", f"{month} 的发放已经批准，新增的请提出补充批次。")
    elif batch.proposed_by != by.actor:
        raise Refused(
            "proposed_by_another", "这个月已由另一位发放岗提出。需要更新名单，请由提出的人重新提出。"
        )
    _write_dues(batch)
    return batch


@action("benefits.propose_supplement")
def propose_supplement(region_code: str, fund: str, month: Month, on: date, *, by: Scope) -> Batch:
    """Open the next supplementary batch of a month whose batches are all approved: lapsed and released holds,
    back-pay of later decisions, reissues. The same call again finds the same open batch.

    Raises Refused when the month was never proposed, and where the batch would pay nothing and no return waits for it.
    """
    county = _county(region_code)
    by.demand(county, Role.PAYER)
    CountyBook(county, fund).lock()
    last = Batch.objects.filter(region_code=county, fund=fund, month=month.number).order_by("sequence").last()
    if last is None:
        raise Refused("month_not_proposed", f"{month} 还没有提出，请先提出本月发放。")
    if last.approved_on is None:
        if last.sequence > 1 and last.proposed_by == by.actor:
            _write_dues(last)
            return last
        raise Refused("batch_still_open", f"批次 {last.number} 还没有批准，请先办完它。")
    batch = _open(county, fund, month, last.sequence + 1, on, by)
    _write_dues(batch)
    if not payable.pays(batch, on) and not _waits_for_reissue(county, fund):
        raise Refused("nothing_to_pay", f"{month} 没有要补发的钱，也没有等重发的退款，不用提出补充批次。")
    return batch


def _waits_for_reissue(county: str, fund: str) -> bool:
    """Whether money came back that an open batch is needed to send again."""
    waiting = BankException.objects.filter(kind=Mismatch.RETURNED, settled_on=None, reissue=None)
    return waiting.filter(reply__batch__region_code=county, reply__batch__fund=fund).exists()


def _county(region_code: str) -> str:
    if len(prefix(region_code)) < 6:
        raise Refused("not_a_county", "发放按区县办理，请选一个区县。")
    return region_code[:6]


def _open(county: str, fund: str, month: Month, sequence: int, on: date, by: Scope) -> Batch:
    waiting = Batch.objects.filter(region_code=county, fund=fund, approved_on=None).first()
    if waiting:
        raise Refused("batch_still_open", f"批次 {waiting.number} 还没有批准，请先办完它再提出新的。")
    return Batch.objects.create(
        number=f"{PREFIX[Fund(fund)]}-{county}-{month.year}{month.month:02d}-{sequence}",
        region_code=county,
        fund=fund,
        month=month.number,
        sequence=sequence,
        proposed_on=on,
        proposed_by=by.actor,
    )


def _write_dues(batch: Batch) -> None:
    """The month itself for all, and for those left behind each earlier month that is still without dues."""
    behind = _left_behind(batch)
    first = behind.aggregate(first=Min("from_month"))["first"]
    for month in range(batch.month if first is None else first, batch.month):
        _write_month(batch, month, _awards(batch).filter(pk__in=behind.values("pk")))
    _write_month(batch, batch.month, _awards(batch))


def _write_month(batch: Batch, month: int, awards: QuerySet[Award]) -> None:
    owed = awards.filter(in_force(month)).filter(~_has_dues(batch.fund, Value(month)))
    doubled = _cover(batch, month, owed)
    parts = AwardPart.objects.filter(award__in=owed).exclude(award__in=doubled)
    Insert(Due, ("award", "month", "part", "determination", "amount_fen", "batch")).select(
        parts.values_list("award_id", Value(month), "key", "award__determination_id", "fen", Value(batch.pk))
    )


def _cover(batch: Batch, month: int, awards: QuerySet[Award]) -> list[int]:
    """Cover everybody whom these awards support, all at once; where somebody is covered already, the awards that
    clash get neither coverage nor dues and are returned: the checks show them. The earlier award goes first."""
    people = AwardMember.objects.filter(award__in=awards)
    rows = people.values_list("person_id", Value(EXCLUSIVE_GROUP[Fund(batch.fund)]), Value(month), "award_id")
    insert = Insert(Coverage, ("person", "exclusive_group", "month", "award"))
    try:
        with transaction.atomic():
            insert.select(rows)
    except IntegrityError:
        insert.select(rows.order_by("award_id"), skip_known=True)
        clashing = payable.covered_by_others(batch.fund, month).filter(award__in=awards)
        doubled = list(clashing.values_list("award_id", flat=True).distinct())
        Coverage.objects.filter(award__in=doubled, month=month).delete()
        return doubled
    return []


def _awards(batch: Batch) -> QuerySet[Award]:
    return Award.objects.filter(inside(batch.region_code), fund=batch.fund)


def _left_behind(batch: Batch) -> QuerySet[Award]:
    """Awards whose last owed month before this batch has no dues: a run writes all earlier months with it, so that
    having the last one means having them all."""
    last = Least(Value(batch.month), Coalesce(F("until_month"), Value(batch.month))) - 1
    return (
        _awards(batch)
        .filter(from_month__lt=batch.month)
        .alias(last=last)
        .filter(last__gte=F("from_month"))
        .filter(~Exists(Due.objects.filter(award=OuterRef("pk"), month=OuterRef("last"))))
        .filter(~_has_dues(batch.fund, OuterRef("last")))
    )


def _has_dues(fund: str, month: Value | OuterRef) -> Exists:
    """Whether the family's thread of awards already has dues for a month."""
    return Exists(Due.objects.filter(award__household=OuterRef("household"), award__fund=fund, month=month))
