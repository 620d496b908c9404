"""Where a family is paid."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.documents.models import SignedRecord
from jiuzhu.registry.models import Household, Person
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField


class PayeeAccount(models.Model):
    """The account a family is paid into (民发〔2021〕57号 第25条：支付到家庭账户), from–to.

    One account a family at a time; a change is a new row. Under `custody` (代管) somebody else holds the card, by a
    written agreement that is filed with the county (同上 第26条).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    household = models.ForeignKey(Household, models.PROTECT, related_name="accounts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="领款人")
    bank = models.CharField("银行代码", max_length=12)
    card = SealedField("账号")
    card_hash = models.CharField("账号摘要", max_length=64)
    name = models.CharField("户名", max_length=50)
    custody = models.ForeignKey(
        SignedRecord, models.PROTECT, null=True, related_name="+", verbose_name="代管协议"
    )
    proven_on = models.DateField("银行验户日期", null=True)
    since = models.DateField("起")
    until = models.DateField("止（不含）", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(until=None), name="a_family_is_paid_into_one_account"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="account_ends_after_it_began"
            ),
        ]
        indexes = [
            models.Index(fields=["card_hash"], condition=Q(until=None), name="accounts_by_card"),
        ]

    def is_same_as(self, other: "PayeeAccount") -> bool:
        """Whether the bank knows both as one account: the same bank, card and holder, entered once or twice."""
        mine, theirs = ((row.bank, row.card_hash, row.name) for row in (self, other))
        return mine == theirs

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"account:{self.pk}", "refs": {"household": self.household_id}}
