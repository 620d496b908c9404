"""Close a batch: every fen sent is paid or came back."""

from datetime import date

from jiuzhu.benefits.kinds import Mismatch
from jiuzhu.benefits.models import BankException, Batch
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action


@action("benefits.close_batch")
def close_batch(batch: Batch, on: date, *, by: Scope) -> Batch:
    """Close a batch that the bank has answered in full; its payments without a return are paid. Closed once.

    Raises Refused while the reply or an answer is missing; returns do not keep it open, each is reissued on its own.
    """
    by.demand(batch.region_code, Role.PAYER, Role.PAY_APPROVER)
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.closed_on:
        return batch
    if batch.count != 0 and not batch.replied_on:
        raise Refused("no_reply", "银行还没有回盘，不能关账。")
    waiting = BankException.objects.filter(reply__batch=batch, settled_on=None).exclude(
        kind=Mismatch.RETURNED
    )
    if count := waiting.count():
        raise Refused("bank_has_to_answer", f"还有 {count} 笔缺回盘、不符或不明，请银行书面答复后再关账。")
    batch.closed_on = on
    batch.save(update_fields=["closed_on"])
    return batch
