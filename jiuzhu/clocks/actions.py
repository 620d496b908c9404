"""Start, pause, resume, extend, meet and drop a clock; reckon clocks again when a year's calendar is out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jiuzhu.clocks.kinds import DEADLINES, REVIEWS
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.calendar import add_workdays, is_estimate, workday_from, workdays_between
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

PAUSED = ["paused_on", "paused_days", "due_on", "is_estimate"]
"""What changes when a clock runs on."""


@action("clocks.start")
def start(
    case_no: str,
    key: str,
    region_code: str,
    on: date,
    *,
    by: Scope,
    until: date | None = None,
    days: int | None = None,
    about: str = "",
) -> Clock:
    """Start a deadline of the table on the day `on` (which does not count); the same running clock again is the same.

    `until` is the last day of a deadline of months whose end is tied to another date; `days` the length of one that no
    law gives a number; `about` says what it is for.
    """
    deadline = DEADLINES[key]
    length = days if days is not None else deadline.days
    if until is not None:
        length = max(1, Month.of(until).number - Month.of(on).number)
    due = until or due_on(on, length, deadline.unit)
    return Clock.objects.get_or_create(
        case_no=case_no,
        key=key,
        met_on=None,
        dropped_on=None,
        defaults={
            "region_code": region_code,
            "role": deadline.role or "",
            "started_on": on,
            "days": length,
            "unit": deadline.unit,
            "due_on": due,
            "is_estimate": until is None and _is_estimate(due, deadline.unit),
            "law": deadline.law,
            "about": about,
        },
    )[0]


@action("clocks.meet")
def meet(case_no: str, key: str, on: date, *, by: Scope) -> Clock:
    """What the deadline was for is done. A clock already met stays as it was."""
    clock = _latest(case_no, key)
    if clock.met_on is None and clock.dropped_on is None:
        _resume(clock, on)
        clock.met_on = on
        clock.save(update_fields=["met_on", *PAUSED])
    return clock


def meet_running(case_no: str, key: str, on: date, *, by: Scope) -> Clock | None:
    """What the deadline was for is done, where it was being waited for; None where it was not."""
    is_running = Clock.objects.filter(case_no=case_no, key=key, met_on=None, dropped_on=None).exists()
    return meet(case_no, key, on, by=by) if is_running else None


@action("clocks.drop")
def drop(case_no: str, key: str, on: date, *, by: Scope) -> Clock:
    """The deadline no longer applies (the case took another way)."""
    clock = _latest(case_no, key)
    if clock.met_on is None and clock.dropped_on is None:
        clock.dropped_on = on
        clock.save(update_fields=["dropped_on"])
    return clock


@action("clocks.pause")
def pause(case_no: str, key: str, on: date, reason: str, *, by: Scope) -> Clock:
    """Stop the clock while the family has to act; the days until `resume` do not count."""
    clock = _running(case_no, key)
    if clock.paused_on is None:
        clock.paused_on, clock.paused_for = on, reason
        clock.save(update_fields=["paused_on", "paused_for"])
    return clock


@action("clocks.resume")
def resume(case_no: str, key: str, on: date, *, by: Scope) -> Clock:
    """Let a paused clock run on: the paused days are added to its end."""
    clock = _running(case_no, key)
    _resume(clock, on)
    clock.save(update_fields=PAUSED)
    return clock


@action("clocks.extend")
def extend(case_no: str, key: str, reason: str, *, by: Scope) -> Clock:
    """Use the longer limit that the law allows for a stated reason (民发〔2022〕83号 四(一)：可延至 45 个工作日)."""
    clock = _running(case_no, key)
    longest = DEADLINES[key].longest
    if longest is None:
        raise Refused("not_extendable", f"“{DEADLINES[key].label}”这个期限法律没有规定可以延长。", clock.law)
    if not reason.strip():
        raise Refused(
            "reason_missing",
            "延期要写明法定理由：公示有异议、人户分离、异地申办、调查难度较大等。",
            clock.law,
        )
    if clock.extended_for:
        raise Refused("already_extended", f"已经延到 {clock.days} 个工作日，不能再延。", clock.law)
    clock.days, clock.extended_for = longest, reason.strip()
    _reckon(clock)
    clock.save(update_fields=["days", "extended_for", "due_on", "is_estimate"])
    return clock


@dataclass(frozen=True)
class Recounted:
    """The running clocks whose end was not the one of the official calendar: so many."""

    clocks: int

    def for_trail(self) -> dict[str, Any]:
        return {"subject": "clocks", "refs": {"clocks": self.clocks}}


@action("clocks.recount")
def recount(*, by: Scope) -> Recounted:
    """Reckon running clocks again that end in a year whose calendar was an estimate and is official now."""
    moved = 0
    for clock in Clock.objects.select_for_update().filter(met_on=None, dropped_on=None, is_estimate=True):
        told = clock.due_on
        _reckon(clock)
        if not clock.is_estimate:
            clock.save(update_fields=["due_on", "is_estimate"])
            moved += clock.due_on != told
    return Recounted(moved)


def due_on(start_on: date, length: int, unit: str) -> date:
    """The last day of a period that began on `start_on` (that day not counted).

    Months end on the same day number, or on the working day after it when nobody works then (民法典 第202、203条).
    Days count out a notice, which hangs for as long as the law says and no longer.
    """
    if unit == Clock.Unit.WORKDAY:
        return add_workdays(start_on, length)
    if unit == Clock.Unit.DAY:
        return start_on + timedelta(days=length)
    month = Month.of(start_on) + length
    return workday_from(date(month.year, month.month, min(start_on.day, month.last.day)))


def _resume(clock: Clock, on: date) -> None:
    if clock.paused_on is None:
        return
    in_workdays = clock.unit == Clock.Unit.WORKDAY
    lost = workdays_between(clock.paused_on, on) if in_workdays else (on - clock.paused_on).days
    clock.paused_days += max(0, lost)
    clock.paused_on = None
    if clock.key in REVIEWS:
        clock.due_on += timedelta(days=max(0, lost))
    _reckon(clock)


def _reckon(clock: Clock) -> None:
    """The end of a clock from its beginning, its length and its pauses; one tied to another day stays there."""
    if clock.key in REVIEWS:
        return
    if clock.unit == Clock.Unit.WORKDAY:
        clock.due_on = due_on(clock.started_on, clock.days + clock.paused_days, clock.unit)
    else:
        clock.due_on = due_on(clock.started_on, clock.days, clock.unit) + timedelta(days=clock.paused_days)
    clock.is_estimate = _is_estimate(clock.due_on, clock.unit)


def _is_estimate(due: date, unit: str) -> bool:
    """Whether an end may still move with the calendar of its year; days that are simply counted do not."""
    return unit != Clock.Unit.DAY and is_estimate(due)


def _latest(case_no: str, key: str) -> Clock:
    return Clock.objects.filter(case_no=case_no, key=key).order_by("-pk")[0]


def _running(case_no: str, key: str) -> Clock:
    clock = Clock.objects.filter(case_no=case_no, key=key, met_on=None, dropped_on=None).first()
    if clock is None:
        raise Refused(
            "clock_not_running", f"这个案件的“{DEADLINES[key].label}”期限没有在计时，请刷新页面再看。"
        )
    return clock
