"""Which deadlines run, and how each stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from jiuzhu.clocks.kinds import DEADLINES, WAITED_OUT
from jiuzhu.clocks.models import Clock
from jiuzhu.org.calendar import workdays_between
from jiuzhu.org.scope import Scope

AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Reading:
    """A clock on a day. `state`: met, dropped, missed, paused, late, today, soon, on_time; `left` in `unit_label` (negative = late).

    missed: what was to be done was overdue, and had not been done, when the case no longer asked for it.
    """

    clock: Clock
    label: str
    state: str
    left: int
    used: int
    unit_label: str

    @property
    def is_over(self) -> bool:
        """Whether nothing is waited for any more."""
        return self.state in ("met", "dropped", "missed")

    @property
    def share(self) -> int:
        """Per cent of the period that is used, at most 100."""
        return min(100, 100 * self.used // max(1, self.clock.days))


def read(clock: Clock, on: date) -> Reading:
    """How a clock stands on a day; soon = two working days or fewer."""
    label, workdays = DEADLINES[clock.key].label, clock.unit == Clock.Unit.WORKDAY
    stop = clock.met_on or clock.paused_on or clock.dropped_on or on
    left = workdays_between(stop, clock.due_on) if workdays else (clock.due_on - stop).days
    used = workdays_between(clock.started_on, stop) if workdays else (stop - clock.started_on).days
    return Reading(
        clock,
        f"{label}：{clock.about}" if clock.about else label,
        _state(clock, on, left, stop),
        left,
        max(0, used),
        "个工作日" if workdays else "天",
    )


def _state(clock: Clock, on: date, left: int, stop: date) -> str:
    if clock.met_on:
        return "met"
    if clock.dropped_on:
        return "missed" if stop > clock.due_on and clock.key not in WAITED_OUT else "dropped"
    if clock.paused_on:
        return "paused"
    if on > clock.due_on:
        return "late"
    if on == clock.due_on:
        return "today"
    return "soon" if left <= 2 else "on_time"


def running(scope: Scope) -> QuerySet[Clock]:
    """Open clocks within reach, most urgent first."""
    return scope.within(Clock.objects.filter(met_on=None, dropped_on=None)).order_by("due_on", "pk")


def waiting(scope: Scope, on: date) -> QuerySet[Clock]:
    """Open clocks that want something done by now: those that run for months only in their last thirty days."""
    return running(scope).filter(~Q(unit=Clock.Unit.MONTH) | Q(due_on__lte=on + AHEAD))


def of_cases(case_nos: Iterable[str]) -> dict[str, list[Clock]]:
    """All clocks of these cases, in one query, oldest first."""
    found: dict[str, list[Clock]] = {}
    for clock in Clock.objects.filter(case_no__in=list(case_nos)).order_by("pk"):
        found.setdefault(clock.case_no, []).append(clock)
    return found
