"""Words of simulations: whose families, what becomes of one, how a change in mid-month counts."""

from enum import IntEnum, StrEnum


class Origin(StrEnum):
    """Where the families of an extract come from."""

    REGISTER = "register"
    CITY = "city"

    @property
    def label(self) -> str:
        return {"register": "登记在册的家庭", "city": "合成人口"}[self]


class Served(IntEnum):
    """What a family gets in all, as one word: the household's programme, else that of members served alone."""

    NOTHING = 0
    DIBAO = 1
    DIBAO_TEKUN = 2
    TEKUN = 3
    SINGLE = 4
    DIBIAN = 5
    GANGXING = 6

    @property
    def label(self) -> str:
        return (
            "不在救助范围", "低保", "低保（另有特困成员）", "特困", "单人保", "低保边缘", "刚性支出困难",
        )[self]  # fmt: skip


class Fate(IntEnum):
    """What becomes of a family when the proposed law takes the place of the other."""

    SAME = 0
    LEAVES = 1
    LOSES = 2
    MOVES = 3
    GAINS = 4
    ENTERS = 5
    OPEN = 6

    @property
    def label(self) -> str:
        return ("不变", "退出", "减少", "换类别，钱不变", "增加", "新进入", "算不出")[self]


LESS = (Fate.LEAVES, Fate.LOSES)
MORE = (Fate.GAINS, Fate.ENTERS)


class Turn(StrEnum):
    """What is paid for the month in which the law changes after its first day."""

    WHOLE = "whole"
    NEXT = "next"
    DAYS = "days"

    @property
    def label(self) -> str:
        return {"whole": "当月全部按新标准", "next": "从下个月起", "days": "当月按天分开算"}[self]


CLASSES = ("", "A", "B", "C")
"""A family's class by how likely its means change; "" where none was given."""
SMALL_CELL = 5
"""Fewer families than this are not told to those who are not in charge of them."""
