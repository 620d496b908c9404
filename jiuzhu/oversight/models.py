"""Looks that somebody else should see."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.org.models import Login
from jiuzhu.oversight.kinds import Outcome


class Alarm(models.Model):
    """One officer's looks of a day, or passwords they reset, that one house rule finds unusual; who it is about never settles it.

    Holds counts and case numbers, nothing of anybody's circumstances. `region_code` is where the officer works. An alarm
    that was settled opens again when as many looks more have come as its rule wants.
    """

    login = models.ForeignKey(Login, models.PROTECT, related_name="alarms")
    rule = models.CharField("哪一种", max_length=16)
    on = models.DateField("哪天")
    region_code = models.CharField("在哪里工作", max_length=12)
    count = models.PositiveIntegerField("多少")
    cases = models.JSONField("案件", default=list)
    outcome = models.CharField("结果", max_length=8, choices=Outcome, default=Outcome.OPEN)
    reason = models.CharField("理由", max_length=300, blank=True)
    settled_by = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField("哪天看的", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["login", "rule", "on"], name="an_officer_is_alarmed_once_a_day"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="alarm_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, settled_by=None, settled_on=None, reason="")
                | ~Q(outcome=Outcome.OPEN)
                & Q(settled_by__isnull=False, settled_on__isnull=False)
                & ~Q(reason=""),
                name="a_settled_alarm_says_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=models.F("login")),
                name="nobody_settles_an_own_alarm",
            ),
        ]
        indexes = [models.Index(fields=["region_code", "outcome"], name="alarms_of_a_region")]

    def for_trail(self) -> dict[str, Any]:
        refs = {
            "officer": self.login_id,
            "rule": self.rule,
            "count": self.count,
            "outcome": str(self.outcome),
        }
        return {"subject": f"alarm:{self.pk}", "refs": refs}
