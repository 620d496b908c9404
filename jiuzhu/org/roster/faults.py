"""What is wrong with a roster: each fault with its line, its place and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass

from jiuzhu.policy.engine.lawyaml import Lined


@dataclass(frozen=True, order=True)
class Fault:
    """One fault; line 0 means the whole file."""

    line: int
    place: str
    message: str

    def __str__(self) -> str:
        return (
            f"第 {self.line} 行 {self.place}：{self.message}"
            if self.line
            else f"{self.place}：{self.message}"
        )


class Faults(ValueError):
    """A roster that is not taken up; `faults` holds all that was found, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class At:
    """Where a row stands: `officers[3]`, and the lines of its keys."""

    place: str
    row: Lined

    def fault(self, key: str, message: str) -> Fault:
        return Fault(self.row.line_of(key), f"{self.place}.{key}", message)
