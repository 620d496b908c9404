"""Small cells: what may be told of few families to those who are not in charge of them. Pure.

Nothing is blanked, because totals would give it back: small groups are put together until each is large enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from jiuzhu.analysis.kinds import SMALL_CELL

TOGETHER = "其余合并"


@dataclass(frozen=True, slots=True)
class Group:
    """One or more cells told as one: how many families changed in it, and its sums. `key` leads to its families, where it
    stands for itself."""

    label: str
    changed: int
    families: int = 0
    before_fen: int = 0
    after_fen: int = 0
    key: str = ""

    @property
    def difference_fen(self) -> int:
        return self.after_fen - self.before_fen

    def __add__(self, other: "Group") -> "Group":
        return Group(
            TOGETHER,
            self.changed + other.changed,
            self.families + other.families,
            self.before_fen + other.before_fen,
            self.after_fen + other.after_fen,
        )


def is_small(count: int) -> bool:
    """Whether so many families could be recognised. None at all are nobody."""
    return 0 < count < SMALL_CELL


def merged(groups: Sequence[Group]) -> list[Group]:
    """The same families in groups of which none has few changed ones, or, if few changed at all, everything as one group.

    Small groups are put together; if that is still small, the smallest of the others joins them. A group in which few
    families are, changed or not, is small too.
    """
    small = [group for group in groups if _is_telling(group)]
    if not small:
        return list(groups)
    large = [group for group in groups if not _is_telling(group)]
    rest = reduce(add, small)
    waiting = sorted(large, key=lambda group: (group.changed == 0, group.changed))
    while _is_telling(rest) and waiting:
        rest += waiting.pop(0)
    kept = [group for group in large if any(group is one for one in waiting)]
    return [*kept, replace(rest, label=TOGETHER, key="")]


def _is_telling(group: Group) -> bool:
    return is_small(group.changed) or is_small(group.families)
