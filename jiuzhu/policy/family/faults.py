"""What is wrong with a family file: every fault with its place and what would be right, all told at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FamilyFault:
    """`place` as the contract writes it (`members[1].born`); `message` in Chinese."""

    place: str
    message: str


class Faults(ValueError):
    """A family that cannot be determined as written."""

    def __init__(self, faults: list[FamilyFault]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{fault.place}：{fault.message}" for fault in faults))

    @classmethod
    def one(cls, place: str, message: str) -> "Faults":
        """A single fault."""
        return cls([FamilyFault(place, message)])

    def as_list(self) -> list[dict[str, str]]:
        """For JSON: [{place, message}]."""
        return [{"place": fault.place, "message": fault.message} for fault in self.faults]
