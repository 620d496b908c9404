"""How long a login lasts, and when it ends unless someone goes on working."""

from typing import Any

from django.conf import settings
from django.utils import timezone

SEEN = "seen"
_STEP = 300
"""A session is written at most every five minutes, so that looking at pages does not write all day."""


def touch(request: Any, *, at_once: bool = False) -> None:
    """Let a login in use last on: its end moves to a full period from now."""
    now = int(timezone.now().timestamp())
    if at_once or now - request.session.get(SEEN, 0) >= _STEP:
        request.session[SEEN] = now


def ends_at(request: Any) -> int | None:
    """When this login ends, as seconds since 1970; None for visitors."""
    session = getattr(request, "session", None)
    seen = session.get(SEEN) if session is not None else None
    return None if seen is None else seen + settings.SESSION_COOKIE_AGE
