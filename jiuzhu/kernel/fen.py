"""Money: integer 分 inside, yuan only where people read or write it."""

import re
from decimal import Decimal

from jiuzhu.kernel.typed import decimal

_YUAN = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,2})?")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
LARGEST_FEN = 10**13
"""Amounts beyond this (1,000 亿元) are refused at every door, so that int64 sums cannot overflow."""


def parse_yuan(text: str | int | Decimal) -> int:
    """Yuan as people write it ("1200", "1200.5", "1,200.50", "１２００。５") to 分.

    Raises ValueError, in Chinese, when the text is not an amount with at most two decimals, and for a comma that does
    not stand between thousands: whether 1,5 is 1.5 or 15 only its writer knows.
    """
    plain = decimal(str(text))
    if not _YUAN.fullmatch(plain):
        if "," in plain:
            raise ValueError(f"“{text}”不是金额：逗号只隔开千位，例如 1,200；小数点写“.”，例如 1.5")
        raise ValueError(f"“{text}”不是金额：请写元，最多两位小数，例如 1200.50")
    fen = int(Decimal(plain) * 100)
    if abs(fen) > LARGEST_FEN:
        raise ValueError(f"“{text}”太大：金额不能超过一千亿元")
    return fen


def yuan(fen: int, *, grouped: bool = True) -> str:
    """分 to "1,200.50" (the way tables and letters show it); − is U+2212."""
    sign = "−" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d}" if grouped else f"{sign}{whole}.{part:02d}"


def plain_yuan(fen: int) -> str:
    """分 to "1200" or "1200.5": the shortest text that `parse_yuan` reads back; minus is ASCII."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole}" if part == 0 else f"{sign}{whole}.{part:02d}".rstrip("0")


def spoken_yuan(fen: int) -> str:
    """分 to words for a family: "936" without decimals when they are 00, else "936.50"."""
    return yuan(fen).removesuffix(".00") if fen < 0 or fen % 100 else f"{fen // 100:,}"


def capital_yuan(fen: int) -> str:
    """分 to 大写 as cheques and letters write it: 93600 → 玖佰叁拾陆元整 (《支付结算办法》 附一)."""
    if fen < 0:
        return "负" + capital_yuan(-fen)
    whole, part = divmod(fen, 100)
    jiao, cents = divmod(part, 10)
    text = (_capital_whole(whole) + "元") if whole else ""
    if not part:
        return (text or "零元") + "整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif whole:
        text += "零"
    return text + (_DIGITS[cents] + "分" if cents else "整")


def _capital_whole(number: int) -> str:
    groups: list[str] = []
    index = 0
    gap = False
    while number:
        number, group = divmod(number, 10_000)
        if group:
            text = _capital_group(group) + _GROUPS[index]
            groups.insert(0, text + ("零" if gap else ""))
            gap = group < 1_000 and number > 0
        elif groups:
            gap = True
        index += 1
    return "".join(groups)


def _capital_group(group: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        elif text:
            gap = True
    return text
