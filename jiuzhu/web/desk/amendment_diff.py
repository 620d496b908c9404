"""A rule's old and new text line by line, for those who are to approve it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from jiuzhu.policy.amend import RuleEffect
from jiuzhu.policy.amend.describe import Effect


@dataclass(frozen=True)
class Line:
    """One line: kept (`same`), taken out (`out`) or put in (`in`)."""

    how: str
    whole: str

    @property
    def text(self) -> str:
        return self.whole.lstrip()

    @property
    def indent(self) -> str:
        return self.whole[: len(self.whole) - len(self.text)]


@dataclass(frozen=True)
class Compared:
    """A rule with the lines of both texts, in the order in which they are read."""

    effect: RuleEffect
    lines: list[Line]


def compared(effects: Iterable[Effect]) -> list[Compared]:
    """Every rule among the effects."""
    return [
        Compared(effect, lines(effect.before_text, effect.after_text or effect.text))
        for effect in effects
        if isinstance(effect, RuleEffect)
    ]


def lines(before: str, after: str) -> list[Line]:
    """What is taken out stands before what takes its place."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for how, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found += [Line("same", text) for text in old[i:j]]
        else:
            found += [Line("out", text) for text in old[i:j]] + [Line("in", text) for text in new[k:m]]
    return found
