"""What amendments do to the texts beside which they lie: they end what was in force, and replace what began on the same day."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from jiuzhu.policy.engine.declare import LATEST

FOLDER = "amended"
"""An amendment's files lie in `<region>/amended/<number>/…`; the higher number was published later."""


class _Lasting(Protocol):
    @property
    def since(self) -> int: ...
    @property
    def until(self) -> int: ...
    @property
    def path(self) -> str: ...


Text = TypeVar("Text", bound=_Lasting)


def number_of(path: str) -> int:
    """Which amendment a file belongs to; 0 for the shipped text."""
    parts = path.split("/")
    is_amended = len(parts) > 3 and parts[1] == FOLDER and parts[2].isdigit()
    return int(parts[2]) if is_amended else 0


def in_succession(
    texts: Iterable[Text], place: Callable[[Text], Hashable], *, open_ones_end: bool
) -> list[Text]:
    """Each text ended the day before the next one of the same `place`, where an amendment stands on either side, or
    (`open_ones_end`) where it has no last day. Of two from one day the later amendment's stands."""
    kept: list[Text] = []
    for text in sorted(texts, key=lambda one: (place(one), one.since, number_of(one.path))):
        before = kept[-1] if kept and place(kept[-1]) == place(text) else None
        if before is None:
            pass
        elif before.since == text.since:
            if number_of(text.path) > number_of(before.path):
                kept.pop()
        elif number_of(text.path) or (before.until == LATEST and (open_ones_end or number_of(before.path))):
            kept[-1] = replace(before, until=min(before.until, text.since - 1))  # type: ignore[type-var]
        kept.append(text)
    return kept
