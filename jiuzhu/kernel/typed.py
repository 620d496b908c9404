"""Numbers as people type them, also with a Chinese input method: full-width signs, gaps, commas between thousands."""

import re
from decimal import Decimal

_NARROW = {sign + 0xFEE0: sign for sign in range(0x21, 0x7F)} | {0x3000: 0x20}
"""The full-width forms of ASCII. Not NFKC, which would read 12² as 122."""
_PER_CENT = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def narrow(text: str) -> str:
    """Full-width letters, digits, signs and spaces as those of the keyboard: Ｘ１，２ → X1,2."""
    return text.translate(_NARROW)


def unspaced(text: str) -> str:
    """A number of a card, a phone or a person in one piece: ６２１７ 0001-23 → 6217000123."""
    return re.sub(r"[\s-]", "", narrow(text))


def decimal(text: str) -> str:
    """A number with a point and without commas: １，２００。５ → 1200.5.

    Commas that do not stand between thousands stay (1,5 may mean 1.5), as does all that is no number: whoever reads
    the text refuses it.
    """
    plain = narrow(text).strip().replace("。", ".")
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain


def per_cent(text: str) -> Decimal:
    """105.5 of 105.5% or 105.5. Raises ValueError in Chinese for what is none: Infinity, 1e9 and 1,5 too."""
    plain = decimal(text).removesuffix("%")
    if not _PER_CENT.fullmatch(plain):
        raise ValueError(f"“{text}”不是百分数，请写成 105%")
    return Decimal(plain)
