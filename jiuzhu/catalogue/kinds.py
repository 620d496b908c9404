"""Words of the catalogue: who holds data, how often it comes, how its columns are written."""

from enum import StrEnum

TYPES = ("id", "text", "enum", "flag", "int", "fen", "dm2", "date", "month")
"""How a column is written: `fen` money in 分, `dm2` hundredths of a square metre, `month` 2026-10, `date` 2026-10-31."""
MAKES = ("sum", "total", "list", "count", "value")
"""How records become one value."""
MATCHES = ("id_number", "name")


class SourceKind(StrEnum):
    """Who holds the data. Money's keepers answer only under a consent of that very person (社会救助法 第四十一条);

    no article names the utilities and charities, so they too are asked only by consent.
    """

    GOVERNMENT = "government"
    UTILITY = "utility"
    FINANCIAL = "financial"
    PAYMENT = "payment"


class Period(StrEnum):
    """How often a register is delivered, or that it is only asked case by case."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERM = "term"
    YEARLY = "yearly"
    EVENT = "event"
    PER_CASE = "per_case"

    @property
    def label(self) -> str:
        return _PERIODS[self]


_PERIODS = {
    Period.DAILY: "每天",
    Period.WEEKLY: "每周",
    Period.MONTHLY: "每月",
    Period.QUARTERLY: "每季",
    Period.TERM: "每学期",
    Period.YEARLY: "每年",
    Period.EVENT: "事后",
    Period.PER_CASE: "逐案",
}


class Group(StrEnum):
    """The parts of the list of items to verify."""

    PEOPLE = "people"
    INCOME = "income"
    ASSETS = "assets"
    MARKET = "market"
    EXPENSES = "expenses"
    BENEFITS = "benefits"

    @property
    def label(self) -> str:
        return _GROUPS[self]


_GROUPS = {
    Group.PEOPLE: "人员与家庭",
    Group.INCOME: "收入",
    Group.ASSETS: "财产",
    Group.MARKET: "市场与税",
    Group.EXPENSES: "支出",
    Group.BENEFITS: "待遇与其他",
}
