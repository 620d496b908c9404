"""What was asked and what came out. Rows are inserted once and never changed: another question is another row."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.analysis.kinds import Origin, Turn

ORIGINS = [(one.value, one.label) for one in Origin]
TURNS = [(one.value, one.label) for one in Turn]


class Scenario(models.Model):
    """A question about a change of the law: whose families, which two editions, which day, what was assumed.

    `extract_hash` names the families where they were taken before; the register is taken when the question is computed.
    `amendment` is the change itself; `amendment_id` the proposal it came from, if it came from one.
    """

    title = models.CharField("名称", max_length=60)
    region_code = models.CharField("地区", max_length=12)
    origin = models.CharField("家庭", max_length=8, choices=ORIGINS)
    extract_hash = models.CharField("数据底账", max_length=64, blank=True)
    base_hash = models.CharField("现行政策版本", max_length=64)
    proposed_hash = models.CharField("拟改政策版本", max_length=64)
    amendment = models.JSONField("改动")
    amendment_id = models.BigIntegerField("拟议修改", null=True)
    on = models.DateField("按哪一天比")
    first_month = models.IntegerField("从哪个月起算一年")
    turn = models.CharField("月中调整", max_length=5, choices=TURNS)
    assumed = models.JSONField("假定（数的名称 → 值）")
    evidence = models.JSONField("测算依据")
    author = models.CharField("谁", max_length=64)
    author_name = models.CharField("姓名", max_length=40)
    asked_on = models.DateField("哪一天（登记在册的家庭按这天取）")
    asked_at = models.DateTimeField("何时")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="scenario_has_a_title"),
            models.CheckConstraint(condition=Q(origin__in=[*Origin]), name="scenario_origin_is_known"),
            models.CheckConstraint(condition=Q(turn__in=[*Turn]), name="scenario_turn_is_known"),
            models.CheckConstraint(
                condition=~Q(origin=Origin.CITY.value, extract_hash=""), name="a_city_is_named"
            ),
        ]
        indexes = [models.Index(fields=["region_code", "id"], name="scenarios_of_a_region")]

    def for_trail(self) -> dict[str, Any]:
        refs = {"proposed": self.proposed_hash[:16], "on": str(self.on)}
        return {"subject": f"scenario:{self.pk}", "refs": refs}


class Simulation(models.Model):
    """What came of a scenario: the families it was computed with, the sums, and the file of every family's line."""

    scenario = models.OneToOneField(Scenario, models.PROTECT, related_name="simulation")
    extract_hash = models.CharField("数据底账", max_length=64)
    engine = models.PositiveSmallIntegerField("计算口径")
    totals = models.JSONField("合计")
    lines_hash = models.CharField("逐户结果", max_length=64)
    computed_at = models.DateTimeField("何时算完")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(extract_hash="") & ~Q(lines_hash=""), name="simulation_names_its_files"
            )
        ]

    def for_trail(self) -> dict[str, Any]:
        refs = {"extract": self.extract_hash[:16], "lines": self.lines_hash[:16]}
        return {"subject": f"scenario:{self.scenario_id}", "refs": refs}


class Failure(models.Model):
    """Why a scenario could not be computed, in words; it is not tried again."""

    scenario = models.OneToOneField(Scenario, models.PROTECT, related_name="failure")
    why = models.CharField("原因", max_length=300)
    failed_at = models.DateTimeField("何时")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="failure_says_why")]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"scenario:{self.scenario_id}"}
