"""Where partners are and the keys they share with us: one JSON file, outside the database and the repository.

{"*": {"base": "https://…", "key": "…", "secret": "<hex>"}, "bank.a": {…}, "treasury_card": {…}, "sms": {…}}. A source
that is not named has the address of "*"; the text-message carrier has to be named.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Address:
    """Base URL, key name and shared secret (hex) of one partner."""

    base: str
    key: str
    secret: str = field(repr=False)


def address(partner: str) -> Address | None:
    """The partner's address; None when nobody has connected it yet."""
    return named(partner) or named("*")


def named(entry: str) -> Address | None:
    """The address that stands under exactly this name."""
    path: Path = settings.GATEWAYS
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8")).get(entry)
    return Address(**found) if found else None


def write(path: Path, table: dict[str, dict[str, str]]) -> None:
    """Write the file for its owner alone (setup and the demonstration do); whole at any instant for a reader."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)
