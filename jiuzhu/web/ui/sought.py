"""What an officer looked for. The words stay sealed in the login's session; the address of what was found has only a key.

So neither the history of a shared computer nor the log of a proxy names a person or a personal number.
"""

from secrets import token_urlsafe
from typing import Any

from jiuzhu.vault.seal import seal, unseal

SOUGHT = "sought"
KEPT, LONGEST = 20, 60
"""So many last searches of a login can be gone back to; no word is longer."""


def keep(request: Any, words: str) -> str:
    """Keep the words and return the key that brings them back."""
    key = token_urlsafe(9)
    earlier = list(request.session.get(SOUGHT, {}).items())[1 - KEPT :]
    request.session[SOUGHT] = dict([*earlier, (key, seal(words.strip()[:LONGEST], _place(key)))])
    return key


def kept(request: Any, key: str) -> str:
    """The words of a key; "" when they are not kept any more, or the login is another."""
    sealed = request.session.get(SOUGHT, {}).get(key)
    return unseal(sealed, _place(key)) if sealed else ""


def _place(key: str) -> str:
    return f"session|{SOUGHT}|{key}"
