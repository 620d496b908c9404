"""Send a filed batch: a job carries it to the bank after commit, and again until the bank has it."""

from datetime import date, datetime

from jiuzhu.benefits.kinds import SEND
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


@action("benefits.note_sent")
def note_sent(batch: Batch, on: date, *, by: Scope) -> Batch:
    """Note that the bank has taken the file under the batch's number. The first day stands."""
    Batch.objects.filter(pk=batch.pk, sent_on=None, filed_on__isnull=False).update(sent_on=on)
    batch.refresh_from_db()
    return batch
