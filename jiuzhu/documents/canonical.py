"""The one text of a JSON value, so that equal content has equal digests."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def canonical(content: Mapping[str, Any]) -> str:
    """Keys in order, no spaces, days as ISO. Raises TypeError for values that JSON and this house do not know."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_day)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be put into words that last")
