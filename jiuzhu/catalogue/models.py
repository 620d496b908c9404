"""Every catalogue that anything was ever asked by, kept for ever; and the changes that made the one in force of the shipped one."""

from typing import Any

from django.db import models
from django.db.models import F, Q


class CatalogueEdition(models.Model):
    """The texts of one catalogue; `hash` is their content, so a row cannot be altered unnoticed."""

    hash = models.CharField("内容摘要", max_length=64, unique=True)
    texts = models.JSONField("全文（路径 → 文本）")
    kept_at = models.DateTimeField("存档时间", auto_now_add=True)


class CataloguePress(models.Model):
    """The one row that whoever publishes locks, so that each publication is checked upon the one before it."""


class CatalogueChange(models.Model):
    """Entries of the catalogue written otherwise, and what became of it: waiting, published, withdrawn or refused.

    `changes` is [{path, code, text}], `before` the text of each when it was proposed, and at its publication the one in
    force until then; so are `before_hash` and `edition_hash`. `sequence` orders what was published, never undone.
    """

    region_code = models.CharField("由哪里提出", max_length=12)
    changes = models.JSONField("改动")
    before = models.JSONField("改动以前的写法")
    digest = models.CharField("改动摘要", max_length=64)
    reason = models.CharField("理由", max_length=500)
    author = models.CharField("提出人", max_length=64)
    author_name = models.CharField("提出人姓名", max_length=40)
    proposed_on = models.DateField("提出日期")
    before_hash = models.CharField("改动以前的目录", max_length=64)
    sequence = models.PositiveIntegerField("发布次序", null=True, unique=True)
    publisher = models.CharField("复核发布人", max_length=64, blank=True)
    publisher_name = models.CharField("复核发布人姓名", max_length=40, blank=True)
    published_on = models.DateField("发布日期", null=True)
    edition_hash = models.CharField("发布后的目录", max_length=64, blank=True)
    ended_by = models.CharField("撤回或退回人", max_length=64, blank=True)
    ended_name = models.CharField("撤回或退回人姓名", max_length=40, blank=True)
    ended_on = models.DateField("撤回或退回日期", null=True)
    end_reason = models.CharField("撤回或退回理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_catalogue_change_says_why"),
            models.CheckConstraint(
                condition=~Q(author=F("publisher")), name="a_catalogue_change_needs_two_people"
            ),
            models.CheckConstraint(
                condition=Q(sequence=None, publisher="", published_on=None, edition_hash="")
                | (Q(sequence__isnull=False, published_on__isnull=False) & ~Q(publisher="") & ~Q(edition_hash="")),
                name="a_catalogue_publication_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_by="", ended_on=None, end_reason="")
                | (Q(ended_on__isnull=False, sequence=None) & ~Q(ended_by="") & ~Q(end_reason="")),
                name="a_published_catalogue_is_not_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(sequence=None, ended_on=None),
                name="the_same_catalogue_change_waits_once",
            ),
        ]  # fmt: skip

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
            "subject": f"catalogue_change:{self.pk}",
            "refs": {
                "entries": [f"{one['path']}:{one['code']}" for one in self.changes],
                "digest": self.digest[:16],
                "sequence": self.sequence,
                "catalogue": self.edition_hash[:16],
            },
        }
