"""Words of a delivery: what became of it, why it was refused, what is wrong with a row and what would be right."""

from enum import StrEnum

MOST_BAD_PERCENT = 20
"""More rows than these that cannot be used, and the whole delivery goes back: then it is not the rows that are wrong."""
MOST_LISTED = 10_000
"""So many wrong lines of a refused delivery are told in its reply."""


class State(StrEnum):
    """What became of a delivery. `kept` and `superseded` have a file; a `retired` one has only its manifest left."""

    KEPT = "kept"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    State.KEPT: "已收下",
    State.REFUSED: "已退回",
    State.SUPERSEDED: "已被更正",
    State.RETIRED: "已按期删除",
}
WITH_FILE = (State.KEPT, State.SUPERSEDED)


class Reason(StrEnum):
    """Why a whole delivery went back; the words, with the numbers, stand in the row."""

    UNREADABLE = "unreadable"
    ALTERED = "altered"
    COLUMNS = "columns"
    ROWS_DIFFER = "rows_differ"
    TOTAL_DIFFERS = "total_differs"
    TOO_MANY_BAD = "too_many_bad"
    FUTURE = "future"
    DOUBLED = "doubled"
    DISAGREES = "disagrees"
    CORRECTS_NOTHING = "corrects_nothing"


class Wrong(StrEnum):
    """What is wrong with one value of one row."""

    ID_SHAPE = "id_shape"
    ID_DATE = "id_date"
    ID_FUTURE = "id_future"
    ID_CHECK = "id_check"
    NAME = "name"
    EMPTY = "empty"
    NUMBER = "number"
    TOO_LARGE = "too_large"
    DAY = "day"
    MONTH = "month"
    WORD = "word"
    FLAG = "flag"
    TOO_LONG = "too_long"

    @property
    def label(self) -> str:
        return _WRONG[self][0]

    @property
    def right(self) -> str:
        """What would be right."""
        return _WRONG[self][1]


_WRONG = {
    Wrong.ID_SHAPE: (
        "身份证号的位数或字符不对",
        "18 位，前 17 位是数字，最后一位是数字或 X；旧证可以写 15 位数字",
    ),
    Wrong.ID_DATE: ("身份证号里的出生日期不存在", "第 7 到 14 位是真实的日期，请对着原始记录再看一遍"),
    Wrong.ID_FUTURE: ("身份证号里的出生日期晚于送达当天", "请对着原始记录再看一遍"),
    Wrong.ID_CHECK: ("身份证号最后一位对不上", "按 GB 11643 计算校验位，多半是前面有一位抄错了"),
    Wrong.NAME: ("姓名和身份证号不是同一个人的", "请核对姓名和号码，有一个写错了"),
    Wrong.EMPTY: ("没有填", "这一栏不能空；确实没有的数不要用 0 代替，请把原因告诉我们"),
    Wrong.NUMBER: (
        "不是整数",
        "只写数字，不带小数点、逗号和单位；金额以分为单位，面积以百分之一平方米为单位",
    ),
    Wrong.TOO_LARGE: ("数太大", "金额不超过一千亿元，请检查单位"),
    Wrong.DAY: ("不是日期", "写成 2026-10-31；没有就留空"),
    Wrong.MONTH: ("不是月份", "写成 2026-10；没有就留空"),
    Wrong.WORD: ("不在约定的取值里", "只写目录里列出的代码"),
    Wrong.FLAG: ("不是“是”或“否”", "写 true 或 false，也可以写 1 或 0、是或否"),
    Wrong.TOO_LONG: ("太长", "不超过 200 个字"),
}
