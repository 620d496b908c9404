"""Every edition that ever decided anything, kept for ever."""

from django.db import models


class Edition(models.Model):
    """One composed text of law and numbers; `hash` is its content, so a row cannot be altered unnoticed."""

    hash = models.CharField("内容摘要", max_length=64, unique=True)
    texts = models.JSONField("全文（路径 → 文本）")
    kept_at = models.DateTimeField("存档时间", auto_now_add=True)
    note = models.CharField("说明", max_length=120, blank=True)
