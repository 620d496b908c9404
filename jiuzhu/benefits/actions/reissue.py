"""Send a returned payment again, or close it when nothing of it is owed: each proven return is used up once."""

from datetime import date

from jiuzhu.benefits import payable
from jiuzhu.benefits.actions.tell import tell_not_owed
from jiuzhu.benefits.actions.thread import CountyBook
from jiuzhu.benefits.kinds import Mismatch
from jiuzhu.benefits.models import BankException, Batch, PayeeAccount, Payment
from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import demand_no_kin
from jiuzhu.trail.record import action


@action("benefits.reissue")
def reissue(exception: BankException, account: PayeeAccount, on: date, *, by: Scope) -> Payment:
    """Put a returned payment into the county's open batch, for the family's corrected account.

    It pays what is still owed for that month, at most what came back; account and amount are looked at again when the
    batch is approved. Raises Refused for anything but a return (the bank has to answer first), a second reissue, no open
    batch, the account that just failed (though it was entered again), when nothing is owed, or for a relative's family.
    """
    paid = exception.payment
    if exception.kind != Mismatch.RETURNED or paid is None:
        raise Refused(
            "not_returned", "只有银行证明退回的才能重发；缺回盘、不符的先等银行书面答复，以免付两次。"
        )
    award = paid.due.award
    by.demand(award.region_code, Role.PAYER)
    demand_no_kin(by, award.household_id)
    CountyBook(award.region_code, award.fund).lock()
    _demand_waiting(exception)
    batch = Batch.objects.filter(
        region_code=paid.batch.region_code, fund=award.fund, approved_on=None
    ).first()
    if batch is None:
        raise Refused("no_open_batch", "现在没有等待批准的批次，请先提出本月发放或补充批次，再把重发放进去。")
    if batch.proposed_by != by.actor:
        raise Refused("proposed_by_another", "当前批次由另一位发放岗提出，请由提出的人放进去。")
    if account.household_id != award.household_id or account.until is not None:
        raise Refused("not_the_familys_account", "发放账户不是这个家庭正在用的账户，请先办账户变更。")
    if account.is_same_as(paid.account):
        raise Refused("same_account", "还是退回的那个账户，再发还会退；请先更正账户。")
    fen = payable.again(paid, on)
    if not fen:
        raise Refused("nothing_owed", "后来的决定已经调低这个月的金额，这笔钱不用再发，请写明依据结清。")
    return Payment.objects.create(
        batch=batch, due=paid.due, account=account, reissue_of=exception, amount_fen=fen
    )


@action("benefits.owe_no_more")
def owe_no_more(exception: BankException, how: str, on: date, *, by: Scope) -> BankException:
    """Close a return of which nothing is owed any more, with the decision or reason `how`, and tell the family.

    Raises Refused for anything but a return that waits, while something of it is owed (then it is reissued), without a
    reason, and for a relative's family.
    """
    paid = exception.payment
    if exception.kind != Mismatch.RETURNED or paid is None:
        raise Refused("not_returned", "只有银行证明退回的才能这样结清；别的请登记银行的书面答复。")
    award = paid.due.award
    by.demand(award.region_code, Role.PAYER, Role.PAY_APPROVER, Role.COUNTY)
    demand_no_kin(by, award.household_id)
    CountyBook(award.region_code, award.fund).lock()
    exception.refresh_from_db()
    _demand_waiting(exception)
    if not how.strip():
        raise Refused("reason_missing", "请写明为什么不再欠：依据哪个决定。")
    if fen := payable.again(paid, on):
        raise Refused("still_owed", f"这个月还欠这家 {spoken_yuan(fen)} 元，请更正账户后重发。")
    exception.settled_on, exception.settled_how = on, how.strip()
    exception.save(update_fields=["settled_on", "settled_how"])
    tell_not_owed(exception, on, by=by)
    return exception


def _demand_waiting(exception: BankException) -> None:
    if Payment.objects.filter(reissue_of=exception).exists():
        raise Refused("already_reissued", "这笔退款已经重发过一次，不能再发。")
    if exception.settled_on:
        raise Refused("already_settled", "这笔退款已经结清，不再重发。")
