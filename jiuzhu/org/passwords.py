"""One-time passwords: read out, typed once, then replaced by the officer's own; and what an own one must be."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jiuzhu.org.models import Login

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which look alike on paper."""


_WEAK = {
    "password_too_short": "太短，至少要 {min_length} 个字符。",
    "password_too_common": "这个密码太常见，别人一猜就中，请换一个。",
}
"""What Django's validators find, by their codes, as this house says it; some of theirs have no Chinese."""


def one_time() -> str:
    """Twelve random letters and digits in groups of four: k7wm-4hqx-9fpt, about 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def weaknesses(new: str, old: str, login: Login) -> list[str]:
    """Why `new` may not be an officer's own password, in Chinese (AUTH_PASSWORD_VALIDATORS); none when it may.

    `old` is the one that was told as the present one: asked of the login itself, this would be a way to guess it.
    """
    same: list[str] = ["新密码和现在的一样，请换一个。"] if new == old else []
    try:
        validate_password(new, login)
    except ValidationError as weak:
        same += map(_told, weak.error_list)
    return same


def _told(weak: ValidationError) -> str:
    told = _WEAK.get(weak.code or "")
    return told.format(**weak.params or {}) if told else weak.messages[0]
