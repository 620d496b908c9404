"""Approve a batch: a second officer turns what is owed into payments, once, with frozen totals."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, OuterRef, Subquery, Sum, Value

from jiuzhu.benefits import payable, queries
from jiuzhu.benefits.actions.insert import Insert
from jiuzhu.benefits.actions.tell import tell_held
from jiuzhu.benefits.actions.thread import CountyBook
from jiuzhu.benefits.models import BankException, Batch, Hold, PayeeAccount, Payment
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household
from jiuzhu.trail.record import action


@action("benefits.approve_batch")
def approve_batch(batch: Batch, on: date, *, by: Scope) -> Batch:
    """Approve a batch with its holds: inserts the payments and freezes count and sum. Approved again, it stays as it is.

    Raises Refused for whoever proposed the batch, one of its holds or a clearance, and while a finding is open.
    """
    by.demand(batch.region_code, Role.PAY_APPROVER)
    CountyBook(batch.region_code, batch.fund).lock()
    batch.refresh_from_db()
    if batch.approved_on:
        return batch
    _demand_second_officer(batch, by)
    _demand_checked(batch, on, by)
    _insert_payments(batch, on)
    totals = Payment.objects.filter(batch=batch).aggregate(count=Count("pk"), sum=Sum("amount_fen"))
    batch.count, batch.sum_fen = totals["count"], totals["sum"] or 0
    batch.approved_on, batch.approved_by = on, by.actor
    batch.save(update_fields=["count", "sum_fen", "approved_on", "approved_by"])
    _tell_families(batch, on, by)
    return batch


def _demand_second_officer(batch: Batch, by: Scope) -> None:
    makers = {
        batch.proposed_by,
        *batch.holds.values_list("proposed_by", flat=True),
        *batch.clearances.values_list("written_by", flat=True),
    }
    if by.kind != "officer" or by.actor in makers:
        raise Refused("maker_is_approver", "提出、挂起或补写理由的人不能自己批准，请另一位发放复核人批准。")


def _demand_checked(batch: Batch, on: date, by: Scope) -> None:
    waiting = [line for line in queries.checks(by, batch, on) if line.open]
    if waiting:
        told = "、".join(f"{line.label} {line.open} 户" for line in waiting)
        raise Refused("checks_open", f"还有没处理的检查：{told}。请逐户核实、更正或挂起，再送批。")


def _insert_payments(batch: Batch, on: date) -> None:
    """Reissues first, for what they send again leaves less room; then the netted shares, which are read before any
    other payment of this batch could change them."""
    _look_again(batch, on)
    shares = payable.netted(batch, on)
    account = PayeeAccount.objects.filter(household=OuterRef("award__household"), until=None).values("pk")
    Insert(Payment, ("batch", "due", "account", "amount_fen")).select(
        payable.plain(batch, on).values_list(Value(batch.pk), "pk", Subquery(account[:1]), "amount_fen"),
    )
    open_accounts = _open_accounts(share.due.award.household for share in shares)
    Payment.objects.bulk_create(
        Payment(
            batch=batch,
            due=share.due,
            account_id=open_accounts[share.due.award.household_id],
            amount_fen=share.fen,
        )
        for share in shares
    )


def _look_again(batch: Batch, on: date) -> None:
    """Send each reissue to the account of today and for what is still owed; where that is nothing, the return waits on."""
    again = BankException.objects.filter(reissue__batch=batch).order_by("reissue__pk")
    returned = list(again.select_related("payment", "reissue__due__award__household__head"))
    open_accounts = _open_accounts(one.reissue.due.award.household for one in returned)
    for one in returned:
        row = one.reissue
        row.account_id = open_accounts[row.due.award.household_id]
        left = payable.room(row.due, on, returned=True) + row.amount_fen
        row.amount_fen = min(one.payment.amount_fen if one.payment else 0, left)
        if row.amount_fen > 0:
            row.save(update_fields=["account", "amount_fen"])
        else:
            row.delete()


def _open_accounts(households: Iterable[Household]) -> dict[int, int]:
    """The open account of each of these families; raises Refused, with names, where one has none."""
    families = {household.pk: household for household in households}
    rows = PayeeAccount.objects.filter(household__in=families, until=None)
    found = dict(rows.values_list("household_id", "pk"))
    if missing := families.keys() - found.keys():
        told = "、".join(sorted(families[pk].head.name for pk in missing))
        raise Refused("needs_an_account", f"{told}家没有发放账户，发不出去：请先登记账户，再批准。")
    return found


def _tell_families(batch: Batch, on: date, by: Scope) -> None:
    """Whose money is held learns it the same day, with the last day of the hold."""
    holds = Hold.objects.filter(payable.holding(on), batch=batch)
    for held in holds.select_related("award__household__head", "award__determination", "due"):
        tell_held(held, on, by=by)
