"""The functions a rule may call besides `min` and `max`. Days are day numbers (`date.toordinal`)."""

from datetime import date as _date

from jiuzhu.kernel.month import age_on


def age(born: int, date: int) -> int:
    """Full years (周岁) on a day; the birthday itself counts."""
    return age_on(_date.fromordinal(born), _date.fromordinal(date))


def months(start: int, end: int) -> int:
    """Full months from one day to another; 0 when `end` is not later."""
    first, last = _date.fromordinal(start), _date.fromordinal(end)
    full = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return max(0, full)


def pick(*amounts: int) -> int:
    """Of benefits that exclude each other, the highest."""
    return max(amounts)


def band(table: tuple[tuple[int, int], ...], x: int) -> int:
    """不超过: the second of the first pair whose first is not below x; beyond all, the last."""
    for upper, result in table:
        if x <= upper:
            return result
    return table[-1][1]


def under(table: tuple[tuple[int, int], ...], x: int) -> int:
    """不满: as `band`, but the bound itself belongs to the next pair."""
    for upper, result in table:
        if x < upper:
            return result
    return table[-1][1]
