"""The paying bank's door: hand over a file under its batch number, fetch the reply when there is one.

The bank keeps one file a number. The same file again is answered as the first time; another one is refused.
"""

from dataclasses import dataclass
from functools import cache

import httpx

from jiuzhu.gateways.addresses import Address, address
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.gateways.line import Line
from jiuzhu.jobs.queue import Hopeless

PARTNER = "treasury_card"
PATH = "/treasury_card/batches"


@dataclass(frozen=True)
class Conflict:
    """The bank holds another file under this number: never send on, a person has to ask the bank."""

    digest: str


class OtherFile(Hopeless):
    """The bank holds another file under the number of a batch."""


@dataclass(frozen=True)
class Taken:
    """The bank holds exactly this file."""


class Bank:
    """The connector of the treasury-card bank."""

    def __init__(self, line: Line | None = None, to: Address | None = None) -> None:
        self.line = line or Line()
        self._to = to

    def deliver(self, number: str, digest: str, content: bytes) -> Taken | Conflict | NoAnswer:
        """Hand a file over. Safe to repeat: a second delivery of the same content is taken as the first was."""
        answer = self._send("PUT", f"{PATH}/{number}", content)
        if isinstance(answer, NoAnswer):
            return answer
        if answer.status_code not in (200, 201, 409):
            return NoAnswer(Silence.REFUSED, f"HTTP {answer.status_code}")
        held = _digest(answer)
        if held is None:
            return NoAnswer(Silence.GARBLED, "digest")
        return Taken() if held == digest else Conflict(held)

    def reply(self, number: str) -> bytes | NoAnswer | None:
        """The bank's reply file; None while it has none."""
        answer = self._send("GET", f"{PATH}/{number}/reply", b"")
        if isinstance(answer, NoAnswer):
            return answer
        if answer.status_code == 404:
            return None
        return (
            answer.content
            if answer.status_code == 200
            else NoAnswer(Silence.REFUSED, f"HTTP {answer.status_code}")
        )

    def _send(self, method: str, path: str, body: bytes) -> httpx.Response | NoAnswer:
        to = self._to or address(PARTNER)
        if to is None:
            return NoAnswer(Silence.NOT_CONNECTED)
        return self.line.send(to, method, path, body, line=PARTNER)


@cache
def bank() -> Bank:
    """The connector of this process."""
    return Bank()


def hang_up() -> None:
    """Close the connector of this process and forget it; the next file makes a new one."""
    if bank.cache_info().currsize:
        bank().line.close()
        bank.cache_clear()


def _digest(answer: httpx.Response) -> str | None:
    try:
        held = answer.json()["digest"]
    except (ValueError, TypeError, KeyError):
        return None
    return held if isinstance(held, str) else None
