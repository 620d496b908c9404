"""A statutory deadline: when it began, when it ends, what stopped it meanwhile."""

from django.db import models
from django.db.models import Q


class Clock(models.Model):
    """One deadline of one case. Open until `met_on` or `dropped_on` is set; lateness stays in the record.

    `days` counts working days or calendar days (`unit`); `due_on` already includes pauses that have ended.
    """

    class Unit(models.TextChoices):
        WORKDAY = "workday", "工作日"
        DAY = "day", "天"
        MONTH = "month", "个月"

    case_no = models.CharField("案件", max_length=32)
    key = models.CharField("期限", max_length=40)
    region_code = models.CharField("辖区", max_length=12)
    role = models.CharField("由谁办", max_length=16)
    started_on = models.DateField("起算日")
    days = models.PositiveSmallIntegerField("期限数")
    unit = models.CharField("单位", max_length=8, choices=Unit)
    due_on = models.DateField("到期日")
    is_estimate = models.BooleanField("暂估（日历未公布）", default=False)
    law = models.CharField("依据", max_length=80)
    about = models.CharField("事由", max_length=200, blank=True)
    extended_for = models.CharField("延期理由", max_length=200, blank=True)
    paused_on = models.DateField("暂停日", null=True)
    paused_days = models.PositiveSmallIntegerField("已暂停的天数", default=0)
    """In working days for a deadline of these, else in days; a pause that still lasts not among them."""
    paused_for = models.CharField("暂停理由", max_length=200, blank=True)
    met_on = models.DateField("完成日", null=True)
    dropped_on = models.DateField("作废日", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_no", "key"], condition=Q(met_on=None, dropped_on=None), name="a_clock_runs_once"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=["workday", "day", "month"]), name="clock_unit_is_known"
            ),
            models.CheckConstraint(
                condition=Q(met_on=None) | Q(dropped_on=None), name="clock_is_met_or_dropped"
            ),
        ]
        indexes = [
            models.Index(
                fields=["region_code", "due_on"],
                condition=Q(met_on=None, dropped_on=None),
                name="clocks_running",
            ),
            models.Index(fields=["case_no"], name="clocks_of_a_case"),
        ]
