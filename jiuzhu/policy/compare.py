"""What of a programme changed between two days: clause by clause, each line before and after with its words marked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from jiuzhu.policy.engine.phrase import Mention, Phrase
from jiuzhu.policy.statute import Clause, Figure, Statute

Marked = tuple[tuple[str, bool], ...]
"""A line in pieces: (text, is different from the other side)."""
Kind = Literal["new", "gone", "changed"]
_TOKEN = re.compile(r"[\d,.-]+|\w|\W")
_ALIKE = 0.4
"""Two lines less alike than this are marked whole: pieces of them would say nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One property on both days; empty on a day on which it does not exist."""

    title: str
    before: Marked
    after: Marked


@dataclass(frozen=True, slots=True)
class Change:
    """A number or a clause that is new, gone or different."""

    kind: Kind
    name: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not the same on two days; `same` counts the clauses that are. A number is told once, not in each clause."""

    numbers: tuple[Change, ...]
    clauses: tuple[Change, ...]
    same: int


def compare(before: Statute, after: Statute) -> Difference:
    """Everything that changed from one day to another, in the order in which it is read."""
    was = {clause.name: clause for clause in before.clauses}
    now = {clause.name: clause for clause in after.clauses}
    numbers = _changes(before.figures, after.figures, _told_of_number)
    clauses = _changes(was, now, _told_of_clause)
    return Difference(numbers, clauses, len(now) - sum(change.kind != "gone" for change in clauses))


Told = TypeVar("Told", Clause, Figure)


def _changes(
    before: Mapping[str, Told], after: Mapping[str, Told], tell: Callable[[Told], Iterator[tuple[str, str]]]
) -> tuple[Change, ...]:
    found = []
    for name, one in {**before, **after}.items():
        was: dict[str, str] = dict(tell(before[name])) if name in before else {}
        now: dict[str, str] = dict(tell(after[name])) if name in after else {}
        lines = [(title, was.get(title, ""), now.get(title, "")) for title in dict.fromkeys((*now, *was))]
        different = tuple(Line(title, *marked(old, new)) for title, old, new in lines if old != new)
        if different:
            kind: Kind = "new" if not was else "gone" if not now else "changed"
            found.append(Change(kind, name, one.label, different))
    return tuple(found)


def _told_of_clause(clause: Clause) -> Iterator[tuple[str, str]]:
    yield "依据", clause.law
    yield "条文", clause.text
    yield from ((when, _without_figures(words)) for when, words in clause.words)
    yield "算法", _without_figures(clause.formula)


def _without_figures(phrase: Phrase) -> str:
    return "".join(piece.label if isinstance(piece, Mention) else piece for piece in phrase)


def _told_of_number(figure: Figure) -> Iterator[tuple[str, str]]:
    yield "数", f"{figure.value}（{figure.note}）" if figure.is_open and figure.note else figure.value
    yield "何时", figure.days
    yield "文件", figure.source


def marked(before: str, after: str) -> tuple[Marked, Marked]:
    """Two texts with the pieces that differ marked; figures are compared whole, other text by character."""
    if not before or not after:
        return ((before, True),) if before else (), ((after, True),) if after else ()
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ((before, True),), ((after, True),)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if b > a:
            left.append(("".join(old[a:b]), tag != "equal"))
        if d > c:
            right.append(("".join(new[c:d]), tag != "equal"))
    return tuple(left), tuple(right)
