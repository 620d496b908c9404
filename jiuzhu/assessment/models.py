"""What is claimed, what is believed, and what follows from it. Nothing here is ever edited."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from jiuzhu.assessment.kinds import SOURCE_LABELS, SourceKind
from jiuzhu.registry.models import Household, Person

SOURCES = [(kind.value, label) for kind, label in SOURCE_LABELS.items()]


class Claim(models.Model):
    """Somebody says a fact has a value: about a person, or about the family (person null).

    `key` and `value` are written as the determination's input writes them: "income.wage" {"per_month": "1200"},
    "assets.financial" "3200", "disability" [{"kind": "physical", "grade": 1}].
    """

    case_no = models.CharField("案件", max_length=32)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    key = models.CharField("事实", max_length=60)
    value = models.JSONField("值")
    source_kind = models.CharField("来源", max_length=10, choices=SOURCES)
    source_ref = models.CharField("出处", max_length=200, blank=True)
    true_on = models.DateField("何时如此")
    learnt_on = models.DateField("何时得知")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source_kind__in=[*SourceKind]), name="claim_source_is_known")
        ]
        indexes = [
            models.Index(fields=["case_no", "id"], name="claims_of_a_case"),
            models.Index(fields=["person"], condition=Q(key="status"), name="claims_of_what_became"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"claim:{self.pk}",
            "case_no": self.case_no,
            "refs": {"key": self.key, "source": self.source_kind},
        }


class Adoption(models.Model):
    """The value that is used for a fact from now on, whose it is, and why. The newest row of a fact holds.

    `rule` is the rule of weight that it follows, "" where the officer departs from the advice; on `review_on` the value
    is to be looked at again.
    """

    case_no = models.CharField("案件", max_length=32)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    key = models.CharField("事实", max_length=60)
    value = models.JSONField("采信的值")
    source_kind = models.CharField("采信来源", max_length=10, choices=SOURCES)
    reason = models.CharField("理由", max_length=300)
    adopter = models.CharField("采信人", max_length=64)
    adopted_on = models.DateField("日期")
    rule = models.CharField("所依采信规则", max_length=40, blank=True)
    review_on = models.DateField("何时再看", null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="adoption_says_why")]
        indexes = [
            models.Index(fields=["case_no", "id"], name="adoptions_of_a_case"),
            models.Index(fields=["person"], condition=Q(key="status"), name="adoptions_of_what_became"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"adoption:{self.pk}",
            "case_no": self.case_no,
            "refs": {"key": self.key, "source": self.source_kind},
        }


class Ruling(models.Model):
    """What the law leaves open, settled for one case by an officer and, because money follows, a second one."""

    case_no = models.CharField("案件", max_length=32)
    key = models.CharField("裁定事项", max_length=80)
    value = models.CharField("裁定值", max_length=80)
    reason = models.CharField("理由", max_length=500)
    ground = models.CharField("依据", max_length=200)
    first = models.CharField("提出人", max_length=64)
    first_name = models.CharField("提出人姓名", max_length=40)
    second = models.CharField("复核人", max_length=64, blank=True)
    second_name = models.CharField("复核人姓名", max_length=40, blank=True)
    ruled_on = models.DateField("提出日期")
    seconded_on = models.DateField("复核日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="a_ruling_needs_two_people"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(ground=""), name="ruling_says_why"),
            models.CheckConstraint(
                condition=Q(second="", seconded_on=None) | (~Q(second="") & Q(seconded_on__isnull=False)),
                name="a_second_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["case_no", "id"], name="rulings_of_a_case")]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"ruling:{self.pk}", "case_no": self.case_no, "refs": {"key": self.key}}


class FactSet(models.Model):
    """The adopted facts of a case, frozen: the determination's input, and where each place in it comes from."""

    case_no = models.CharField("案件", max_length=32, db_index=True)
    facts = models.JSONField("事实")
    origins = models.JSONField("出处")
    digest = models.CharField("摘要", max_length=64)
    frozen_on = models.DateField("日期")


class Determination(models.Model):
    """What follows from a fact set under an edition on a day, with every step. Immutable; re-derivable to the bit."""

    case_no = models.CharField("案件", max_length=32, db_index=True)
    household = models.ForeignKey(Household, models.PROTECT, related_name="determinations")
    fact_set = models.ForeignKey(FactSet, models.PROTECT, related_name="determinations")
    on = models.DateField("业务日期")
    edition_hash = models.CharField("政策版本", max_length=64)
    engine = models.PositiveSmallIntegerField("计算口径")
    result = models.JSONField("结果")
    result_digest = models.CharField("结果摘要", max_length=64)

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"determination:{self.pk}",
            "case_no": self.case_no,
            "refs": {"edition": self.edition_hash[:16], "digest": self.result_digest[:16]},
        }
