"""One written value to what it means: yuan to 分, text to a day or a word. What is wrong is said with what would be right."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jiuzhu.kernel.fen import parse_yuan
from jiuzhu.kernel.month import Month
from jiuzhu.policy.engine.faults import neighbours
from jiuzhu.policy.family.shape import Leaf

_MAY_BE_NEGATIVE = re.compile(r"\.incomes\[\d+\]\.per_(month|year)$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_DECIMAL = re.compile(r"^\d{1,9}(\.\d{1,4})?$")
_REGION = re.compile(r"^\d{6}(\d{3}){0,2}$")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_YES = {"true": True, "yes": True, "false": False, "no": False}
_LONGEST_QUOTE = 40


def value(raw: Any, leaf: Leaf, place: str) -> Any:
    """The value of a leaf: 分, a day, a word…; raises ValueError, in Chinese, when it is none."""
    if raw is None or raw == "" or isinstance(raw, Mapping | list | tuple):
        raise ValueError("这里应是一个值；不知道就整行不写，没有就写 0、[] 或 none")
    if raw == "none" and leaf.may_be_none:
        return None
    if isinstance(raw, float):
        raw = Decimal(repr(raw))
    return _LEAVES[leaf.kind](raw, leaf, place)


def _money(raw: Any, _leaf: Leaf, place: str) -> int:
    if isinstance(raw, bool):
        raise ValueError("应是金额（元），最多两位小数")
    fen = 0 if raw == "none" else parse_yuan(quoted(_plain(raw)))
    if fen < 0 and not _MAY_BE_NEGATIVE.search(place):
        raise ValueError("不能是负数")
    return fen


def _plain(raw: Any) -> str:
    """Text as written; a JSON number in plain notation (1E+3 is 1000) unless that would be very long."""
    if isinstance(raw, Decimal):
        return f"{raw:f}" if raw.is_finite() and -20 < raw.adjusted() < 20 else str(raw)
    return str(raw).strip()


def quoted(raw: Any) -> str:
    """What was written, to be quoted in a message: not too long, and nothing that cannot be printed."""
    text = str(raw).encode("utf-8", "replace").decode()
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _whole(raw: Any, leaf: Leaf, _place: str) -> int:
    text = "0" if raw == "none" else _plain(raw)
    if (
        isinstance(raw, bool)
        or not re.fullmatch(r"\d{1,6}", text)
        or not leaf.least <= int(text) <= leaf.most
    ):
        raise ValueError(f"“{quoted(raw)}”应是 {leaf.least} 到 {leaf.most} 的整数")
    return int(text)


def _decimal(raw: Any, _leaf: Leaf, _place: str) -> Decimal:
    if isinstance(raw, bool) or not _DECIMAL.match(_plain(raw)):
        raise ValueError(f"“{quoted(raw)}”应是不小于 0 的数，最多四位小数，例如 75.5")
    return Decimal(_plain(raw))


def _yes_no(raw: Any, _leaf: Leaf, _place: str) -> bool:
    if isinstance(raw, bool):
        return raw
    if str(raw).lower() not in _YES:
        raise ValueError(f"“{quoted(raw)}”应是 true 或 false")
    return _YES[str(raw).lower()]


def _day(raw: Any, _leaf: Leaf, _place: str) -> date:
    try:
        if not _DAY.match(str(raw)):
            raise ValueError
        return date.fromisoformat(str(raw))
    except ValueError:
        raise ValueError(f"“{quoted(raw)}”不是日期：请写成 2025-08-01") from None


def _month(raw: Any, _leaf: Leaf, _place: str) -> Month:
    return Month.parse(quoted(raw))


def _text(raw: Any, _leaf: Leaf, _place: str) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    text = _plain(raw)
    if len(text) > 500 or not text:
        raise ValueError("应是 1 到 500 个字")
    if _UNREADABLE.search(text):
        raise ValueError("里面有看不见的字符，请重新写一遍")
    return text


def _region(raw: Any, _leaf: Leaf, _place: str) -> str:
    text = _plain(raw)
    if not _REGION.match(text):
        raise ValueError(f'“{quoted(raw)}”不是行政区划代码：6、9 或 12 位数字，例如 "500110"')
    return text


def _word(raw: Any, leaf: Leaf, _place: str) -> str:
    text = str(raw)
    if text not in leaf.options:
        name = quoted(text)
        raise ValueError(
            f"没有“{name}”这个值{neighbours(name, leaf.options)}；可用：{'、'.join(leaf.options)}"
        )
    return text


_LEAVES = {
    "money": _money,
    "whole": _whole,
    "decimal": _decimal,
    "yes_no": _yes_no,
    "day": _day,
    "month": _month,
    "text": _text,
    "region": _region,
    "word": _word,
}
