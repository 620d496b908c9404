"""Send a filed batch: a job carries it to the bank after commit, and again until the bank has it; another fetches the reply."""

from datetime import date, datetime

from jiuzhu.benefits.kinds import FETCH, SEND
from jiuzhu.benefits.models import Batch
from jiuzhu.jobs.queue import begin_again, enqueue
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action


@action("benefits.send_batch")
def send_batch(batch: Batch, at: datetime, *, by: Scope) -> Batch:
    """Put a filed batch on its way; asked again, it is the same job, tried anew where it was given up. `sent_on` is set
    when the bank has taken it.

    Raises Refused for a batch without a file.
    """
    by.demand(batch.region_code, Role.PAYER, Role.PAY_APPROVER)
    batch.refresh_from_db()
    if not batch.filed_on:
        raise Refused("not_filed", "还没有生成发放文件，请先生成文件再送出。")
    enqueue(SEND, batch.number, {"batch": batch.pk}, due_at=at)
    begin_again(SEND, [batch.number], due_at=at)
    return batch


@action("benefits.fetch_again")
def fetch_again(batch: Batch, at: datetime, *, by: Scope) -> Batch:
    """Look for the bank's reply anew after the look was given up; asked again, it is the same job.

    Raises Refused when nothing was given up for this batch.
    """
    by.demand(batch.region_code, Role.PAYER, Role.PAY_APPROVER)
    if not begin_again(FETCH, [batch.number], due_at=at):
        raise Refused("nothing_stopped", f"批次 {batch.number} 的回盘没有停取，不用再取，请刷新页面再看。")
    return batch


@action("benefits.note_sent")
def note_sent(batch: Batch, on: date, *, by: Scope) -> Batch:
    """Note that the bank has taken the file under the batch's number. The first day stands."""
    Batch.objects.filter(pk=batch.pk, sent_on=None, filed_on__isnull=False).update(sent_on=on)
    batch.refresh_from_db()
    return batch
