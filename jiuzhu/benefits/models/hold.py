"""What keeps one share of one month back, and the words that clear a check."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.benefits.kinds import Check, HoldEnd
from jiuzhu.benefits.models.award import Award
from jiuzhu.benefits.models.batch import Batch
from jiuzhu.benefits.models.ledger import Due
from jiuzhu.registry.models import Person


class Hold(models.Model):
    """One person's share (or, without a person, the family's whole) of one month, kept back for a while.

    Not a stop: it was proposed with a reason, is approved with its batch, and lapses after `lapses_on` unless a
    review is open, which ends it; then the held `due` is paid with the next batch.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="holds")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="holds")
    due = models.OneToOneField(Due, models.PROTECT, related_name="hold")
    reason = models.CharField("理由", max_length=200)
    proposed_on = models.DateField("提出日期")
    proposed_by = models.CharField("提出人", max_length=64)
    lapses_on = models.DateField("最后一日")
    review_case_no = models.CharField("复核案件", max_length=32, blank=True)
    ended_on = models.DateField("结束日期", null=True)
    ended_how = models.CharField("如何结束", max_length=8, choices=HoldEnd, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_how="")
                | Q(ended_on__isnull=False, ended_how__in=HoldEnd.values),
                name="an_ended_hold_says_how",
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"hold:{self.pk}", "refs": {"award": self.award_id, "batch": self.batch_id}}


class Clearance(models.Model):
    """The written reason that clears one finding of one check for one batch."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="clearances")
    check_kind = models.CharField("检查项", max_length=10, choices=Check)
    award = models.ForeignKey(Award, models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=200)
    written_on = models.DateField("日期")
    written_by = models.CharField("谁写", max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "check_kind", "award"], name="a_finding_is_cleared_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_clearance_has_a_reason"),
            models.CheckConstraint(condition=Q(check_kind__in=Check.values), name="check_is_known"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"batch:{self.batch.number}",
            "refs": {"check": self.check_kind, "award": self.award_id},
        }
