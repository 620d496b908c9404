"""Words of verification: purposes, grounds, states of a query, reasons for not asking."""

from django.db import models

from jiuzhu.catalogue.kinds import SourceKind

JOB = "verification.query"
"""The job that puts questions to sources."""
HOLDERS = {
    SourceKind.GOVERNMENT: "政府部门",
    SourceKind.UTILITY: "水电气和慈善机构",
    SourceKind.FINANCIAL: "银行、保险、证券",
    SourceKind.PAYMENT: "支付机构",
}
"""Kinds of source as a consent names them."""


class Purpose(models.TextChoices):
    """What an answer may be used for; nothing else (社会救助法 第十一条、第七十条)."""

    APPLY = "apply", "申请认定"
    REVIEW = "review", "定期复核"
    MONITOR = "monitor", "动态监测"
    ASSIST = "assist", "协助核查"
    AUDIT = "audit", "审计"


class GroundKind(models.TextChoices):
    CONSENT = "consent", "本人授权"
    STATUTE = "statute", "法律规定"


class Giver(models.TextChoices):
    """Who gave a consent: the person, a guardian, an agent with a mandate, or the heir of who has died."""

    SELF = "self", "本人"
    GUARDIAN = "guardian", "监护人"
    AGENT = "agent", "受委托人"
    HEIR = "heir", "法定继承人"


class State(models.TextChoices):
    """Where one query stands. Asked and unanswered is never the same as none, nor as not asked."""

    WAITING = "waiting", "问了没有答"
    ANSWERED = "answered", "有记录"
    NO_RECORD = "no_record", "没有记录"
    NO_ANSWER = "no_answer", "问了没有答"
    REFUSED = "refused", "没有问"


class Way(models.TextChoices):
    """By which way an answer came: over a line, from a partner's own database, in a delivered file, by hand, from afar."""

    HTTP = "http", "在线接口"
    SQL = "sql", "对方的数据库"
    FILE = "file", "报送的文件"
    MANUAL = "manual", "经办人填写"
    ELSEWHERE = "elsewhere", "外地协查"


class Response(models.TextChoices):
    """What somebody invited to sign a consent on their own phone has said."""

    WAITING = "waiting", "还没有答"
    SIGNED = "signed", "已签"
    DECLINED = "declined", "不同意"


ASKED_IN_VAIN = (State.WAITING, State.NO_ANSWER)
SETTLED = (State.ANSWERED, State.NO_RECORD)


class Why(models.TextChoices):
    """Why a fact was declared otherwise than found, once the family has been heard."""

    TIME = "time", "时间差：记录还没有更新，或者刚发生变化"
    MEASURE = "measure", "口径不同：同一件事两边算法不一样"
    FORGOTTEN = "forgotten", "家庭没有想到要写"
    CONCEALED = "concealed", "有意隐瞒"
    PASSED_ON = "passed_on", "已卖掉、送人或报废，没有过户"
    IN_NAME_ONLY = "in_name_only", "借名登记、代他人保管，不归家庭使用"
    WRONG_RECORD = "wrong_record", "部门记录有误，已请更正"
    ELSEWHERE = "elsewhere", "在外地：那边发放或登记，本地查不全"
    NO_RECORD = "no_record", "本来就没有登记：零工、现金交易"
    OTHER = "other", "其他"


class NotAsked(models.TextChoices):
    """Why a source was not asked."""

    NO_CONSENT = "no_consent", "没有本人有效授权"
    NO_OWN_CONSENT = "no_own_consent", "共同生活以外的义务人，没有其本人同意"
    NOT_COVERED = "not_covered", "授权没有包括这一项或者这个用途"
    REVOKED = "revoked", "授权已撤回或到期"
    NO_GROUND = "no_ground", "当日没有法律依据"


class GaveUp(models.TextChoices):
    """Why no answer will come from another region's centre that was asked; what it might have said stays unknown."""

    RETURNED = "returned", "对方退回"
    ENDED = "ended", "协查已终止"
