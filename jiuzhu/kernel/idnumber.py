"""Resident identity numbers (GB 11643): check digit and birth date, and nothing else.

The county code is a hint, never a ground to refuse: codes are given at registration, so people hold codes
that did not exist in their year of birth, and codes that a later merger removed.
"""

import re
from datetime import date

from stdnum.cn.ric import calc_check_digit

from jiuzhu.kernel.typed import unspaced

_SHAPE = re.compile(r"^[0-9]{17}[0-9X]$")
_LEFT_OUT = "X"
"""What `calc_check_digit` wants as the last character of a number, and leaves out."""
_OLD_SHAPE = re.compile(r"^[0-9]{15}$")


def normal(text: str) -> str:
    """The number as it is stored: no spaces, capital X."""
    return unspaced(text).upper()


def upgraded(number: str) -> str:
    """A number of the first generation (15 digits, born in 19xx) as its holder's number of 18; any other text unchanged."""
    return with_check_digit(f"{number[:6]}19{number[6:]}") if _OLD_SHAPE.match(number) else number


def fault(text: str, today: date) -> str | None:
    """What is wrong with a number, in words for the person who typed it; None when nothing is."""
    number = normal(text)
    if not _SHAPE.match(number):
        return f"身份证号应是 18 位，前 17 位是数字，最后一位是数字或 X；现在是 {len(number)} 位"
    try:
        born = born_on(number)
    except ValueError:
        return "第 7 到 14 位是出生日期，现在不是一个真实的日期，请对着身份证再看一遍"
    if born > today:
        return f"号码里的出生日期（{born.year}年{born.month}月{born.day}日）晚于今天，请再看一遍"
    if calc_check_digit(number) != number[17]:
        return "最后一位对不上，请对着身份证再看一遍（常见的错：0 和 6、1 和 7 看混）"
    return None


def born_on(number: str) -> date:
    """Birth date in a number; raises ValueError when the digits are no date."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def is_female(number: str) -> bool:
    """The 17th digit is even for women."""
    return int(number[16]) % 2 == 0


def with_check_digit(first_seventeen: str) -> str:
    """Complete 17 digits (for synthetic people and tests)."""
    return first_seventeen + calc_check_digit(f"{first_seventeen}{_LEFT_OUT}")
