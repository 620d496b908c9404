"""People by number, deliveries, and the rows of them that nobody could use."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiuzhu.gateways.envelope import Silence
from jiuzhu.lake.kinds import WITH_FILE, Reason, State
from jiuzhu.lake.layout import Manifest
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField

STATES = [(one.value, one.label) for one in State]


class Identity(models.Model):
    """A human being that some register named. `rn` is dense from 0, given once and never again to anybody else.

    `hash` is the keyed hash of the identity number, the same as `registry.Person.id_hash`; when the person was erased
    it is "erased:<rn>", which no number hashes to.
    """

    rn = models.IntegerField("行号", primary_key=True)
    hash = models.CharField("证件摘要", max_length=64, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rn__gte=0), name="rn_is_not_negative")]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"rn:{self.rn}"}


class Delivery(models.Model):
    """One delivery of one source, kept whole or sent back whole.

    A row that is kept or superseded has its file, with that digest, at its place; the file is there before the row
    says so. `…_told` is what the sender counted; `former` are the digests of its files before people were erased.
    """

    number = models.CharField("编号", max_length=64, unique=True)
    register = models.CharField("数据类", max_length=40)
    source = models.CharField("来源", max_length=64)
    as_of = models.DateField("数据截止日")
    sequence = models.PositiveIntegerField("次序", null=True)
    corrects = models.CharField("更正哪一次", max_length=64, blank=True)
    received_at = models.DateTimeField("收到时间")
    state = models.CharField("状态", max_length=10, choices=STATES)
    reason = models.CharField("退回原因", max_length=20, blank=True)
    why = models.CharField("退回说明", max_length=600, blank=True)
    rows_told = models.BigIntegerField("清单行数")
    total_told = models.BigIntegerField("清单合计（分）")
    rows = models.BigIntegerField("收下行数", default=0)
    people = models.BigIntegerField("收下人数", default=0)
    total_of = models.CharField("合计哪一栏", max_length=40, blank=True)
    total_fen = models.BigIntegerField("收下合计（分）", default=0)
    quarantined = models.BigIntegerField("隔离行数", default=0)
    ignored = models.JSONField("没有读的栏", default=list)
    received = models.CharField("原文件摘要", max_length=64)
    digest = models.CharField("文件摘要", max_length=64, blank=True)
    catalogue = models.CharField("目录版本", max_length=64)
    erased = models.PositiveIntegerField("删除人数", default=0)
    former = models.JSONField("以前的文件摘要", default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "as_of", "sequence"], name="a_place_in_the_lake_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["source", "as_of"],
                condition=Q(state=State.KEPT.value),
                name="one_delivery_of_a_day_counts",
            ),
            models.CheckConstraint(condition=Q(state__in=[*State]), name="delivery_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.REFUSED.value, reason__in=[*Reason], sequence=None, digest="")
                | (~Q(state=State.REFUSED.value) & Q(reason="", sequence__isnull=False) & ~Q(digest="")),
                name="a_delivery_has_a_file_or_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["register", "source", "as_of"], name="deliveries_of_a_register")]

    @property
    def has_file(self) -> bool:
        return self.state in WITH_FILE

    @property
    def manifest(self) -> Manifest:
        """What its file holds; only of a delivery that was kept."""
        return Manifest(
            self.register,
            self.source,
            self.as_of,
            self.sequence or 0,
            self.rows,
            self.people,
            self.total_fen,
            self.digest,
            self.catalogue,
            self.number,
        )

    @property
    def path(self) -> Path:
        return self.manifest.path(settings.LAKE)

    def for_trail(self) -> dict[str, Any]:
        refs = {"source": self.source, "as_of": str(self.as_of), "state": self.state, "rows": self.rows}
        if self.reason:
            refs["reason"] = self.reason
        return {"subject": f"delivery:{self.number}", "refs": refs}


class Quarantined(models.Model):
    """A row that nobody could use: its line in the sender's file, every fault (column, what, how it was formed), itself sealed.

    `rn` is whose it is, where the number was sound: of this person the delivery knows something that is not told. A
    refused delivery leaves its lines and faults, no row.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="lines")
    line = models.PositiveIntegerField("行")
    rn = models.IntegerField("行号", null=True)
    faults = models.JSONField("问题")
    row = SealedField("原行", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "line"], name="a_line_is_quarantined_once")
        ]
        indexes = [models.Index(fields=["rn"], condition=Q(rn__isnull=False), name="quarantined_of_a_person")]


class Unreached(models.Model):
    """A source whose folder is not reached, since when and why. Every round tries again; the row goes when it is reached."""

    source = models.CharField("来源", max_length=64, unique=True)
    since = models.DateTimeField("从何时起")
    reason = models.CharField("原因", max_length=16)
    detail = models.CharField("给工程师的", max_length=60, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="unreached_says_why")]

    @property
    def why(self) -> str:
        """The reason in Chinese."""
        return Silence(self.reason).label

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"source:{self.source}", "refs": {"reason": str(self.reason)}}
