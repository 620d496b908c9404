"""What one officer may read of a simulation: everything of the families they are in charge of, no few of any others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from jiuzhu.analysis.cells import Group, is_small, merged
from jiuzhu.analysis.kinds import LESS, MORE, Fate
from jiuzhu.kernel.month import Month
from jiuzhu.org.queries import region_names
from jiuzhu.web.ui.formats import money, money_signed

CHANGING = (*LESS, Fate.MOVES, *MORE)
TOWN_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Row:
    """How many families one fate has, and 分 a month of them all. `kind` leads to their list; "" to none."""

    label: str
    families: int
    fen: int
    kind: str

    @property
    def average_fen(self) -> int:
        """分 a month of one family, rounded toward zero."""
        return int(self.fen / self.families) if self.families else 0


@dataclass(frozen=True)
class Shown:
    """A simulation as it may be told. `is_too_few`: so few families change that nothing of them is told.

    `families` counts no more than may be told: those of a small rest are in no number, so that no total gives them back.
    """

    is_in_charge: bool
    is_too_few: bool
    fates: Sequence[Row]
    open_: Row
    same: Row | None
    towns: Sequence[Group]
    classes: Sequence[Group]
    programmes: Sequence[Group]
    bins: Sequence[tuple[str, int]]
    families: int
    totals: Mapping[str, Any]
    town_fates: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """(less, more) of each town, where no number of any town tells of few; else nothing."""

    @classmethod
    def of(cls, totals: Mapping[str, Any], is_in_charge: bool) -> "Shown":
        """Whether whoever reads works with these families decides how small a number may be."""
        rows = {Fate[name]: Row(Fate[name].label, n, fen, name.lower()) for name, n, fen in totals["fates"]}
        changing = [rows[fate] for fate in CHANGING]
        changed = sum(row.families for row in changing)
        is_too_few = not is_in_charge and is_small(changed)
        if not is_in_charge and any(is_small(row.families) for row in changing):
            changing = [Row("有变化（合并）", changed, sum(row.fen for row in changing), "")]
        hides_open = not is_in_charge and is_small(rows[Fate.OPEN].families)
        known = changed + rows[Fate.SAME].families
        has_few_same = not is_in_charge and is_small(rows[Fate.SAME].families)

        def tell(key: str, names: Mapping[str, str]) -> list[Group]:
            if is_too_few:
                return []
            groups = _groups(totals[key], names)
            if has_few_same:
                groups = [replace(group, families=group.changed) for group in groups]
            return groups if is_in_charge else merged(groups)

        return cls(
            is_in_charge,
            is_too_few,
            [] if is_too_few else changing,
            rows[Fate.OPEN],
            None if has_few_same else rows[Fate.SAME],
            tell("towns", _town_names(totals["towns"])),
            tell("classes", {"": "没有分类", **{one: f"{one} 类" for one in "ABC"}}),
            tell("programmes", {}),
            _bins(totals["bins"], is_in_charge),
            changed if has_few_same else known if hides_open else totals["families"],
            totals,
            {} if is_too_few or has_few_same else _town_fates(totals, is_in_charge),
        )

    @property
    def less(self) -> int | None:
        """Families that get less or leave; None where that is not told."""
        return self._of(LESS)

    @property
    def more(self) -> int | None:
        return self._of(MORE)

    def _of(self, fates: Sequence[Fate]) -> int | None:
        named = {row.kind: row for row in self.fates}
        if not all(fate.name.lower() in named for fate in fates):
            return None
        return sum(named[fate.name.lower()].families for fate in fates)

    @property
    def months(self) -> list[tuple[str, int, int, int]]:
        """(month, before, after, difference) of the coming twelve."""
        return [(month, before, after, after - before) for month, before, after in self.totals["months"]]

    @property
    def year_fen(self) -> int:
        """What twelve months cost more, what is owed for months that are over included."""
        told = self.totals
        return int(told["year_after_fen"] + told["owed_fen"] - told["year_before_fen"])

    @property
    def regular_fen(self) -> int:
        """What twelve months cost more, without what is owed for earlier ones."""
        return int(self.totals["year_after_fen"] - self.totals["year_before_fen"])

    @property
    def after_fen(self) -> int:
        """What twelve months cost under the change, with what is owed for earlier ones."""
        return int(self.totals["year_after_fen"] + self.totals["owed_fen"])

    @property
    def tells_paid(self) -> bool:
        """Whether it may be told how many families are paid something else than the law gives."""
        return self.is_in_charge or not is_small(self.totals["paid"]["differ"])

    @property
    def month_fen(self) -> int:
        return int(self.totals["after_fen"] - self.totals["before_fen"])

    @property
    def waiting(self) -> list[tuple[str, str, str]]:
        """(name, label, how many families) of each open number."""
        told = ((name, label, n) for name, _, label, n in self.totals["waiting"])
        return [
            (name, label, "少于 5" if is_small(n) and not self.is_in_charge else f"{n:,}")
            for name, label, n in told
        ]

    @property
    def since(self) -> date | None:
        return date.fromisoformat(self.totals["since"]) if self.totals["since"] else None


def headline(shown: Shown) -> str:
    """The answer in one sentence."""
    if shown.is_too_few:
        return "有变化的不到 5 户，不单列"
    if not any(row.families for row in shown.fates):
        return "没有一户有变化" if not shown.year_fen else f"当天没有一户有变化，{money_told(shown.year_fen)}"
    money = money_told(shown.year_fen)
    if shown.less is None or shown.more is None:
        return f"{shown.fates[0].families:,} 户有变化，{money}"
    return f"{shown.less:,} 户减少，{shown.more:,} 户增加，{money}"


def money_told(fen: int) -> str:
    """一年多花 1,678,000.00 元."""
    return f"一年{'多' if fen >= 0 else '少'}花 {money(abs(fen))} 元"


def first_month(totals: Mapping[str, Any]) -> Month:
    return Month.parse(totals["months"][0][0])


def _groups(rows: Sequence[Sequence[Any]], names: Mapping[str, str]) -> list[Group]:
    found = [
        Group(names.get(key, key), changed, n, before, after, key) for key, n, changed, before, after in rows
    ]
    return sorted(found, key=lambda group: (-abs(group.difference_fen), group.label))


def _town_fates(totals: Mapping[str, Any], is_in_charge: bool) -> dict[str, tuple[int, int]]:
    """What is told of one town is told of all: the last would follow from the others."""
    fates = {key: (less, more) for key, less, more in totals.get("town_fates", ())}
    for key, families, changed, *_ in () if is_in_charge else totals["towns"]:
        less, more = fates.get(key, (0, 0))
        if any(
            is_small(n) for n in (less, more, changed, changed - less - more, families - changed, families)
        ):
            return {}
    return fates


def brief(fen: int) -> str:
    """Signed yuan without fen that are none, in tens of thousands where there are many: +1,200, −3.4 万."""
    if abs(fen) >= 10**7:
        return f"{fen / 10**6:+,.1f} 万".replace("-", "−")
    return money_signed(fen).removesuffix(".00")


def _town_names(rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    return region_names(row[0] for row in rows)


def _bins(rows: Sequence[tuple[str, int]], is_in_charge: bool) -> list[tuple[str, int]]:
    """From the most that is lost to the most that is won, empty ends left out; nothing where a bar would tell of few."""
    if not is_in_charge and any(is_small(n) for _, n in rows):
        return []
    filled = [index for index, (_, n) in enumerate(rows) if n]
    return [(label, n) for label, n in rows[filled[0] : filled[-1] + 1]] if filled else []
