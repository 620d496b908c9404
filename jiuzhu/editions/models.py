"""Every edition that ever decided anything, kept for ever; and the amendments that made the one in force out of the shipped text."""

from typing import Any

from django.db import models
from django.db.models import F, Q


class Edition(models.Model):
    """One composed text of law and numbers; `hash` is its content, so a row cannot be altered unnoticed."""

    hash = models.CharField("内容摘要", max_length=64, unique=True)
    texts = models.JSONField("全文（路径 → 文本）")
    kept_at = models.DateTimeField("存档时间", auto_now_add=True)
    note = models.CharField("说明", max_length=120, blank=True)


class Press(models.Model):
    """The one row that whoever publishes locks, so that each publication is checked upon the one before it."""


class Amendment(models.Model):
    """A proposed change of the law (`policy.amend`), and what became of it: waiting, published, withdrawn or refused.

    `before_hash` is the edition it was written against, and at its publication the one in force until then; `effects` says
    what it changes there. `sequence` orders what was published; that is never undone, only corrected by a later one.
    """

    region_code = models.CharField("由哪里提出", max_length=12)
    changes = models.JSONField("改动")
    digest = models.CharField("改动摘要", max_length=64)
    effects = models.JSONField("改动前后")
    reason = models.CharField("理由", max_length=500)
    author = models.CharField("提出人", max_length=64)
    author_name = models.CharField("提出人姓名", max_length=40)
    proposed_on = models.DateField("提出日期")
    before_hash = models.CharField("改动以前的政策版本", max_length=64)
    sequence = models.PositiveIntegerField("发布次序", null=True, unique=True)
    publisher = models.CharField("复核发布人", max_length=64, blank=True)
    publisher_name = models.CharField("复核发布人姓名", max_length=40, blank=True)
    published_on = models.DateField("发布日期", null=True)
    edition_hash = models.CharField("发布后的政策版本", max_length=64, blank=True)
    ended_by = models.CharField("撤回或退回人", max_length=64, blank=True)
    ended_name = models.CharField("撤回或退回人姓名", max_length=40, blank=True)
    ended_on = models.DateField("撤回或退回日期", null=True)
    end_reason = models.CharField("撤回或退回理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_amendment_says_why"),
            models.CheckConstraint(condition=~Q(author=F("publisher")), name="an_amendment_needs_two_people"),
            models.CheckConstraint(
                condition=Q(sequence=None, publisher="", published_on=None, edition_hash="")
                | (Q(sequence__isnull=False, published_on__isnull=False) & ~Q(publisher="") & ~Q(edition_hash="")),
                name="a_publication_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_by="", ended_on=None, end_reason="")
                | (Q(ended_on__isnull=False, sequence=None) & ~Q(ended_by="") & ~Q(end_reason="")),
                name="what_was_published_is_not_withdrawn",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["proposed_on"],
                condition=Q(sequence=None, ended_on=None),
                name="amendments_waiting",
            )
        ]

    @property
    def is_waiting(self) -> bool:
        return self.sequence is None and self.ended_on is None

    @property
    def state(self) -> str:
        """waiting, published, withdrawn (by its author) or refused."""
        if self.is_waiting:
            return "waiting"
        if self.sequence is not None:
            return "published"
        return "withdrawn" if self.ended_by == self.author else "refused"

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"amendment:{self.pk}",
            "refs": {
                "digest": self.digest[:16],
                "sequence": self.sequence,
                "edition": self.edition_hash[:16],
            },
        }
