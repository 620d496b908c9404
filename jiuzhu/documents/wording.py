"""Amounts, days and months as letters write them. The end of a key says what a value is: `_fen`, `_on`, `_month`."""

from datetime import date
from typing import Any

from jiuzhu.kernel.fen import capital_yuan, spoken_yuan, yuan
from jiuzhu.kernel.month import Month


def worded(value: Any, key: str = "") -> Any:
    """A JSON value with every amount, day and month in words, through lists and objects.

    Amounts become {"yuan": "1,109.00", "short": "1,109", "capital": "壹仟壹佰零玖元整"}.
    """
    if isinstance(value, dict):
        return {name: worded(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [worded(inner) for inner in value]
    return value if value is None else _in_words(value, key)


def _in_words(value: Any, key: str) -> Any:
    match key.rpartition("_")[2]:
        case "fen":
            return {"yuan": yuan(value), "short": spoken_yuan(value), "capital": capital_yuan(value)}
        case "on":
            return day_in_words(date.fromisoformat(value))
        case "month":
            return Month.parse(value).spoken
    return value


def day_in_words(day: date) -> str:
    """2026年11月30日: Arabic digits without leading zeros (GB/T 9704—2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
