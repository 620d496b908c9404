"""Papers handed in, letters sent out, records signed. Rows are added, never edited; what follows replaces."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.documents.kinds import Delivery, LetterKind, PaperKind, RecordKind, SignMethod
from jiuzhu.org.models import Office
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField


class Paper(models.Model):
    """A photo or scan that somebody handed in about an application ("SQ-…") or case ("SJ-…").

    `digest` names the sealed file and proves its content. A better photo `replaces` the one before.
    """

    about = models.CharField("申请或案件", max_length=32)
    region_code = models.CharField("辖区", max_length=12)
    kind = models.CharField("种类", max_length=16, choices=PaperKind)
    person_id = models.BigIntegerField("谁的", null=True)
    digest = models.CharField("文件摘要", max_length=64, db_index=True)
    size = models.PositiveIntegerField("字节")
    width = models.PositiveSmallIntegerField("宽（像素）")
    height = models.PositiveSmallIntegerField("高（像素）")
    note = models.CharField("说明", max_length=120, blank=True)
    taken_on = models.DateField("收到日期")
    taken_by = models.CharField("由谁提交", max_length=64)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="paper_kind_is_known"),
            models.CheckConstraint(
                condition=Q(size__gt=0, width__gt=0, height__gt=0), name="paper_is_a_picture"
            ),
            models.UniqueConstraint(
                fields=["about", "kind", "person_id", "digest"], name="a_persons_paper_is_kept_once"
            ),
            models.UniqueConstraint(
                fields=["about", "kind", "digest"], condition=Q(person_id=None), name="a_paper_is_kept_once"
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"paper:{self.pk}", "case_no": self.about, "refs": {"kind": self.kind}}


class Series(models.Model):
    """The last number given in one run of letters (綦三角低保确, 2026); its lock makes numbers unique without gaps."""

    prefix = models.CharField("字头", max_length=40)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="a_series_has_one_counter")]


class Letter(models.Model):
    """An official letter: sealed data, and the sealed PDF made from it, which equal data make again byte by byte."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    number = models.CharField("文号", max_length=60, unique=True)
    kind = models.CharField("文种", max_length=12, choices=LetterKind)
    case_no = models.CharField("申请或案件", max_length=32, db_index=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    region_code = models.CharField("辖区", max_length=12)
    to_person_id = models.BigIntegerField("给谁", null=True)
    data = SealedField("内容")
    digest = models.CharField("PDF 摘要", max_length=64)
    check_code = models.CharField("校验码", max_length=9)
    made_on = models.DateField("成文日期")
    delivered_on = models.DateField("送达日期", null=True)
    delivered_how = models.CharField("送达方式", max_length=12, choices=Delivery, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_is_known"),
            models.CheckConstraint(
                condition=Q(delivered_on=None, delivered_how="")
                | Q(delivered_on__isnull=False, delivered_how__in=Delivery.values),
                name="letter_delivery_says_how",
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"letter:{self.pk}", "case_no": self.case_no, "refs": {"kind": self.kind}}


class SignedRecord(models.Model):
    """What people said or saw, in words fixed before they sign: a visit, a hearing, a consent.

    Inserted once; no act changes it, and `digest` shows when somebody else did. A mistake found before anyone
    signed is mended by a new record that `replaces` this one.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField("种类", max_length=16, choices=RecordKind)
    about = models.CharField("申请或案件", max_length=32, db_index=True)
    region_code = models.CharField("辖区", max_length=12)
    content = SealedField("内容")
    digest = models.CharField("内容摘要", max_length=64)
    signed_on = models.DateField("签署日期")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RecordKind.values), name="record_kind_is_known"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"record:{self.pk}", "case_no": self.about, "refs": {"kind": self.kind}}


class Signature(models.Model):
    """One person under one record. `over` repeats the digest that was signed, so that a changed record shows."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    record = models.ForeignKey(SignedRecord, models.PROTECT, related_name="signatures")
    who = models.CharField("签署人", max_length=80)
    name = SealedField("姓名")
    role = models.CharField("身份", max_length=20)
    person_id = models.BigIntegerField("居民", null=True)
    login_id = models.BigIntegerField("工作人员", null=True)
    method = models.CharField("方式", max_length=8, choices=SignMethod)
    image = models.CharField("签名图摘要", max_length=64, blank=True)
    over = models.CharField("所签内容摘要", max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "who"], name="a_record_is_signed_once_by_each"),
            models.CheckConstraint(condition=Q(method__in=SignMethod.values), name="sign_method_is_known"),
            models.CheckConstraint(
                condition=~Q(method__in=["strokes", "paper"]) | ~Q(image=""), name="strokes_leave_an_image"
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"record:{self.record_id}",
            "case_no": self.record.about,
            "refs": {"signature": self.pk, "method": self.method},
        }
