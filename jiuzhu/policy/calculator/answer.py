"""One typed answer of the calculator and what it means; what is wrong is said in the words of the person who typed it."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from jiuzhu.kernel.fen import parse_yuan, plain_yuan, yuan
from jiuzhu.policy.calculator.topics import NONE, START, UNSURE, Topic

Answer: TypeAlias = Any
"""A number, a word, words, yes or no, an amount in yuan, or UNSURE."""
_LARGEST_FEN = 100_000_000_00
_MONTHS = 1_200


def parsed(topic: Topic, texts: Sequence[str], per: str = "month") -> Answer:
    """The answer to a topic. Raises ValueError in Chinese for none, and for one that cannot be."""
    if not texts:
        raise ValueError("还没有回答。说不清，就按“说不清，跳过”" if topic not in START else "还没有回答")
    if UNSURE in texts:
        return UNSURE
    return _READERS[topic.kind](topic, texts, per)


def _count(topic: Topic, texts: Sequence[str], _per: str) -> int:
    most = _MONTHS if topic.kind == "months" else topic.most
    text = texts[0]
    if not text.isascii() or not text.isdigit() or len(text) > 6 or not topic.least <= int(text) <= most:
        raise ValueError(f"请写 {topic.least} 到 {most} 的整数")
    return int(text)


def _money(_topic: Topic, texts: Sequence[str], _per: str) -> str:
    fen = parse_yuan(texts[0])
    if fen < 0:
        raise ValueError("金额不能是负数；没有就写 0")
    if fen > _LARGEST_FEN:
        raise ValueError(f"现在是 {yuan(fen)} 元，太大了，看看是不是多写了几个 0")
    return plain_yuan(fen)


def _income(topic: Topic, texts: Sequence[str], per: str) -> dict[str, str]:
    return {"per_year" if per == "year" else "per_month": _money(topic, texts, per)}


def _area(_topic: Topic, texts: Sequence[str], _per: str) -> str:
    whole, _, part = texts[0].partition(".")
    is_number = whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))
    if not is_number or len(whole) > 5 or len(part) > 2:
        raise ValueError("请写平方米数，例如 86 或 86.5")
    return texts[0].removesuffix(".")


def _yes_no(topic: Topic, texts: Sequence[str], _per: str) -> bool:
    return _word(topic, texts, _per) == "yes"


def _word(topic: Topic, texts: Sequence[str], _per: str) -> str:
    if topic.options and texts[0] not in topic.options:
        raise ValueError("没有这一项，请重新选")
    return texts[0]


def _words(topic: Topic, texts: Sequence[str], _per: str) -> list[str]:
    if NONE in texts:
        if len(texts) > 1:
            raise ValueError("选了“都没有”，就不要再选别的")
        return []
    if any(text not in topic.options for text in texts):
        raise ValueError("没有这一项，请重新选")
    return [word for word in topic.options if word in texts]


def _who(_topic: Topic, texts: Sequence[str], _per: str) -> list[str]:
    if NONE in texts and len(texts) > 1:
        raise ValueError("选了“都没有”，就不要再选别的")
    if any(not (text.isascii() and text.isdigit()) for text in texts if text != NONE):
        raise ValueError("没有这一项，请重新选")
    return [text for text in texts if text != NONE]


def _tasks(topic: Topic, texts: Sequence[str], per: str) -> int:
    return len(_words(topic, texts, per))


_READERS = {
    "count": _count,
    "months": _count,
    "money": _money,
    "area": _area,
    "income": _income,
    "yes_no": _yes_no,
    "word": _word,
    "words": _words,
    "who": _who,
    "tasks": _tasks,
}
