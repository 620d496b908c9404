"""The seven steps of the form, and the states of an application."""

from enum import IntEnum, StrEnum


class Step(IntEnum):
    """The steps in the order a family takes them."""

    APPLICANT = 1
    FAMILY = 2
    INCOME = 3
    ASSETS = 4
    HARDSHIP = 5
    PAPERS = 6
    PROMISE = 7

    @property
    def label(self) -> str:
        return STEP_LABELS[self]


STEP_LABELS = {
    Step.APPLICANT: "申请人",
    Step.FAMILY: "家庭成员",
    Step.INCOME: "收入",
    Step.ASSETS: "财产",
    Step.HARDSHIP: "支出与困难",
    Step.PAPERS: "照片材料",
    Step.PROMISE: "检查、承诺与授权",
}


class State(StrEnum):
    """Where an application stands, until casework takes over."""

    SUBMITTED = "submitted"
    CORRECTION = "correction"
    ACCEPTED = "accepted"
    TURNED_AWAY = "turned_away"
    WITHDRAWN = "withdrawn"
    UNSUPPLIED = "unsupplied"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    State.SUBMITTED: "已提交，等待受理",
    State.CORRECTION: "等家庭补材料",
    State.ACCEPTED: "已受理",
    State.TURNED_AWAY: "不归本地办理，已转介",
    State.WITHDRAWN: "家庭已撤回",
    State.UNSUPPLIED: "没有补齐，已结束",
}
OPEN = (State.SUBMITTED, State.CORRECTION)
"""States in which the town still has to say yes or no."""
ENDED = (State.WITHDRAWN, State.UNSUPPLIED)
"""Ended at the door without an answer, on a day and for a reason that are kept."""
CLOSED = (State.TURNED_AWAY, *ENDED)
"""States in which nothing is left to do here; the family may begin anew with what it had written."""
