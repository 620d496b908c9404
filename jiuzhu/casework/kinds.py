"""Words of a recalculation (what a family's new amount needs, how far that has come), and of a family that shrinks."""

from enum import StrEnum


class Need(StrEnum):
    """What follows for one award from a published change of the law."""

    RAISE = "raise"
    ARREARS = "arrears"
    SAME = "same"
    LOWER = "lower"
    STOPS = "stops"
    UNDECIDED = "undecided"

    @property
    def label(self) -> str:
        return {
            Need.RAISE: "增发",
            Need.ARREARS: "补发（待遇已结束）",
            Need.SAME: "不变",
            Need.LOWER: "减发",
            Need.STOPS: "不再符合",
            Need.UNDECIDED: "要人定",
        }[self]


BY_DECISION = (Need.RAISE, Need.ARREARS)
"""What gives a family more, so that an officer may decide it at once: an award that runs, months of one that has ended."""
BY_REVIEW = (Need.LOWER, Need.STOPS, Need.UNDECIDED)
"""What only a review may decide, with the family heard before any decrease (社会救助法 第四十八条)."""


class Progress(StrEnum):
    """How far an award's reckoning has come. `REFUSED` waits again, with the reason why the work could not be done."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DONE = "done"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"

    @property
    def label(self) -> str:
        return {
            Progress.WAITING: "待办",
            Progress.CONFIRMED: "已确认，正在办",
            Progress.DONE: "已办",
            Progress.REFUSED: "没办成",
            Progress.OVERTAKEN: "已由后来的改动或决定接替",
        }[self]


OPEN_PROGRESS = (Progress.WAITING, Progress.REFUSED)
"""Reckonings that an officer may confirm."""


class Leaving(StrEnum):
    """Why somebody belongs to a family no longer."""

    MARRIED = "married"
    DIVORCED = "divorced"
    MOVED_OUT = "moved_out"
    DIED = "died"

    @property
    def label(self) -> str:
        return {
            Leaving.MARRIED: "结婚，另过",
            Leaving.DIVORCED: "离婚",
            Leaving.MOVED_OUT: "搬走、分户，不再一起生活",
            Leaving.DIED: "去世",
        }[self]
