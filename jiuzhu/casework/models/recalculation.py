"""What a published change of the law makes of every award it reaches: one row each, worked off by people."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.benefits.models import Award
from jiuzhu.casework.kinds import BY_DECISION, BY_REVIEW, Need, Progress
from jiuzhu.documents.models import Letter
from jiuzhu.editions.models import Amendment
from jiuzhu.org.models import Login


class Recalculation(models.Model):
    """The working through of one publication. `reached` is the last award looked at: where a killed job goes on.

    Awards that are granted later under an older edition come after it, and are looked at in turn.
    """

    amendment = models.OneToOneField(Amendment, models.PROTECT, related_name="recalculation")
    begun_on = models.DateField("开始日期")
    reached = models.BigIntegerField("已算到的待遇", default=0)
    listed_on = models.DateField("第一遍算完的日期", null=True)

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"recalculation:{self.pk}",
            "refs": {"amendment": self.amendment_id, "reached": self.reached},
        }


class Reckoning(models.Model):
    """One award reckoned again from its own frozen facts under a publication: old and new amount, months, what it needs.

    `stretches` are the months that get another amount: [{"from": "2026-07", "on": "2026-07-01", "fen": 117000}]. `why` says
    what a person must look at, or why the work could not be done.
    """

    recalculation = models.ForeignKey(Recalculation, models.PROTECT, related_name="reckonings")
    award = models.ForeignKey(Award, models.PROTECT, related_name="+")
    case_no = models.CharField("案件", max_length=32)
    region_code = models.CharField("辖区（村、社区）", max_length=12)
    old_fen = models.BigIntegerField("现在每月（分）")
    new_fen = models.BigIntegerField("重算后每月（分）", null=True)
    stretches = models.JSONField("从哪个月起各是多少", default=list)
    back_fen = models.BigIntegerField("已发月份的差额（分）", default=0)
    need = models.CharField("要办什么", max_length=12)
    why = models.CharField("说明", max_length=300, blank=True)
    progress = models.CharField("进度", max_length=12, default=Progress.WAITING)
    tries = models.PositiveSmallIntegerField("已确认次数", default=0)
    confirmed_by = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField("确认日期", null=True)
    decision_no = models.CharField("决定编号", max_length=60, blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    review_no = models.CharField("复核案件", max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recalculation", "award"], name="an_award_is_reckoned_once_a_publication"
            ),
            models.CheckConstraint(condition=Q(need__in=[*Need]), name="reckoning_need_is_known"),
            models.CheckConstraint(condition=Q(progress__in=[*Progress]), name="reckoning_progress_is_known"),
            models.CheckConstraint(
                condition=~Q(need__in=[*BY_DECISION]) | Q(new_fen__gt=models.F("old_fen")),
                name="a_raise_raises",
            ),
            models.CheckConstraint(
                condition=Q(decision_no="") | Q(need__in=[*BY_DECISION], confirmed_by__isnull=False),
                name="only_a_confirmed_raise_is_decided_here",
            ),
            models.CheckConstraint(
                condition=Q(review_no="") | Q(need__in=[*BY_REVIEW]), name="a_raise_needs_no_review"
            ),
        ]
        indexes = [
            models.Index(fields=["recalculation", "need", "id"], name="reckonings_by_need"),
            models.Index(fields=["region_code", "id"], name="reckonings_of_a_region"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"reckoning:{self.pk}",
            "case_no": self.case_no,
            "refs": {"need": self.need, "award": self.award_id, "decision_no": self.decision_no},
        }
