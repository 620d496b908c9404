"""One row for every act and every look; numbered and chained later by the sealer."""

from django.db import models
from django.db.models import Q


class Block(models.Model):
    """A signed stretch of the trail: entries `first` to `last`, chained by SM3 to the block before."""

    number = models.PositiveBigIntegerField("块号", unique=True)
    first = models.PositiveBigIntegerField("首条", unique=True)
    last = models.PositiveBigIntegerField("末条", unique=True)
    previous = models.CharField("前块摘要", max_length=64)
    digest = models.CharField("本块摘要", max_length=64)
    signature = models.CharField("签名", max_length=128)
    sealed_at = models.DateTimeField("封存时间")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="block_is_not_empty"),
        ]


class Entry(models.Model):
    """Who did or looked at what. Holds references and field names, never names, numbers or values.

    Inserted once in the act's own transaction; only the sealer sets `number` and `block`, once.
    """

    class Kind(models.TextChoices):
        ACT = "act", "办理"
        LOOK = "look", "查看"

    kind = models.CharField(max_length=4, choices=Kind)
    at = models.DateTimeField("时间")
    actor = models.CharField("谁", max_length=64)
    act = models.CharField("做了什么", max_length=64)
    subject = models.CharField("对象", max_length=96)
    case_no = models.CharField("案件", max_length=32, blank=True)
    purpose = models.CharField("事由", max_length=64, blank=True)
    refs = models.JSONField("引用", default=dict)
    number = models.PositiveBigIntegerField("序号", null=True, unique=True)
    block = models.ForeignKey(Block, models.PROTECT, null=True, related_name="entries")

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(number=None), name="trail_unsealed"),
            models.Index(fields=["case_no", "id"], condition=~Q(case_no=""), name="trail_of_a_case"),
            models.Index(fields=["actor", "at"], name="trail_of_an_actor"),
            models.Index(fields=["at"], condition=Q(kind="look"), name="trail_of_looks"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["act", "look"]), name="entry_kind_is_known"),
            models.CheckConstraint(
                condition=Q(number=None, block=None) | Q(number__isnull=False, block__isnull=False),
                name="entry_is_numbered_in_a_block",
            ),
        ]
