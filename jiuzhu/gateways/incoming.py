"""Who sends to us over the line: a partner known by its key, its signature right and fresh."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.envelope import signature

CLOCK_SKEW = timedelta(minutes=5)


def partners(prefix: str) -> dict[str, Address]:
    """Partners of one kind by the name of their entry (see `addresses`)."""
    path: Path = settings.GATEWAYS
    if not path.exists():
        return {}
    table = json.loads(path.read_text(encoding="utf-8"))
    named = {name: told for name, told in table.items() if name.startswith(prefix) and "base" in told}
    return {name: Address(told["base"], told["key"], told["secret"]) for name, told in named.items()}


def sender(prefix: str, headers: Mapping[str, str], path: str, body: bytes, now: datetime) -> str | None:
    """The entry whose key signed this request no longer than five minutes ago; None when nobody's did."""
    stamp, mac = headers.get("X-Time", ""), headers.get("X-Signature", "")
    try:
        is_fresh = abs(now - datetime.fromisoformat(stamp)) <= CLOCK_SKEW
    except (ValueError, TypeError):
        return None
    for name, address in partners(prefix).items():
        wanted = signature(address.secret, stamp, path, body)
        if address.key == headers.get("X-Key") and secrets.compare_digest(wanted.encode(), mac.encode()):
            return name if is_fresh else None
    return None
