"""The family as a drawing: who is of which generation, where each shape and line goes. Pure; the template draws."""

from collections.abc import Sequence
from dataclasses import dataclass

COLUMN, ROW, SIDE, SPARE = 124, 128, 42, 32
"""Width of a person's place, distance of generations, size of a shape, room not needed below the last row."""
GENERATION = {
    "grandparent": -2,
    "parent": -1,
    "parent_in_law": -1,
    "sibling": 0,
    "self": 0,
    "spouse": 0,
    "other": 0,
    "child": 1,
    "child_in_law": 1,
    "grandchild": 2,
}
_ORDER = list(GENERATION)
_NAME_FITS = 8


@dataclass(frozen=True)
class Relative:
    """One person to draw. `relation` (a key of GENERATION) is to the applicant; `kin` is the word shown, such as 母."""

    name: str
    relation: str
    kin: str
    age: int | None = None
    is_female: bool = False
    lives_here: bool = True
    note: str = ""

    @property
    def spoken(self) -> str:
        """The person in words, for those who do not see the drawing."""
        parts = [
            self.name,
            self.kin,
            "女" if self.is_female else "男",
            f"{self.age} 岁" if self.age is not None else "",
        ]
        return "，".join(filter(None, [*parts, self.note, "" if self.lives_here else "不共同生活"]))


@dataclass(frozen=True)
class Placed:
    """A relative at its place: `x`, `y` are the centre of the shape."""

    who: Relative
    x: int
    y: int

    @property
    def corner(self) -> tuple[int, int]:
        return self.x - SIDE // 2, self.y - SIDE // 2

    @property
    def short_name(self) -> str:
        name = self.who.name
        return name if len(name) <= _NAME_FITS else name[: _NAME_FITS - 1] + "…"


@dataclass(frozen=True)
class Tree:
    width: int
    height: int
    people: tuple[Placed, ...]
    lines: tuple[str, ...]

    @property
    def spoken(self) -> str:
        return "；".join(placed.who.spoken for placed in self.people)


def tree(relatives: Sequence[Relative]) -> Tree:
    """Place a family: one row a generation, the oldest on top; the applicant's own line runs through the middle."""
    rows: dict[int, list[Relative]] = {}
    for relative in sorted(relatives, key=lambda one: _ORDER.index(one.relation)):
        rows.setdefault(GENERATION[relative.relation], []).append(relative)
    width = COLUMN * max((len(row) for row in rows.values()), default=1)
    people: list[Placed] = []
    for index, generation in enumerate(sorted(rows)):
        people += _row(rows[generation], SIDE // 2 + 8 + ROW * index, width // 2)
    return Tree(width, ROW * max(1, len(rows)) - SPARE, tuple(people), tuple(_lines(people)))


def _row(row: Sequence[Relative], y: int, middle: int) -> list[Placed]:
    left = middle - COLUMN * (len(row) - 1) // 2
    return [Placed(who, left + COLUMN * index, y) for index, who in enumerate(row)]


def _lines(people: Sequence[Placed]) -> list[str]:
    of = {relation: [one for one in people if one.who.relation == relation] for relation in GENERATION}
    own, couple = of["self"], of["self"] + of["spouse"]
    lines = [
        _joint(pair)
        for pair in (of["grandparent"], of["parent"], of["parent_in_law"], couple)
        if len(pair) > 1
    ]
    lines += _descent(of["grandparent"], of["parent"])
    lines += _descent(of["parent"], of["sibling"] + own)
    lines += _descent(of["parent_in_law"], of["spouse"])
    lines += _descent(couple, of["child"])
    return lines + _descent(of["child"], of["grandchild"])


def _joint(pair: Sequence[Placed]) -> str:
    return f"M{pair[0].x} {pair[0].y}H{pair[-1].x}"


def _descent(above: Sequence[Placed], below: Sequence[Placed]) -> list[str]:
    """From the middle of the upper ones down to a rail, and from the rail to each of the lower ones."""
    if not above or not below:
        return []
    middle = (above[0].x + above[-1].x) // 2
    rail = below[0].y - SIDE // 2 - 10
    return [f"M{middle} {above[0].y}V{rail}H{one.x}V{one.y}" for one in below]
