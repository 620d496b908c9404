"""Words of assistance between regions: directions, ways, states, what one may do."""

from enum import StrEnum

from django.db import models

from jiuzhu.org.kinds import Role

REGISTERED, TOLD = "assist.", "/api/assist"
"""How a partner centre's entry among the gateways' addresses begins (assist.520302), and the address it sends to."""

TELLING = "assist.deliver"
"""The kind of job that tells the other side how a request stands with us."""
MAY_ASSIST = (Role.VERIFIER, Role.COUNTY)
LAW = "民发〔2022〕83号 三(二)；社会救助法 第四十一条"
LONGEST = 45
"""Working days in which an answer may be asked for: no case may take longer (民发〔2022〕83号 四(一))."""


class Direction(models.TextChoices):
    OUT = "out", "发出"
    IN = "in", "收到"


class Way(models.TextChoices):
    """How a request travels: to another county of this installation, over the line to another one, or on paper."""

    INSIDE = "inside", "同一系统内"
    LINE = "line", "系统对接"
    PAPER = "paper", "函件或文件"


class PartState(models.TextChoices):
    """Where the question about one person and one register stands."""

    OPEN = "open", "还没有答"
    ANSWERED = "answered", "已答复"
    RETURNED = "returned", "退回"


class State(models.TextChoices):
    DRAFT = "draft", "待发"
    SENT = "sent", "已发"
    PARTLY = "partly", "部分退回"
    RETURNED = "returned", "全部退回"
    SUSPENDED = "suspended", "中止"
    ENDED = "ended", "终止"
    DONE = "done", "完成"


class Verb(StrEnum):
    """What moves a request that we sent."""

    SEND = "send"
    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"
    ASK_AGAIN = "ask_again"
    ACCEPT = "accept"
    ANSWER = "answer"
    GIVE_BACK = "give_back"

    @property
    def label(self) -> str:
        return _VERBS[self]


_VERBS = {
    Verb.SEND: "发出",
    Verb.SUSPEND: "中止",
    Verb.RESUME: "恢复",
    Verb.END: "终止",
    Verb.ASK_AGAIN: "补正后再请",
    Verb.ACCEPT: "认可退回",
    Verb.ANSWER: "收下答复",
    Verb.GIVE_BACK: "收下退回",
}


class Told(models.TextChoices):
    """How the asked centre came to its answer."""

    TYPED = "typed", "人工查后填写"
    SOURCES = "sources", "本地来源的答复"
