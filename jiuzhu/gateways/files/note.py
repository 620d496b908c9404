"""The delivery note beside a file: which source on which day, what the file must hold, signed with the shared secret."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from jiuzhu.gateways.delivery import Wrong
from jiuzhu.gateways.envelope import signature

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_HEX = re.compile(r"[0-9a-f]{64}")


class Unusable(Exception):
    """A delivery that cannot be taken; the folder turns it into a `Refusal`."""

    def __init__(self, code: Wrong, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Note:
    """`size` bytes and `digest` (SM3) are those of the file as it lies there, sealed where `encrypted` names a cipher.

    `rows` and `sum_fen` (the register's control column, 0 without one) are the sender's own totals. `layout` is the file
    that tells the columns of a fixed-width one.
    """

    number: str
    source: str
    as_of: date
    made_at: str
    file: str
    size: int
    digest: str
    rows: int
    sum_fen: int
    encoding: str = ""
    encrypted: str = ""
    layout: str = ""
    layout_digest: str = ""
    corrects: str = ""
    signature: str = ""

    def signed(self, secret: str) -> "Note":
        return replace(self, signature=self._signature(secret))

    def is_signed(self, secret: str) -> bool:
        return secrets.compare_digest(self._signature(secret).encode(), self.signature.encode())

    def text(self) -> str:
        """The note as it is written: JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str, indent=1)

    def _signature(self, secret: str) -> str:
        body = {name: value for name, value in asdict(self).items() if name != "signature"}
        canonical = json.dumps(body, ensure_ascii=False, default=str, sort_keys=True, separators=(",", ":"))
        return signature(secret, self.made_at, self.file, canonical.encode())


def parse(content: bytes) -> Note:
    """A note of its text; raises Unusable and names the entry that is wrong."""
    try:
        found: Mapping[str, Any] = json.loads(content)
        note = Note(**{**found, "as_of": date.fromisoformat(found["as_of"])})
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unusable(
            Wrong.NOTE,
            "送达单读不懂：应是 JSON，写明编号、来源、截止日期、文件、字节数、摘要、行数、合计和签名",
        ) from error
    for name, sound in _checks(note):
        if not sound:
            raise Unusable(Wrong.NOTE, f"送达单的“{name}”写得不对，请改正后重新报送")
    return note


def _checks(note: Note) -> list[tuple[str, bool]]:
    texts = ("source", "made_at", "encoding", "encrypted", "layout_digest", "signature")
    return [
        ("number", _is(note.number, _NUMBER)),
        ("corrects", note.corrects == "" or _is(note.corrects, _NUMBER)),
        ("file", _is_name(note.file)),
        ("layout", note.layout == "" or (_is_name(note.layout) and _is(note.layout_digest, _HEX))),
        ("digest", _is(note.digest, _HEX)),
        *((name, _is_text(getattr(note, name))) for name in texts),
        *((name, type(getattr(note, name)) is int) for name in ("size", "rows", "sum_fen")),
    ]


def _is(value: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))


def _is_text(value: Any) -> bool:
    """A text that can be written: JSON may hold halves of characters, which cannot."""
    return isinstance(value, str) and value.isprintable()


def _is_name(value: Any) -> bool:
    """A plain name in the same folder, as long as a file system takes."""
    return (
        _is_text(value)
        and 0 < len(value.encode()) <= 255
        and not value.startswith(".")
        and not set(value) & set("/\\")
    )
