"""What is wrong with a proposed change: every fault with its place and what would be right, all told at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class AmendmentFault:
    """`place` names the change and its field (`changes[0].value`); `message` is in Chinese."""

    place: str
    message: str


class Faults(ValueError):
    """An amendment that cannot be laid upon the edition as it is written."""

    def __init__(self, faults: Iterable[AmendmentFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{fault.place}：{fault.message}" for fault in self.faults))

    @classmethod
    def one(cls, place: str, message: str) -> Self:
        """A single fault."""
        return cls([AmendmentFault(place, message)])
