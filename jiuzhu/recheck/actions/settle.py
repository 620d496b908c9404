"""What became of a finding: it did not matter, for a reason that was seen; or a review was opened."""

from datetime import date

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.kinds import Outcome
from jiuzhu.recheck.models import Finding
from jiuzhu.registry.queries import demand_no_kin
from jiuzhu.trail.record import action

MAY = (Role.CLERK, Role.VERIFIER, Role.COUNTY)
LAW = "社会救助法 第四十六条"


@action("recheck.settle")
def settle(finding_id: int, outcome: Outcome, reason: str, on: date, *, by: Scope) -> Finding:
    """Settle an open finding: NO_MATTER with what was seen, or REVIEW once a review is open. The first word stands.

    A review settles all open findings of the family. Raises Refused outside place and duty, and for a family with a
    relative of whoever settles.
    """
    row = Finding.objects.get(pk=finding_id)
    by.demand(row.region_code, *MAY)
    demand_no_kin(by, row.household_id)
    family = Finding.objects.select_for_update().filter(household=row.household_id, outcome=Outcome.OPEN)
    open_ones = [one.pk for one in family.order_by("pk")]
    if row.pk not in open_ones:
        row.refresh_from_db()
        raise Refused("already_settled", f"这一条已经处理过（{Outcome(row.outcome).label}），请刷新页面。")
    if outcome == Outcome.NO_MATTER and not reason.strip():
        raise Refused("reason_missing", "请写下看了什么、听了什么，为什么不影响待遇。", LAW)
    chosen = open_ones if outcome == Outcome.REVIEW else [row.pk]
    Finding.objects.filter(pk__in=chosen).update(
        outcome=outcome, reason=reason.strip()[:300], settled_by=by.actor, settled_on=on
    )
    row.refresh_from_db()
    return row
