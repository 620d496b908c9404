"""Say what came of an alarm."""

from datetime import date

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.oversight.kinds import Outcome
from jiuzhu.oversight.models import Alarm
from jiuzhu.trail.record import action


@action("oversight.settle")
def settle(alarm: Alarm, outcome: str, reason: str, on: date, *, by: Scope) -> Alarm:
    """A supervisor or auditor of the place has looked into it: nothing unusual, or handed on, and why.

    Raises Refused for who it is about, without a reason, and when somebody was faster.
    """
    alarm = Alarm.objects.select_for_update(of=("self",)).get(pk=alarm.pk)
    by.demand(alarm.region_code, Role.SUPERVISOR, Role.AUDITOR)
    if by.login_id is None or by.login_id == alarm.login_id:
        raise Refused("oneself", "这一条说的是您自己，请另一位监督或者审计人员来看。")
    if outcome not in (Outcome.FINE, Outcome.HANDED) or not reason.strip():
        raise Refused("reason_missing", "请选结果，并写明看了什么、问了谁；移交的写明移交给谁。")
    if alarm.outcome != Outcome.OPEN:
        raise Refused("already_settled", "同事已经看过这一条了，请刷新页面。")
    alarm.outcome, alarm.reason = Outcome(outcome), reason.strip()
    alarm.settled_by_id, alarm.settled_on = by.login_id, on
    alarm.save(update_fields=["outcome", "reason", "settled_by", "settled_on"])
    return alarm
