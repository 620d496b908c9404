"""The statutory procedure as a table: who may take which step from where. No step means no."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from jiuzhu.org.kinds import Role


class Stage(StrEnum):
    ACCEPTED = "accepted"
    INVESTIGATING = "investigating"
    PROPOSED = "proposed"
    ON_NOTICE = "on_notice"
    OBJECTED = "objected"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return STAGE_LABELS[self]


STAGE_LABELS = {
    Stage.ACCEPTED: "已受理",
    Stage.INVESTIGATING: "核对和入户调查",
    Stage.PROPOSED: "已提出审核意见",
    Stage.ON_NOTICE: "公示中",
    Stage.OBJECTED: "公示有异议",
    Stage.CONFIRMED: "已确认",
    Stage.DECLINED: "不予确认",
    Stage.ENDED: "程序已终止",
}
OPEN = (Stage.ACCEPTED, Stage.INVESTIGATING, Stage.PROPOSED, Stage.ON_NOTICE, Stage.OBJECTED)


class Kind(StrEnum):
    """Why there is a case: a family asked, or something about a family on the register changed."""

    NEW = "new"
    REVIEW = "review"

    @property
    def label(self) -> str:
        return {Kind.NEW: "新申请", Kind.REVIEW: "复核"}[self]


class Outcome(StrEnum):
    """What a proposal proposes and a decision decides."""

    GRANT = "grant"
    RECOGNISE = "recognise"
    DECLINE = "decline"
    CHANGE = "change"
    STOP = "stop"
    KEEP = "keep"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    Outcome.GRANT: "给予救助",
    Outcome.RECOGNISE: "认定身份并转介",
    Outcome.DECLINE: "不予确认",
    Outcome.CHANGE: "变更金额",
    Outcome.STOP: "停发",
    Outcome.KEEP: "维持不变",
}


@dataclass(frozen=True)
class Rule:
    """One step: `verb` takes a case from `before` to `after`; `roles` may take it; `law` says why it exists."""

    verb: str
    label: str
    before: tuple[Stage, ...]
    after: Stage
    roles: tuple[Role, ...]
    law: str


MAY_SECOND = (Role.CONFIRMER, Role.COUNTY, Role.POLICY)
"""Who agrees to a ruling that another officer proposed."""
_CLERK, _CONFIRMER, _COUNTY = Role.CLERK, Role.CONFIRMER, Role.COUNTY
STEPS = {
    rule.verb: rule
    for rule in [
        Rule("start_survey", "启动家庭经济状况调查", (Stage.ACCEPTED,), Stage.INVESTIGATING, (_CLERK, _COUNTY), "民发〔2021〕57号 第15条"),
        Rule("propose", "提出审核意见", (Stage.INVESTIGATING,), Stage.PROPOSED, (_CLERK, _COUNTY), "民发〔2021〕57号 第19条"),
        Rule("rework", "退回重新调查", (Stage.PROPOSED, Stage.ON_NOTICE, Stage.OBJECTED), Stage.INVESTIGATING, (_CLERK, _CONFIRMER, _COUNTY), "民发〔2021〕57号 第19条"),
        Rule("give_notice", "开始公示", (Stage.PROPOSED,), Stage.ON_NOTICE, (_CLERK, _COUNTY), "民发〔2021〕57号 第19条"),
        Rule("object", "受理异议", (Stage.ON_NOTICE,), Stage.OBJECTED, (_CLERK, _CONFIRMER, _COUNTY), "民发〔2021〕57号 第19条第2款"),
        Rule("file_objection", "异议不予受理，公示继续", (Stage.ON_NOTICE,), Stage.ON_NOTICE, (_CONFIRMER, _COUNTY), "民发〔2021〕57号 第19条第2款"),
        Rule("appraise", "民主评议", (Stage.OBJECTED,), Stage.INVESTIGATING, (_CLERK, _COUNTY), "民发〔2021〕57号 第19条第2款"),
        Rule("confirm", "确认", (Stage.ON_NOTICE,), Stage.CONFIRMED, (_CONFIRMER, _COUNTY), "民发〔2021〕57号 第21条；綦江区实施意见 第20条"),
        Rule("decline", "作出不予确认决定", (Stage.PROPOSED,), Stage.DECLINED, (_CONFIRMER, _COUNTY), "民发〔2021〕57号 第21条；社会救助法 第四十五条"),
        Rule("settle", "作出复核决定", (Stage.PROPOSED,), Stage.CONFIRMED, (_CONFIRMER, _COUNTY), "民发〔2021〕57号 第32条；社会救助法 第四十八条"),
        Rule("end", "终止程序", OPEN, Stage.ENDED, (_CLERK, _CONFIRMER, _COUNTY), "民发〔2021〕57号 第29条"),
    ]
}  # fmt: skip
COUNTY_VISITS = {"filed": "近亲属备案", "complaint": "接到投诉举报", "sampled": "区级抽查"}
"""Why the county has to visit a family before anyone may decide (民发〔2021〕57号 第20条第2款)."""


def owed_visit(why: str, levels: Iterable[str]) -> str:
    """Why the county has to visit still, in words; "" when it need not (`why` is empty), or one of the visits was its own."""
    return "" if "county" in levels else COUNTY_VISITS.get(why, "")
