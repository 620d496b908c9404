"""One door to every source of the catalogue: its address names the transport, the transport its connector."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

from jiuzhu.gateways.addresses import Address, Database, Door, Folder, Officer, door, own_door
from jiuzhu.gateways.database import Tables
from jiuzhu.gateways.envelope import NoAnswer, Outcome, Question, Silence
from jiuzhu.gateways.http import Http
from jiuzhu.gateways.line import Line


class Connector(Protocol):
    """What each transport can do with one question."""

    def ask(self, question: Question) -> Outcome: ...

    def collect(self, question: Question) -> Outcome: ...


class Silent:
    """Who cannot be asked over a line; `reason` says what happens instead."""

    def __init__(self, reason: Silence) -> None:
        self.reason = reason

    def ask(self, question: Question) -> NoAnswer:
        return NoAnswer(self.reason)

    collect = ask


class Departments:
    """Asks any source, whatever its transport. `find` tells where a source is, `own` whether it has an address of its own."""

    def __init__(
        self,
        line: Line | None = None,
        find: Callable[[str], Door | None] = door,
        own: Callable[[str], Door | None] = own_door,
    ) -> None:
        self.line = line or Line()
        self.find, self.own = find, own

    def ask(self, question: Question) -> Outcome:
        """Put the question; the same number again is the same question."""
        return connector(self.find(question.source), self.line).ask(question)

    def collect(self, question: Question) -> Outcome:
        """Fetch the answer to a question that was put before."""
        return connector(self.find(question.source), self.line).collect(question)

    def ask_through(self, hub: str, questions: Sequence[Question]) -> dict[str, Outcome]:
        """Put one question for many holders to the platform that asks them; what each said, by its request number.

        A holder with an address of its own is asked there, not through the platform.
        """
        apart = [each for each in questions if self.own(each.source)]
        told = {each.request_no: self.ask(each) for each in apart}
        together = [each for each in questions if each.request_no not in told]
        if not together:
            return told
        to = self.find(hub)
        if not isinstance(to, Address):
            return told | {each.request_no: NoAnswer(Silence.NOT_CONNECTED) for each in together}
        return told | Http(self.line, to).ask_through(hub, together)


def connector(to: Door | None, line: Line) -> Connector:
    """The connector for an address."""
    match to:
        case Address():
            return Http(line, to)
        case Database():
            return Tables(to, line.breaker)
        case Folder():
            return Silent(Silence.BY_FILE)
        case Officer():
            return Silent(Silence.WITH_OFFICER)
        case _:
            return Silent(Silence.NOT_CONNECTED)


@cache
def departments() -> Departments:
    """The connector of this process; its breaker remembers who is down."""
    return Departments()


def hang_up() -> None:
    """Close the connector of this process and forget it; the next question makes a new one."""
    if departments.cache_info().currsize:
        departments().line.close()
        departments.cache_clear()
