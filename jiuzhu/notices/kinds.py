"""Ways of a message, and the two public notices of the law."""

from django.db import models


class Channel(models.TextChoices):
    SMS = "sms", "短信"
    APP = "app", "手机页面"
    LETTER = "letter", "书面"
    PHONE = "phone", "电话"


class PostingKind(models.TextChoices):
    REVIEW = "review", "审核公示"
    CONFIRMED = "confirmed", "确认公布"


NOTICE_DAYS = 7
"""民发〔2021〕57号 第19条: calendar days; the day of posting does not count."""
