"""Words of money: funds, grounds, checks, bank differences, stages."""

from datetime import date

from django.db import models

HEARING_SINCE = date(2026, 7, 1)
"""From this day nobody is cut without being heard (社会救助法 第四十八条)."""
HOLD_WORKDAYS = 10
"""A hold without a review lapses after this many working days."""
TREASURY_CARD = "YKT"
"""Bank code of the card that all subsidies of a county are paid to (惠民惠农“一卡通”)."""
JUMP_PERCENT = 30
"""A change beyond this needs a written reason before the month is approved."""

SEND = "benefits.send"
"""The job that carries a batch's file to the bank; its key is the batch's number."""
FETCH = "benefits.fetch_reply"
"""The job that fetches the bank's reply to a batch; its key is the batch's number."""


class Fund(models.TextChoices):
    """Which money pays: one monthly run a fund."""

    DIBAO = "dibao", "低保"
    TEKUN = "tekun", "特困"


FUND_OF = {
    "dibao": Fund.DIBAO,
    "single_person": Fund.DIBAO,
    "tapering": Fund.DIBAO,
    "tekun": Fund.TEKUN,
}
"""The fund that pays a programme; 单人保 and 渐退 are 低保 money."""
PROGRAMME_LABELS = {
    "dibao": "低保",
    "single_person": "低保（单人保）",
    "tapering": "低保（渐退）",
    "tekun": "特困",
}
EXCLUSIVE_GROUP = {Fund.DIBAO: "living", Fund.TEKUN: "living"}
"""Funds of one group never pay the same person for the same month (低保与特困不重复享受)."""
PREFIX = {Fund.DIBAO: "DB", Fund.TEKUN: "TK"}
"""How batch numbers begin."""


class Ground(models.TextChoices):
    """Why an award began, changed or ended."""

    NEW = "new", "新确认"
    REVIEW = "review", "复核"
    DEATH = "death", "成员去世"
    AGE_SCHOOL = "age_school", "满龄、入学等"
    LEFT = "left", "毕业、迁出等"
    STANDARD = "standard", "标准调整"
    WISH = "wish", "本人提出"


class Check(models.TextChoices):
    """What is looked at before a month may be approved."""

    DEATH = "death", "成员已登记死亡"
    NAME = "name", "户名不是本人，无代管备案"
    CARD = "card", "一张卡收多户"
    ACCOUNT = "account", "没有发放账户"
    JUMP = "jump", "比上月变动超三成，未写原因"
    DUPLICATE = "duplicate", "跨户、跨区重复领取"
    REVIEW = "review", "复核已过期"


class Mismatch(models.TextChoices):
    """How the bank's reply differs from what was sent."""

    RETURNED = "returned", "退回"
    DIFFERS = "differs", "不符"
    MISSING = "missing", "缺回盘"
    UNKNOWN = "unknown", "不明"


class Came(models.TextChoices):
    """What became of money that was sent, as the family may read it."""

    PAID = "paid", "已发到卡上"
    RETURNED = "returned", "银行退回"
    SENT_AGAIN = "sent_again", "退回过，已重发"
    NOT_OWED = "not_owed", "银行退回，不再补发"
    ASKING = "asking", "在问银行"
    UNDER_WAY = "under_way", "正在发"


class Stage(models.TextChoices):
    """How far a batch has come."""

    PROPOSED = "proposed", "提出"
    APPROVED = "approved", "批准"
    FILED = "filed", "成文件"
    SENT = "sent", "送出"
    REPLIED = "replied", "回盘"
    CLOSED = "closed", "关账"


class HoldEnd(models.TextChoices):
    """How a hold ended; one that merely lapsed has no end written."""

    RELEASED = "released", "解除"
    DECIDED = "decided", "已作决定"
