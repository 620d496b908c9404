"""A county sets in how many days it asks other regions to answer: the law says 及时 and gives no number."""

from datetime import date

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.assist.kinds import LONGEST
from jiuzhu.verification.assist.models import AnswerTime


@action("assist.set_answer_time")
def set_answer_time(region_code: str, days: int, reason: str, on: date, *, by: Scope) -> AnswerTime:
    """What a new request begins with; whoever drafts one may still write another number, or none."""
    by.demand(region_code, Role.COUNTY)
    if not 1 <= days <= LONGEST or not reason.strip():
        raise Refused("bad_days", f"请写 1 到 {LONGEST} 个工作日，并写明为什么定这么多。")
    return AnswerTime.objects.update_or_create(
        region_code=region_code,
        defaults={
            "days": days,
            "reason": reason.strip()[:200],
            "set_by": by.actor,
            "set_name": by.name,
            "set_on": on,
        },
    )[0]
