"""Numbers as people type them, also with a Chinese input method: full-width signs and gaps."""

import re

_NARROW = {sign + 0xFEE0: sign for sign in range(0x21, 0x7F)} | {0x3000: 0x20}
"""The full-width forms of ASCII. Not NFKC, which would read 12² as 122."""


def narrow(text: str) -> str:
    """Full-width letters, digits, signs and spaces as those of the keyboard: Ｘ１，２ → X1,2."""
    return text.translate(_NARROW)


def unspaced(text: str) -> str:
    """A number of a card, a phone or a person in one piece: ６２１７ 0001-23 → 6217000123."""
    return re.sub(r"[\s-]", "", narrow(text))
