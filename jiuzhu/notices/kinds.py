"""Ways of a message, and the two public notices of the law."""

from django.db import models


class Channel(models.TextChoices):
    SMS = "sms", "短信"
    APP = "app", "手机页面"
    LETTER = "letter", "书面"
    PHONE = "phone", "电话"


class Outcome(models.TextChoices):
    """What came of handing a text message to the carrier; all but no_answer are the end of it."""

    SENT = "sent", "已送出"
    REFUSED = "refused", "运营商不发"
    NO_ANSWER = "no_answer", "运营商没有答复"
    NOT_CONNECTED = "not_connected", "没有接通短信"
    LAPSED = "lapsed", "过了时间没有再发"


class PostingKind(models.TextChoices):
    REVIEW = "review", "审核公示"
    CONFIRMED = "confirmed", "确认公布"


NOTICE_DAYS = 7
"""民发〔2021〕57号 第19条: calendar days; the day of posting does not count."""
