"""A case and the rows that each step leaves. Only `Case.stage` moves; everything else is inserted once."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from jiuzhu.assessment.models import Determination
from jiuzhu.casework.states import OPEN, Kind, Outcome, Stage
from jiuzhu.documents.models import Letter, SignedRecord
from jiuzhu.notices.models import Posting
from jiuzhu.org.models import FiledRelative, Login
from jiuzhu.registry.models import Household, Person
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField


class Counter(models.Model):
    """The last number of a yearly series; locked while the next is taken, so that numbers have no gaps."""

    series = models.CharField("序列", max_length=24, unique=True)
    last = models.PositiveIntegerField("末号", default=0)


class Case(models.Model):
    """One family's way through the statutory procedure for one programme."""

    case_no = models.CharField("案件编号", max_length=32, unique=True)
    application_no = models.CharField("申请编号", max_length=32, blank=True)
    kind = models.CharField("类型", max_length=8)
    programme = models.CharField("事项", max_length=24)
    household = models.ForeignKey(Household, models.PROTECT, related_name="cases")
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="+")
    region_code = models.CharField("办理地（村、社区）", max_length=12)
    stage = models.CharField("阶段", max_length=16)
    applied_on = models.DateField("申请日")
    opened_on = models.DateField("受理日")
    closed_on = models.DateField("办结日", null=True)
    trigger = models.CharField("复核事由", max_length=120, blank=True)
    lives_elsewhere = models.BooleanField("人户分离", default=False)
    county_visit = models.CharField("区级入户事由", max_length=12, blank=True)
    report_version = models.PositiveSmallIntegerField("测算所据核对报告版次", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "programme"],
                condition=Q(stage__in=[*OPEN]),
                name="a_family_has_one_open_case",
            ),
            models.UniqueConstraint(
                fields=["application_no"],
                condition=~Q(application_no=""),
                name="an_application_opens_one_case",
            ),
            models.CheckConstraint(condition=Q(stage__in=[*Stage]), name="case_stage_is_known"),
            models.CheckConstraint(condition=Q(kind__in=[*Kind]), name="case_kind_is_known"),
            models.CheckConstraint(
                condition=Q(county_visit__in=["", "filed", "complaint", "sampled"]),
                name="county_visit_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["region_code", "id"], condition=Q(stage__in=[*OPEN]), name="open_cases_of_a_region"
            ),
            models.Index(fields=["household", "id"], name="cases_of_a_household"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"case:{self.case_no}", "case_no": self.case_no, "refs": {"stage": self.stage}}


class Step(models.Model):
    """One step a case took."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    verb = models.CharField("步骤", max_length=16)
    before = models.CharField("从", max_length=16)
    after = models.CharField("到", max_length=16)
    actor = models.CharField("谁", max_length=64)
    actor_name = models.CharField("姓名", max_length=40)
    on = models.DateField("日期")
    note = models.CharField("说明", max_length=300, blank=True)

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"case:{self.case.case_no}",
            "case_no": self.case.case_no,
            "refs": {"verb": self.verb},
        }


class Filing(models.Model):
    """近亲属备案: a family member is a filed relative of an officer or cadre; that login may not touch the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="filings")
    relative = models.ForeignKey(FiledRelative, models.PROTECT, related_name="+")
    login = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "relative"], name="a_relative_is_filed_once_in_a_case")
        ]


class Visit(models.Model):
    """A home visit by two surveyors, signed by both and by the family (民发〔2021〕57号 第16条).

    `number` is the form's own, given when it was opened: a form sent twice is one visit.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    number = models.CharField("入户表编号", max_length=36, blank=True)
    level = models.CharField("级别", max_length=8)
    visited_on = models.DateField("入户日期")
    first = models.ForeignKey(Login, models.PROTECT, related_name="+")
    second = models.ForeignKey(Login, models.PROTECT, related_name="+")
    record = models.OneToOneField(SignedRecord, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="a_visit_needs_two_surveyors"),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="a_form_records_one_visit"
            ),
            models.CheckConstraint(condition=Q(level__in=["town", "county"]), name="visit_level_is_known"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"visit:{self.pk}", "case_no": self.case.case_no, "refs": {"level": self.level}}


class Cooperation(models.Model):
    """协助入户: the town that handles a case asks the town where the family lives to come along (民发〔2021〕57号 第15条).

    Who takes it sees that one case until `until_on`, may be the second surveyor of its visit, and nothing else.
    """

    number = models.CharField("协助编号", max_length=32, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="cooperations")
    town_code = models.CharField("请哪个镇街", max_length=9)
    reason = models.CharField("要协助什么", max_length=300)
    asked_by = models.CharField("由谁请", max_length=64)
    asked_on = models.DateField("日期")
    until_on = models.DateField("到哪天止")
    login = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+")
    taken_on = models.DateField("接下日期", null=True)
    done_on = models.DateField("办完日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "town_code"], condition=Q(done_on=None), name="a_town_is_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(login=None, taken_on=None, done_on=None)
                | Q(login__isnull=False, taken_on__isnull=False),
                name="who_helps_took_it",
            ),
        ]
        indexes = [
            models.Index(fields=["town_code"], condition=Q(done_on=None), name="cooperations_of_a_town")
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"cooperation:{self.number}",
            "case_no": self.case.case_no,
            "refs": {"town": self.town_code},
        }


class Proposal(models.Model):
    """审核意见: what an officer proposes, from one determination."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="+")
    outcome = models.CharField("意见", max_length=12)
    programme = models.CharField("类别", max_length=24)
    monthly_fen = models.BigIntegerField("每月（分）", default=0)
    proposed_by = models.CharField("提出人", max_length=64)
    proposed_on = models.DateField("日期")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=[*Outcome]), name="proposal_outcome_is_known")
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"proposal:{self.pk}",
            "case_no": self.case.case_no,
            "refs": {"outcome": self.outcome},
        }


class Objection(models.Model):
    """What somebody says against a public notice; a name is welcome and never required."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+")
    text = SealedField("内容")
    contact = SealedField("姓名和联系方式", null=True)
    received_on = models.DateField("收到日期")

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"objection:{self.pk}", "case_no": self.case.case_no}


class Meeting(models.Model):
    """民主评议: at least two thirds of those present are villagers' representatives; all sign."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="meetings")
    held_on = models.DateField("日期")
    present = models.PositiveSmallIntegerField("到会人数")
    representatives = models.PositiveSmallIntegerField("村（居）民代表人数")
    agreed = models.PositiveSmallIntegerField("认为属实人数")
    record = models.OneToOneField(SignedRecord, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(representatives__lte=F("present"), agreed__lte=F("present")),
                name="meeting_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(present__gt=0) & Q(present__lte=F("representatives") * 3 / 2),
                name="two_thirds_are_representatives",
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"meeting:{self.pk}", "case_no": self.case.case_no}


class Decision(models.Model):
    """An officer's act that ends a case: what is decided, from which determination, told by which letter."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    decision_no = models.CharField("决定编号", max_length=60, unique=True)
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="+")
    outcome = models.CharField("决定", max_length=12)
    programme = models.CharField("类别", max_length=24)
    monthly_fen = models.BigIntegerField("每月（分）", default=0)
    decided_by = models.CharField("决定人", max_length=64)
    decided_on = models.DateField("日期")
    heard = models.ForeignKey(SignedRecord, models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=[*Outcome]), name="decision_outcome_is_known"),
            models.UniqueConstraint(fields=["case"], name="a_case_is_decided_once"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"decision:{self.decision_no}",
            "case_no": self.case.case_no,
            "refs": {"outcome": self.outcome, "determination": self.determination_id},
        }
