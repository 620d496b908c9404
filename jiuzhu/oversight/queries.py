"""Alarms within reach, the open ones first."""

from django.db.models import Case, QuerySet, Value, When

from jiuzhu.org.scope import Scope
from jiuzhu.oversight.kinds import Outcome
from jiuzhu.oversight.models import Alarm


def alarms(scope: Scope) -> QuerySet[Alarm]:
    """Alarms about officers of the places of a scope, the open ones first, then by day, the newest first."""
    is_settled = Case(When(outcome=Outcome.OPEN, then=Value(0)), default=Value(1))
    rows = scope.within(Alarm.objects.select_related("login", "settled_by"))
    return rows.order_by(is_settled, "-on", "-pk")


def alarm(scope: Scope, alarm_id: int) -> Alarm | None:
    """One alarm within reach."""
    return alarms(scope).filter(pk=alarm_id).first()
