"""One month's file to the bank, and what the bank said about it."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from jiuzhu.benefits.kinds import Fund, Mismatch, Stage


def _after(later: str, earlier: str) -> Q:
    return Q(**{later: None}) | Q(**{f"{earlier}__isnull": False})


class Batch(models.Model):
    """One run of one fund of one county for one month; `sequence` 1 is the month itself, later ones its supplements.

    Each stage is a day that is set once. Who approves is not who proposed. Totals are frozen at the approval.
    """

    number = models.CharField("批次号", max_length=40, unique=True)
    region_code = models.CharField("区县", max_length=6)
    fund = models.CharField("资金", max_length=8, choices=Fund)
    month = models.IntegerField("月份")
    sequence = models.PositiveSmallIntegerField("序号")
    proposed_on = models.DateField("提出日期")
    proposed_by = models.CharField("提出人", max_length=64)
    approved_on = models.DateField("批准日期", null=True)
    approved_by = models.CharField("批准人", max_length=64, null=True)  # noqa: DJ001 - null compares as unknown
    count = models.PositiveIntegerField("笔数", null=True)
    sum_fen = models.BigIntegerField("金额（分）", null=True)
    filed_on = models.DateField("成文件日期", null=True)
    file_digest = models.CharField("文件摘要（SM3）", max_length=64, blank=True)
    sent_on = models.DateField("银行收妥日期", null=True)
    replied_on = models.DateField("回盘日期", null=True)
    closed_on = models.DateField("关账日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region_code", "fund", "month", "sequence"], name="a_month_has_each_batch_once"
            ),
            models.UniqueConstraint(
                fields=["region_code", "fund"],
                condition=Q(approved_on=None),
                name="one_batch_is_open_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="approver_is_not_maker"
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_by=None, count=None, sum_fen=None)
                | Q(approved_on__isnull=False, approved_by__isnull=False, count__gte=0, sum_fen__gte=0),
                name="approval_freezes_totals",
            ),
            models.CheckConstraint(
                condition=_after("filed_on", "approved_on")
                & _after("sent_on", "filed_on")
                & _after("replied_on", "sent_on")
                & _after("closed_on", "approved_on"),
                name="stages_come_in_order",
            ),
            models.CheckConstraint(
                condition=Q(filed_on=None, file_digest="") | (Q(filed_on__isnull=False) & ~Q(file_digest="")),
                name="a_filed_batch_has_a_digest",
            ),
            models.CheckConstraint(condition=Q(fund__in=Fund.values), name="batch_fund_is_known"),
        ]

    @property
    def stage(self) -> Stage:
        reached = [
            (self.closed_on, Stage.CLOSED),
            (self.replied_on, Stage.REPLIED),
            (self.sent_on, Stage.SENT),
            (self.filed_on, Stage.FILED),
            (self.approved_on, Stage.APPROVED),
        ]
        return next((stage for day, stage in reached if day), Stage.PROPOSED)

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"batch:{self.number}", "refs": {"stage": self.stage.value}}


class BankReply(models.Model):
    """One reply file of the bank, kept sealed under its digest; the same file again is the same reply."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="replies")
    digest = models.CharField("文件摘要（SM3）", max_length=64)
    read_on = models.DateField("读入日期")
    lines = models.PositiveIntegerField("行数")
    paid_fen = models.BigIntegerField("银行报成功金额（分）")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "digest"], name="a_reply_is_read_once")]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"batch:{self.batch.number}", "refs": {"reply": self.pk, "lines": self.lines}}


class BankException(models.Model):
    """A line of the bank's reply that differs from what was sent, or a payment it does not mention.

    A payment without one is paid once its batch is closed. `settled_on` is set once, when a later reply or the
    bank's written answer clears it; of a returned payment only when nothing of it is owed any more, else it waits for
    its reissue.
    """

    reply = models.ForeignKey(BankReply, models.PROTECT, related_name="exceptions")
    payment = models.ForeignKey("benefits.Payment", models.PROTECT, null=True, related_name="exceptions")
    kind = models.CharField("种类", max_length=8, choices=Mismatch)
    line = models.PositiveIntegerField("行号", null=True)
    seen_fen = models.BigIntegerField("银行报的金额（分）", null=True)
    reason = models.CharField("原因", max_length=120)
    settled_on = models.DateField("查清日期", null=True)
    settled_how = models.CharField("查清结果", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Mismatch.values), name="mismatch_is_known"),
            models.CheckConstraint(
                condition=Q(kind=Mismatch.UNKNOWN, payment=None)
                | (~Q(kind=Mismatch.UNKNOWN) & Q(payment__isnull=False)),
                name="only_an_unknown_line_has_no_payment",
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(settled_on=None), name="a_payment_has_one_open_exception"
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_how="")
                | (Q(settled_on__isnull=False) & ~Q(settled_how="")),
                name="a_settled_exception_says_how",
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"bank_exception:{self.pk}",
            "refs": {"kind": self.kind, "payment": self.payment_id},
        }
