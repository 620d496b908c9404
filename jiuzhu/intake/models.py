"""Who stands at the door, what they have written so far, and what they handed in."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.documents.models import SignedRecord
from jiuzhu.intake.kinds import ENDED, State
from jiuzhu.org.models import Login
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField


class Resident(models.Model):
    """Somebody at the door. `name` and `phone` are what a code, an agent or an office proved last; `asked_…` what the newest
    code was asked for, which counts for nothing until it is answered. `person_id` follows once they are registered.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.CharField("姓名", max_length=50)
    id_number = SealedField("身份证号")
    id_hash = models.CharField("证件摘要", max_length=64, unique=True)
    phone = SealedField("手机号", null=True)
    asked_name = models.CharField("要验证码时写的姓名", max_length=50, blank=True)
    asked_phone = SealedField("验证码发往", null=True)
    person_id = models.BigIntegerField("登记的人", null=True, unique=True)

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"resident:{self.pk}"}


class Code(models.Model):
    """A one-time code, kept as a keyed hash. The newest of a resident counts; it ends by time, by use or by tries."""

    resident = models.ForeignKey(Resident, models.PROTECT, related_name="codes")
    digest = models.CharField("摘要", max_length=64)
    sent_at = models.DateTimeField("发出")
    until_at = models.DateTimeField("有效至")
    tries = models.PositiveSmallIntegerField("试过几次", default=0)
    used_at = models.DateTimeField("用掉", null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(tries__lte=5), name="a_code_ends_after_five_tries")]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"resident:{self.resident_id}"}


class Draft(models.Model):
    """The form of a family while it is being filled in. Saved after each page; it ends by being handed in."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="drafts")
    agent = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+")
    mandate = models.ForeignKey(SignedRecord, models.PROTECT, null=True, related_name="+")
    payload = SealedField("已填的内容")
    reached = models.CharField("填到", max_length=60, blank=True)
    saved_at = models.DateTimeField("保存时间")
    is_submitted = models.BooleanField("已提交", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(is_submitted=False), name="a_resident_has_one_open_draft"
            ),
            models.CheckConstraint(
                condition=Q(agent=None, mandate=None) | Q(agent__isnull=False, mandate__isnull=False),
                name="an_agent_has_a_mandate",
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"draft:{self.pk}", "refs": {"reached": self.reached}}


class Series(models.Model):
    """The last number given in a year; its lock makes numbers unique without gaps."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    last = models.PositiveIntegerField("末号", default=0)


class Application(models.Model):
    """What was handed in, frozen. Only `state`, and what accepting or ending adds, change."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    number = models.CharField("申请编号", max_length=32, unique=True)
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="application")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="applications")
    agent = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+")
    region_code = models.CharField("办理地（村、社区）", max_length=12)
    programme = models.CharField("事项", max_length=24)
    payload = SealedField("申报内容")
    digest = models.CharField("内容摘要", max_length=64)
    state = models.CharField("状态", max_length=16, default=State.SUBMITTED)
    submitted_on = models.DateField("提交日期")
    case_no = models.CharField("案件编号", max_length=32, blank=True)
    ended_on = models.DateField("撤回或结束日期", null=True)
    ended_why = SealedField("为什么撤回或结束", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[*State]), name="application_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[*ENDED], ended_on__isnull=False, ended_why__isnull=False)
                | (~Q(state__in=[*ENDED]) & Q(ended_on__isnull=True, ended_why__isnull=True)),
                name="an_ended_application_has_a_day_and_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(state="accepted") & ~Q(case_no="")) | (~Q(state="accepted") & Q(case_no="")),
                name="an_accepted_application_has_a_case",
            ),
            models.UniqueConstraint(
                fields=["case_no"], condition=~Q(case_no=""), name="a_case_has_one_application"
            ),
        ]
        indexes = [models.Index(fields=["region_code", "state"], name="applications_of_a_region")]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"application:{self.number}",
            "case_no": self.case_no or self.number,
            "refs": {"state": self.state},
        }


class Applicant(models.Model):
    """A person named in an application; open while the application, or the case it became, is.

    `consent` is what an adult signed for the application, `monitoring` what they signed besides, or did not.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="applicants")
    id_hash = models.CharField("证件摘要", max_length=64)
    consent = models.ForeignKey(SignedRecord, models.PROTECT, null=True, related_name="+")
    monitoring = models.ForeignKey(SignedRecord, models.PROTECT, null=True, related_name="+")
    is_open = models.BooleanField("在办", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["id_hash"], condition=Q(is_open=True), name="a_person_is_in_one_open_application"
            ),
            models.UniqueConstraint(fields=["application", "id_hash"], name="a_person_is_named_once"),
        ]


class Correction(models.Model):
    """一次性补正: everything that is missing, told once; answered by what the family supplies."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="corrections")
    items = SealedField("缺什么")
    id = models.BigIntegerField(primary_key=True, default=new_id)
    asked_on = models.DateField("告知日期")
    due_on = models.DateField("最迟补交")
    supplied_on = models.DateField("补齐日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application"], name="an_application_is_corrected_once")
        ]
