"""Rounds, the families each of them looks at, and what it finds otherwise than believed."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from jiuzhu.kernel.month import Month
from jiuzhu.recheck.kinds import Outcome, State, Trigger
from jiuzhu.registry.models import Household, Person
from jiuzhu.vault.ids import new_id
from jiuzhu.verification.kinds import Purpose
from jiuzhu.verification.words import label


class Round(models.Model):
    """One look at all families on the register of a place, on the deliveries that were there when it began.

    `deliveries` are those deliveries' numbers by source: every family of the round is laid beside the same data.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    region_code = models.CharField("范围", max_length=12)
    trigger = models.CharField("起因", max_length=8, choices=Trigger)
    key = models.CharField("哪一次", max_length=64)
    purpose = models.CharField("用途", max_length=8, choices=Purpose)
    template = models.CharField("核对方案", max_length=20)
    on = models.DateField("核对日期")
    begun_by = models.CharField("发起人", max_length=64)
    state = models.CharField("状态", max_length=8, choices=State, default=State.RUNNING)
    deliveries = models.JSONField("所据数据")
    catalogue = models.CharField("目录版本", max_length=64)
    families = models.PositiveIntegerField("户数")
    looked_at = models.PositiveIntegerField("已核对户数", default=0)
    found = models.PositiveIntegerField("有新情况户数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "trigger", "key"], name="a_round_is_begun_once"),
            models.CheckConstraint(condition=Q(looked_at__lte=F("families")), name="a_round_looks_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="round_state_is_known"),
        ]

    @property
    def percent(self) -> int:
        return self.looked_at * 100 // self.families if self.families else 100

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"round:{self.pk}",
            "refs": {"state": self.state, "families": self.families, "looked_at": self.looked_at},
        }


LAST_DAY = 28
"""Every month has this day."""


class Schedule(models.Model):
    """A place's rounds by calendar: every so many months from `first_month` (a Month's number) on, on a day of the month.

    A county sets its own; where none is set, nothing begins by itself. A changed one ends and another takes its place.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    region_code = models.CharField("范围", max_length=12)
    template = models.CharField("核对方案", max_length=20)
    months = models.PositiveSmallIntegerField("每几个月")
    day = models.PositiveSmallIntegerField("几日")
    first_month = models.PositiveIntegerField("第一次在哪个月")
    set_by = models.CharField("由谁设定", max_length=64)
    set_on = models.DateField("设定日期")
    ended_by = models.CharField("由谁停止", max_length=64, blank=True)
    ended_on = models.DateField("停止日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region_code", "template"],
                condition=Q(ended_on=None),
                name="a_place_has_one_calendar_a_template",
            ),
            models.CheckConstraint(condition=Q(months__gt=0), name="a_calendar_has_months"),
            models.CheckConstraint(
                condition=Q(day__gt=0, day__lte=LAST_DAY), name="a_calendars_day_is_in_every_month"
            ),
        ]

    def last(self, on: date) -> Month | None:
        """The month of the newest round that was due on a day; None before the first."""
        reached = Month.of(on) if on.day >= self.day else Month.of(on) - 1
        late = reached.number - self.first_month
        return Month(reached.number - late % self.months) if late >= 0 else None

    def next_on(self, on: date) -> date:
        """The first day after `on` on which a round is due."""
        last = self.last(on)
        month = last + self.months if last else Month(self.first_month)
        return month.first.replace(day=self.day)

    def key(self, month: Month) -> str:
        """What the round of a month is called among the rounds of its place."""
        return f"{self.template}:{month}"

    def for_trail(self) -> dict[str, Any]:
        refs = {"template": self.template, "months": self.months, "day": self.day}
        return {"subject": f"schedule:{self.pk}", "refs": refs}


class Followed(models.Model):
    """A delivery whose consequences were drawn: how many people it may concern, in how many families of the registry."""

    number = models.CharField("送达编号", max_length=64, unique=True)
    people = models.PositiveIntegerField("涉及人数")
    families = models.PositiveIntegerField("涉及户数")

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"delivery:{self.number}",
            "refs": {"people": self.people, "families": self.families},
        }


class Line(models.Model):
    """One family of a round. `unknown` counts its people's sources that said nothing; null until it was looked at.

    `unauthorised` counts its people of whom something was not read because no consent of theirs covers the purpose.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    round = models.ForeignKey(Round, models.PROTECT, related_name="lines")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    case_no = models.CharField("所据案件", max_length=32)
    findings = models.PositiveSmallIntegerField("新情况", null=True)
    unknown = models.PositiveSmallIntegerField("不知道的", null=True)
    unauthorised = models.PositiveSmallIntegerField("未授权人数", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "household"], name="a_round_has_a_family_once")
        ]
        indexes = [models.Index(fields=["round", "id"], condition=Q(findings=None), name="lines_still_to_do")]


class Finding(models.Model):
    """A fact of a family on the register that is now found otherwise than it was believed. Nothing follows by itself.

    Its region is the family's, kept so that a village's list is one range of an index.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    round = models.ForeignKey(Round, models.PROTECT, related_name="findings")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    region_code = models.CharField("居住地", max_length=12)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    case_no = models.CharField("所据案件", max_length=32)
    key = models.CharField("事实", max_length=60)
    believed = models.JSONField("认定时", null=True)
    found = models.JSONField("现在查到")
    size = models.JSONField("差")
    sources = models.JSONField("来源")
    noticed_on = models.DateField("发现日期")
    outcome = models.CharField("处理", max_length=9, choices=Outcome, default=Outcome.OPEN)
    reason = models.CharField("处理说明", max_length=300, blank=True)
    settled_by = models.CharField("处理人", max_length=64, blank=True)
    settled_on = models.DateField("处理日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person", "key"],
                condition=Q(outcome=Outcome.OPEN, person__isnull=False),
                name="a_persons_finding_is_open_once",
            ),
            models.UniqueConstraint(
                fields=["household", "key"],
                condition=Q(outcome=Outcome.OPEN, person=None),
                name="a_familys_finding_is_open_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, settled_on=None)
                | (~Q(outcome=Outcome.OPEN) & Q(settled_on__isnull=False)),
                name="a_settled_finding_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NO_MATTER) | ~Q(reason=""), name="no_matter_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["region_code", "household"],
                condition=Q(outcome=Outcome.OPEN),
                name="findings_to_visit",
            )
        ]

    @property
    def label(self) -> str:
        """The fact in Chinese."""
        return label(self.key)

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"finding:{self.pk}",
            "case_no": self.case_no,
            "refs": {"key": self.key, "outcome": self.outcome},
        }
