"""Rounds by calendar: a county sets when its rounds begin, and the clock begins them, each once."""

from datetime import date, datetime

from django.db.models import QuerySet

from jiuzhu.catalogue.edition import current
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.queries import newest_by_source
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.actions.begin import begin
from jiuzhu.recheck.kinds import Trigger
from jiuzhu.recheck.models import LAST_DAY, Round, Schedule
from jiuzhu.trail.record import action
from jiuzhu.verification.kinds import Purpose

SYSTEM = Scope.system("recheck.begin_due")
MAY_SET = (Role.COUNTY,)
PURPOSES = (Purpose.REVIEW, Purpose.MONITOR)
"""What a round of a whole register may be for; an application is asked about one family at a time."""
LONGEST = 24


@action("recheck.set_schedule")
def set_schedule(region_code: str, template: str, months: int, day: int, on: date, *, by: Scope) -> Schedule:
    """Let a round over a place begin on this day of every so many months, first on the next such day after `on`.

    It takes the place of the calendar that the place has for the template. Raises Refused outside place and duty, for a
    template that is not for rounds, and for a day that not every month has. No law says how often: 社会救助法 第四十六条
    says 定期 and leaves the number to the county, so none is set by default.
    """
    by.demand(region_code, *MAY_SET)
    plan = current().templates.get(template)
    if plan is None or plan.purpose not in PURPOSES:
        raise Refused("bad_template", "请选定期复核或者动态监测的核对方案。")
    if not (0 < months <= LONGEST and 0 < day <= LAST_DAY):
        raise Refused("bad_calendar", f"请写每 1 至 {LONGEST} 个月一次，在 1 至 {LAST_DAY} 日之间的一天。")
    _end(Schedule.objects.filter(region_code=region_code, template=template, ended_on=None), on, by)
    this = Month.of(on)
    return Schedule.objects.create(
        region_code=region_code,
        template=template,
        months=months,
        day=day,
        first_month=(this if on.day < day else this + 1).number,
        set_by=by.actor,
        set_on=on,
    )


@action("recheck.end_schedule")
def end_schedule(schedule_id: int, on: date, *, by: Scope) -> Schedule:
    """Let no more rounds begin by this calendar; those that have begun go on. Again is the same."""
    row = Schedule.objects.select_for_update().get(pk=schedule_id)
    by.demand(row.region_code, *MAY_SET)
    _end(Schedule.objects.filter(pk=schedule_id, ended_on=None), on, by)
    row.refresh_from_db()
    return row


def begin_due(at: datetime) -> int:
    """Begin every round that its calendar says is due and that has not begun; how many. Repeatable.

    Of several that were missed (the clock stood still) the newest alone begins: all would be laid beside the same data.
    Without any delivery it waits until there is one.
    """
    on, count = day_of(at), 0
    rows = Schedule.objects.filter(ended_on=None, template__in=current().templates)
    due = [(row, month) for row in rows if (month := row.last(on))]
    if not due or not newest_by_source():
        return 0
    begun = set(Round.objects.filter(trigger=Trigger.SCHEDULE).values_list("region_code", "key"))
    for row, month in due:
        key = row.key(month)
        if (row.region_code, key) not in begun:
            begin(row.region_code, Trigger.SCHEDULE, on, by=SYSTEM, key=key, template=row.template)
            count += 1
    return count


def _end(rows: QuerySet[Schedule], on: date, by: Scope) -> None:
    rows.update(ended_on=on, ended_by=by.actor)
