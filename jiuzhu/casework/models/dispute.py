"""What a family says against something that was found about it, the evidence it brings, and what was asked again."""

from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.assessment.models import Adoption, Claim
from jiuzhu.casework.models.procedure import Case
from jiuzhu.documents.models import Paper
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField


class Dispute(models.Model):
    """对查到的有异议 (民发〔2021〕57号 第18条). `claim` is the found value it is about, `asked` the queries that were put again.

    Open until a value of this fact is adopted; `adoption` is that one.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, models.PROTECT, related_name="disputes")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    says = SealedField("家庭怎么说")
    papers = models.ManyToManyField(Paper, related_name="+", verbose_name="凭据")
    asked = models.JSONField("重新问的查询")
    raised_on = models.DateField("提出日期")
    noted_by = models.CharField("由谁记录", max_length=64)
    adoption = models.ForeignKey(Adoption, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(adoption=None), name="a_found_value_is_disputed_once_at_a_time"
            )
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"case:{self.case.case_no}",
            "case_no": self.case.case_no,
            "refs": {"claim": self.claim_id, "queries": self.asked},
        }
