"""Plain sums over income streams: what came in a month, and a year's mean."""

from collections.abc import Iterable
from datetime import date

from jiuzhu.demo.world.making import AS_OF
from jiuzhu.demo.world.truth import Income
from jiuzhu.kernel.month import Month

NOT_COUNTED = {"basic_pension_central", "old_age_allowance", "disability_subsidy", "social_assistance"}
"""Kinds left out of the world's own notion of a poor family; what the law counts is the product's business."""


def last_months(on: date = AS_OF, count: int = 12) -> list[Month]:
    """The full months before a day, oldest first."""
    return [Month.of(on) - back for back in range(count, 0, -1)]


def paid(income: Income, month: Month) -> int:
    """分 that came in one month."""
    text = str(month)
    if not income.since <= text <= income.until:
        return 0
    return income.fen if not income.seasons or text[5:] in income.seasons.split(",") else 0


def mean(income: Income, on: date = AS_OF, months: int = 12) -> int:
    """分 a month on average over the months before a day, rounded down."""
    return sum(paid(income, month) for month in last_months(on, months)) // months


def counted(incomes: Iterable[Income], on: date = AS_OF) -> int:
    """分 a month of the streams that count, as a year's mean."""
    return sum(mean(income, on) for income in incomes if income.kind not in NOT_COUNTED)
