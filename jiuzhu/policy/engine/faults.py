"""What is wrong with the text of the law: each fault with its file, its line and a way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in a rule file or a file of numbers; line 0 means the whole file."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class LawFault(Exception):
    """The law cannot be read; `faults` holds all that was found at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


def neighbours(name: str, known: Iterable[str]) -> str:
    """“是不是 a、b？” for a name that nobody knows; empty when nothing is near."""
    near = get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"，是不是 {'、'.join(near)}？" if near else ""
