"""Names as people write them, and the initials by which a clerk finds them."""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

LONGEST = 40
_SHAPE = re.compile(r"^[^\W\d_]+(?:[·][^\W\d_]+)*$")


def normal(text: str) -> str:
    """One spelling for one name: no spaces, one kind of middle dot, composed characters."""
    return re.sub(r"[．•・‧∙.]", "·", re.sub(r"\s", "", unicodedata.normalize("NFC", text)))


def fault(text: str) -> str | None:
    """What is wrong with a name, in Chinese; None when nothing is. Rare characters and names with · are right."""
    name = normal(text)
    if not name:
        return "请写姓名"
    if len(name) > LONGEST:
        return f"姓名最多 {LONGEST} 个字，现在是 {len(name)} 个"
    if not _SHAPE.match(name):
        return "姓名里只能有汉字、字母和中间的“·”，请照身份证上的写"
    return None


def initials(name: str) -> str:
    """冉光明 → rgm. A help in searching, never an identity: readings of surnames are guesses."""
    return "".join(lazy_pinyin(name.replace("·", ""), style=Style.FIRST_LETTER, errors="ignore")).lower()[:50]
