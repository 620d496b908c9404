"""The towns of a county as tiles: who gains and who loses where. Open data hold no boundaries of towns, so it is no map of the ground.

Tiles stand in the order of the towns' codes. A town told only together with others is drawn blank, like one without anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiuzhu.analysis.cells import Group
from jiuzhu.web.desk.simulations_shown import Shown, brief

COLUMNS = 4
WIDTH, HEIGHT, GAP = 92, 66, 6
STILL = ("没有变化",)
MOST = 60
"""More places than this are no picture."""


@dataclass(frozen=True)
class Tile:
    """One town. `tone` is more, much_more, less, much_less, same or blank; `lines` are written below its name."""

    key: str
    name: str
    x: int
    y: int
    tone: str
    lines: tuple[str, ...]

    @property
    def said(self) -> str:
        return "，".join((self.name, *self.lines)) if self.lines else f"{self.name}，没有单列"

    @property
    def leads(self) -> bool:
        """Whether there are families behind it to be listed."""
        return bool(self.lines) and self.lines != STILL


@dataclass(frozen=True)
class TownMap:
    """Tiles in a frame of `width` × `height`; `finding` is what a reader should take away."""

    tiles: Sequence[Tile]
    width: int
    height: int
    finding: str


def town_map(shown: Shown, towns: Mapping[str, str]) -> TownMap | None:
    """The towns of a county ({code: name}, in the order of their codes) with what is told of each; None where no town is told alone."""
    groups = {group.key: group for group in shown.towns if group.key}
    places = dict(towns) | {key: group.label for key, group in groups.items() if key not in towns}
    if not groups or len(places) > MOST:
        return None
    most = max(abs(group.difference_fen) for group in groups.values())
    tiles = [
        _tile(index, key, name, groups.get(key), shown.town_fates.get(key), most)
        for index, (key, name) in enumerate(sorted(places.items()))
    ]
    rows = -(-len(tiles) // COLUMNS)
    columns = min(COLUMNS, len(tiles))
    width, height = columns * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP
    return TownMap(tiles, width, height, _finding(list(groups.values())))


def _tile(
    index: int, key: str, name: str, group: Group | None, fates: tuple[int, int] | None, most: int
) -> Tile:
    x, y = index % COLUMNS * (WIDTH + GAP), index // COLUMNS * (HEIGHT + GAP)
    if group is None:
        return Tile(key, name, x, y, "blank", ())
    if not group.changed:
        return Tile(key, name, x, y, "same", STILL)
    less, more = fates or (0, 0)
    who = f"增 {more:,} 减 {less:,}" if fates else f"{group.changed:,} 户有变化"
    return Tile(
        key, name, x, y, _tone(group.difference_fen, most), (who, f"{brief(group.difference_fen)} 元/月")
    )


def _tone(fen: int, most: int) -> str:
    if not fen:
        return "same"
    return ("much_" if abs(fen) * 2 >= most else "") + ("more" if fen > 0 else "less")


def _finding(groups: Sequence[Group]) -> str:
    more, less = (sum(sign * group.difference_fen > 0 for group in groups) for sign in (1, -1))
    least = min(groups, key=lambda group: group.difference_fen)
    top = max(groups, key=lambda group: group.difference_fen)
    parts = [f"{more} 个镇街每月多发"] if more else []
    parts += [f"{less} 个少发"] if less else []
    if less:
        parts.append(f"少得最多的是{least.label}")
    elif more:
        parts.append(f"最多的是{top.label}")
    return "，".join(parts) or "各镇街发的钱都不变"
