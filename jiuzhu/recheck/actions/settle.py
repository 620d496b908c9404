"""What became of a finding: it did not matter, for a reason that was seen; or a review was opened."""

from datetime import date

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.kinds import Outcome
from jiuzhu.recheck.models import Finding
from jiuzhu.trail.record import action

MAY = (Role.CLERK, Role.VERIFIER, Role.COUNTY)
LAW = "社会救助法 第四十六条"


@action("recheck.settle")
def settle(finding_id: int, outcome: Outcome, reason: str, on: date, *, by: Scope) -> Finding:
    """Settle an open finding: NO_MATTER with what was seen, or REVIEW once a review is open. The first word stands.

    A review settles all open findings of the family.
    """
    row = Finding.objects.select_for_update().get(pk=finding_id)
    by.demand(row.region_code, *MAY)
    if row.outcome != Outcome.OPEN:
        raise Refused("already_settled", f"这一条已经处理过（{Outcome(row.outcome).label}），请刷新页面。")
    if outcome == Outcome.NO_MATTER and not reason.strip():
        raise Refused("reason_missing", "请写下看了什么、听了什么，为什么不影响待遇。", LAW)
    rows = [row]
    if outcome == Outcome.REVIEW:
        rows = list(Finding.objects.filter(household_id=row.household_id, outcome=Outcome.OPEN))
    Finding.objects.filter(pk__in=[one.pk for one in rows]).update(
        outcome=outcome, reason=reason.strip()[:300], settled_by=by.actor, settled_on=on
    )
    row.refresh_from_db()
    return row
