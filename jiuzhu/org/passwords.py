"""One-time passwords: read out, typed once, then replaced by the officer's own."""

import secrets

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which look alike on paper."""


def one_time() -> str:
    """Twelve random letters and digits in groups of four: k7wm-4hqx-9fpt, about 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
