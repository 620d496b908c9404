"""Put a job of means verification that was given up on the table again, once what stood in its way is mended."""

from datetime import datetime

from jiuzhu.jobs.queue import begin_again
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.actions.begin import MAY
from jiuzhu.recheck.stalled import Stalled, stalled
from jiuzhu.trail.record import action


@action("recheck.start_again")
def start_again(job_id: int, at: datetime, *, by: Scope) -> Stalled:
    """Let a given-up job be tried again from `at` on. Raises Refused out of reach, without the duty, and when it runs."""
    if not by.is_(*MAY):
        raise Refused("not_in_scope", "停下的后台事项由区县核对岗或者区县民政局再办。")
    row = next((one for one in stalled(by) if one.job.pk == job_id), None)
    if row is None:
        raise Refused("not_stalled", "这一项没有停下：可能同事已经让它再办了。请刷新核对中心。")
    begin_again(row.job.kind, [row.job.key], due_at=at)
    return row
