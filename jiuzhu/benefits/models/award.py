"""What a decision grants a family from a month on."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from jiuzhu.assessment.models import Determination
from jiuzhu.benefits.kinds import FUND_OF, HEARING_SINCE, Fund, Ground
from jiuzhu.documents.models import SignedRecord
from jiuzhu.registry.models import Household, Person


class Book(models.Model):
    """One row a county and fund. Whoever writes dues or payments locks it, so that a decision and a run cannot
    pass each other unseen."""

    county = models.CharField("区县", max_length=6)
    fund = models.CharField("资金", max_length=8, choices=Fund)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "fund"], name="a_fund_has_one_book")]


class Award(models.Model):
    """What one decision grants one family each month, `from_month` until `until_month` (not included).

    Never edited but for its end, which `change` and `stop` set. A change is a new award that `supersedes` this one.
    A decrease decided since 2026-07-01 needs the record of the hearing (社会救助法 第四十八条).
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="awards", db_index=False)
    programme = models.CharField("类别", max_length=24)
    fund = models.CharField("资金", max_length=8, choices=Fund)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="awards", db_index=False)
    decision_no = models.CharField("决定编号", max_length=60)
    decided_on = models.DateField("决定日期")
    ground = models.CharField("事由", max_length=12, choices=Ground)
    from_month = models.IntegerField("起发月")
    until_month = models.IntegerField("止发月（不含）", null=True)
    monthly_fen = models.BigIntegerField("每月（分）")
    previous_fen = models.BigIntegerField("变更前每月（分）", null=True)
    heard = models.ForeignKey(
        SignedRecord, models.PROTECT, null=True, related_name="+", verbose_name="听取意见"
    )
    region_code = models.CharField("辖区（村、社区）", max_length=12)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "fund"],
                condition=Q(until_month=None),
                name="a_family_has_one_open_award",
            ),
            models.UniqueConstraint(fields=["determination", "fund"], name="a_determination_awards_once"),
            models.UniqueConstraint(fields=["decision_no", "fund"], name="a_decision_awards_once"),
            models.CheckConstraint(condition=Q(monthly_fen__gt=0), name="award_is_positive"),
            models.CheckConstraint(condition=Q(programme__in=[*FUND_OF]), name="award_programme_is_known"),
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="award_ground_is_known"),
            models.CheckConstraint(
                condition=Q(until_month=None) | Q(until_month__gte=F("from_month")),
                name="award_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, previous_fen=None)
                | Q(supersedes__isnull=False, previous_fen__isnull=False),
                name="award_knows_what_it_replaced",
            ),
            models.CheckConstraint(
                condition=Q(previous_fen=None)
                | Q(monthly_fen__gte=F("previous_fen"))
                | Q(decided_on__lt=HEARING_SINCE)
                | Q(heard__isnull=False),
                name="no_decrease_without_hearing",
            ),
        ]
        indexes = [
            models.Index(fields=["household", "fund"], name="awards_of_a_family"),
            models.Index(fields=["region_code", "id"], name="awards_of_a_region"),
        ]

    @property
    def begun(self) -> int:
        """The first month of this award and of all whose place it took, one after the other."""
        return min(self.from_month, self.supersedes.begun) if self.supersedes else self.from_month

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"award:{self.pk}",
            "case_no": self.determination.case_no,
            "refs": {"decision_no": self.decision_no, "determination": self.determination_id},
        }


class AwardPart(models.Model):
    """One line of an award, as the determination has it: the difference, or a person's top-up, with its law.

    `key` tells parts of one award apart: "difference", "topup:age_70:12" (kind and person).
    """

    award = models.ForeignKey(Award, models.CASCADE, related_name="parts", db_index=False)
    key = models.CharField("分项键", max_length=64)
    part = models.CharField("分项", max_length=12)
    kind = models.CharField("增发种类", max_length=24, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    fen = models.BigIntegerField("每月（分）")
    law = models.CharField("依据", max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "key"], name="an_award_has_each_part_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="part_is_positive"),
        ]


class AwardMember(models.Model):
    """A person whom an award supports."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="members", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "person"], name="an_award_names_a_person_once")
        ]


class Stop(models.Model):
    """The decision that ended an award. Decided since 2026-07-01 it needs the record of the hearing, or of the
    ground that leaves none to hear (death, own wish, transfer)."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="stop")
    decision_no = models.CharField("决定编号", max_length=60, unique=True)
    decided_on = models.DateField("决定日期")
    ground = models.CharField("事由", max_length=12, choices=Ground)
    from_month = models.IntegerField("停发月")
    heard = models.ForeignKey(
        SignedRecord, models.PROTECT, null=True, related_name="+", verbose_name="听取意见"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="stop_ground_is_known"),
            models.CheckConstraint(
                condition=Q(decided_on__lt=HEARING_SINCE) | Q(heard__isnull=False),
                name="no_stop_without_hearing",
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"award:{self.award_id}",
            "case_no": self.award.determination.case_no,
            "refs": {"decision_no": self.decision_no},
        }
