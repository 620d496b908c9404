"""The ledger: what is owed for which month, who is covered by it, what was sent."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.assessment.models import Determination
from jiuzhu.benefits.models.award import Award
from jiuzhu.benefits.models.batch import Batch
from jiuzhu.benefits.models.payee import PayeeAccount
from jiuzhu.registry.models import Person


class Due(models.Model):
    """What is owed for one month, signed: the sum over a family and month is what the decisions in force grant, less what is void.

    `part` is an award part's key; or "correction" and "stop", the one difference that a later decision makes to a
    month already run; or "carved" and "held" (of a person), equal and opposite, which set a held share apart; or
    "void" (of a person), which takes back what was held for a month after that person's death.
    Inserted once, never updated. `batch` is the run that wrote it, null when a decision or a hold did.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="dues", db_index=False)
    month = models.IntegerField("所属月")
    part = models.CharField("分项键", max_length=64)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="+", db_index=False)
    amount_fen = models.BigIntegerField("金额（分，有正负）")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="dues")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "month", "part", "determination"], name="a_determination_owes_a_part_once"
            ),
            models.CheckConstraint(condition=~Q(amount_fen=0), name="due_is_not_zero"),
        ]


class Coverage(models.Model):
    """A person is covered for a month by one award of an exclusive group: who holds this row is paid, nobody else.

    Written with the dues; given back by a decision that takes the person off the award for that month.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    exclusive_group = models.CharField("互斥组", max_length=12)
    month = models.IntegerField("月份")
    award = models.ForeignKey(Award, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "exclusive_group", "month"], name="a_person_is_covered_once_a_month"
            ),
        ]


class Payment(models.Model):
    """Money sent for one due. Never updated once its batch is approved: what the bank says later is a BankException row.
    A reissue stands in its batch before, and the approval looks at it again.

    Less than the due only where a later decision lowered the same month before it was sent.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments")
    due = models.ForeignKey(Due, models.PROTECT, related_name="payments")
    account = models.ForeignKey(PayeeAccount, models.PROTECT, related_name="+", db_index=False)
    reissue_of = models.OneToOneField(
        "benefits.BankException", models.PROTECT, null=True, related_name="reissue"
    )
    amount_fen = models.PositiveBigIntegerField("金额（分）")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["due"], condition=Q(reissue_of=None), name="a_due_is_paid_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="payment_is_positive"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"payment:{self.pk}", "refs": {"due": self.due_id, "batch": self.batch_id}}
