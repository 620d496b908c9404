"""A signed HTTP line to a partner: retries inside a small budget, and a breaker for one that stays down."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.envelope import NoAnswer, Silence, signature


@dataclass(frozen=True)
class Patience:
    """How long one question may take: attempts, seconds before the second, seconds for each."""

    attempts: int = 3
    first_wait: float = 0.3
    timeout: float = 5.0


@dataclass
class Breaker:
    """After `limit` failures in a row a partner is left alone for `rest` seconds. In this process only."""

    limit: int = 5
    rest: float = 60.0
    clock: Callable[[], float] = time.monotonic
    _failures: dict[str, int] = field(default_factory=dict)
    _open_until: dict[str, float] = field(default_factory=dict)

    def is_open(self, base: str) -> bool:
        return self._open_until.get(base, 0.0) > self.clock()

    def note(self, base: str, ok: bool) -> None:
        self._failures[base] = 0 if ok else self._failures.get(base, 0) + 1
        if self._failures[base] >= self.limit:
            self._open_until[base] = self.clock() + self.rest
            self._failures[base] = 0


class Line:
    """Sends signed requests. One per process; thread safe as httpx's client is."""

    def __init__(
        self,
        patience: Patience | None = None,
        breaker: Breaker | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.patience = patience or Patience()
        self.breaker = breaker or Breaker()
        self.sleep = sleep
        # trust_env=False: departments are reached directly, whatever proxy the machine uses for the internet
        self.client = httpx.Client(transport=transport, timeout=self.patience.timeout, trust_env=False)

    def send(
        self, to: Address, method: str, path: str, body: bytes = b"", *, line: str = ""
    ) -> httpx.Response | NoAnswer:
        """The partner's response (any status below 500), or why there is none. Sending again is safe by number.

        `line` names what the breaker counts for: one register may be down while its neighbour works.
        """
        line = line or to.base
        if self.breaker.is_open(line):
            return NoAnswer(Silence.PAUSED)
        answer: httpx.Response | NoAnswer = NoAnswer(Silence.UNREACHABLE)
        for attempt in range(self.patience.attempts):
            if attempt:
                self.sleep(self.patience.first_wait * 2 ** (attempt - 1))
            answer = self._once(to, method, path, body)
            if isinstance(answer, httpx.Response):
                self.breaker.note(line, ok=True)
                return answer
        self.breaker.note(line, ok=False)
        return answer

    def close(self) -> None:
        """Give the connections back."""
        self.client.close()

    def _once(self, to: Address, method: str, path: str, body: bytes) -> httpx.Response | NoAnswer:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        headers = {
            "X-Key": to.key,
            "X-Time": now,
            "X-Signature": signature(to.secret, now, path, body),
            "Content-Type": "application/json" if body[:1] == b"{" else "application/octet-stream",
        }
        try:
            response = self.client.request(method, to.base + path, content=body, headers=headers)
        except httpx.HTTPError as error:
            return NoAnswer(Silence.UNREACHABLE, type(error).__name__)
        if response.status_code >= 500:
            return NoAnswer(Silence.FAILED, f"HTTP {response.status_code}")
        return response
