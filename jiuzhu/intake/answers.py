"""One question of the form: how its answer is read (cleaned, or refused with words for who typed it), and told again."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.fen import parse_yuan, plain_yuan, spoken_yuan, yuan
from jiuzhu.kernel.typed import decimal, narrow, unspaced
from jiuzhu.registry import names
from jiuzhu.vault.masks import mask_card, mask_id, mask_phone

LARGEST_MONEY = 100_000_000_00
"""分. A family that writes more than 100 million yuan has misplaced the point."""
_PHONE = re.compile(r"1[0-9]{10}")
_AREA = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?")
_COUNT = re.compile(r"[0-9]{1,9}")
_CARD = re.compile(r"[0-9]{12,19}")


@dataclass(frozen=True)
class Question:
    """`kind` is a key of the readers below; `options` are the words a choice may take, with their labels."""

    key: str
    label: str
    kind: str = "text"
    hint: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    is_optional: bool = False
    may_be_blank: bool = False
    """Not optional, but another answer may stand for it (没有, 说不清); `steps` says when it does not."""
    most: int = 100
    """Longest text, or largest whole number."""
    per: str = ""
    """Of an amount: the question that says whether it is a month's or a year's."""


def read(question: Question, raw: Any, on: date) -> Any:
    """The clean answer: text, a list of words, a flag, or "" for an optional question left out.

    Raises ValueError in Chinese.
    """
    if question.kind == "flag":
        return raw in (True, "on", "true", "1")
    if question.kind == "words":
        return _words(question, raw)
    text = str(raw if raw is not None else "").strip()
    if not text:
        if question.is_optional or question.may_be_blank:
            return ""
        verb = "选" if question.options or question.kind in ("town", "village") else "写"
        raise ValueError(f"请{verb}：{question.label}")
    return _READERS[question.kind](question, text, on)


def _words(question: Question, raw: Any) -> list[str]:
    chosen = [raw] if isinstance(raw, str) else list(raw or [])
    if not chosen and not question.is_optional:
        none = question.options.get("none")
        raise ValueError("请至少选一项" + (f"；都没有，就选“{none}”" if none else ""))
    if unknown := [word for word in chosen if word not in question.options]:
        raise ValueError(f"没有“{unknown[0]}”这一项，请重新选")
    return [word for word in question.options if word in chosen]


def _word(question: Question, text: str, _on: date) -> str:
    if text not in question.options:
        raise ValueError(f"没有“{text}”这一项，请重新选")
    return text


def _text(question: Question, text: str, _on: date) -> str:
    if len(text) > question.most:
        raise ValueError(f"最多 {question.most} 个字，现在是 {len(text)} 个")
    return text


def _name(_question: Question, text: str, _on: date) -> str:
    if wrong := names.fault(text):
        raise ValueError(wrong)
    return names.normal(text)


def _id_number(_question: Question, text: str, on: date) -> str:
    if wrong := idnumber.fault(text, on):
        raise ValueError(wrong)
    return idnumber.normal(text)


def _phone(_question: Question, text: str, _on: date) -> str:
    number = unspaced(text).removeprefix("+86")
    if not _PHONE.fullmatch(number):
        raise ValueError(f"手机号是 11 位、1 开头的数字；现在是 {len(number)} 位，请再看一遍")
    return number


def _money(_question: Question, text: str, _on: date) -> str:
    fen = parse_yuan(text)
    if fen < 0:
        raise ValueError("金额不能是负数；没有就写 0")
    if fen > LARGEST_MONEY:
        raise ValueError(f"现在是 {yuan(fen)} 元，太大了，看看是不是多写了几个 0")
    return plain_yuan(fen)


def _count(question: Question, text: str, _on: date) -> str:
    number = narrow(text)
    if not _COUNT.fullmatch(number) or int(number) > question.most:
        raise ValueError(f"请写 0 到 {question.most} 的整数")
    return str(int(number))


def _area(_question: Question, text: str, _on: date) -> str:
    area = decimal(text)
    if not _AREA.fullmatch(area) or not Decimal(area):
        raise ValueError("请写平方米数，例如 86 或 86.5")
    return area


def _card(_question: Question, text: str, _on: date) -> str:
    number = unspaced(text)
    if not _CARD.fullmatch(number):
        raise ValueError(f"卡号是 12 到 19 位数字；现在是 {len(number)} 位，请对着卡再看一遍")
    return number


def _village(_question: Question, text: str, _on: date) -> str:
    if not re.fullmatch(r"[0-9]{12}", text):
        raise ValueError("请从名单里选村或社区")
    return text


def _town(_question: Question, text: str, _on: date) -> str:
    if not re.fullmatch(r"\d{9}", text):
        raise ValueError("请从名单里选镇、街道")
    return text


def in_words(question: Question, value: Any, places: Mapping[str, str]) -> str:
    """A clean answer as people read it, numbers of a person masked; `places` are names of towns and villages by code."""
    if value is True:
        return "是"
    if isinstance(value, list):
        return "、".join(question.options[word] for word in value)
    if question.kind in _SHOWN:
        return _SHOWN[question.kind](value)
    return question.options.get(value) or places.get(value) or str(value)


_SHOWN: Mapping[str, Callable[[str], str]] = {
    "id": mask_id,
    "phone": mask_phone,
    "card": mask_card,
    "money": lambda text: f"{spoken_yuan(parse_yuan(text))} 元",
    "area": lambda text: f"{text} 平方米",
}
_READERS: Mapping[str, Callable[[Question, str, date], str]] = {
    "text": _text,
    "word": _word,
    "name": _name,
    "id": _id_number,
    "phone": _phone,
    "money": _money,
    "count": _count,
    "area": _area,
    "card": _card,
    "town": _town,
    "village": _village,
}
