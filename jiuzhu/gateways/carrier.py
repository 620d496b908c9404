"""The text-message carrier's door: hand over one message under our number.

The carrier sends a number once: the second delivery is refused with the receipt of the first (409), so that a message
whose answer was lost is asked for again without danger.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx

from jiuzhu.gateways.addresses import Address, named
from jiuzhu.gateways.envelope import NoAnswer, Silence, digest
from jiuzhu.gateways.line import Line

PARTNER = "sms"
PATH = "/sms/messages"
LONGEST_RECEIPT = 64
REFUSALS = {
    "no_such_phone": "号码不存在或已停用",
    "blocked": "机主拒收",
    "words": "内容没有通过审查",
    "other": "没有说明原因",
}
"""Why a carrier will never send a message. Other words of theirs are not repeated."""


@dataclass(frozen=True)
class Accepted:
    """The carrier sends this message; `receipt` is its number for it."""

    receipt: str


@dataclass(frozen=True)
class Rejected:
    """The carrier will never send this message; `reason` is a key of `REFUSALS`."""

    reason: str


class Carrier:
    """The connector of the carrier; its address stands by name, "*" is not asked: it is no post office."""

    def __init__(self, line: Line | None = None, find: Callable[[str], Address | None] = named) -> None:
        self.line = line or Line()
        self.find = find

    def send(self, number: str, phone: str, text: str) -> Accepted | Rejected | NoAnswer:
        """Hand a message over. Safe to repeat under the same number."""
        to = self.find(PARTNER)
        if to is None:
            return NoAnswer(Silence.NOT_CONNECTED)
        body = json.dumps({"phone": phone, "text": text}, ensure_ascii=False).encode()
        answer = self.line.send(to, "PUT", f"{PATH}/{number}", body, line=PARTNER)
        return answer if isinstance(answer, NoAnswer) else _read(answer, digest(body))


def _read(answer: httpx.Response, sent: str) -> Accepted | Rejected | NoAnswer:
    if answer.status_code not in (200, 201, 409, 422):
        return NoAnswer(Silence.REFUSED, f"HTTP {answer.status_code}")
    said = _said(answer)
    if answer.status_code == 422:
        code = said.get("code")
        return Rejected(code if code in REFUSALS else "other")
    receipt = said.get("receipt")
    if not isinstance(receipt, str) or not 0 < len(receipt) <= LONGEST_RECEIPT:
        return NoAnswer(Silence.GARBLED, "receipt")
    return Accepted(receipt) if said.get("digest") == sent else NoAnswer(Silence.GARBLED, "digest")


def _said(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def is_connected() -> bool:
    """Whether somebody has connected a carrier."""
    return named(PARTNER) is not None


@cache
def carrier() -> Carrier:
    """The connector of this process; its breaker remembers that the carrier is down."""
    return Carrier()


def hang_up() -> None:
    """Close the connector of this process and forget it; the next message makes a new one."""
    if carrier.cache_info().currsize:
        carrier().line.close()
        carrier.cache_clear()
