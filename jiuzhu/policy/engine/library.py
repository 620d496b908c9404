"""The whole law of an edition as one value, and the facts that it may ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jiuzhu.policy.engine.declare import EARLIEST, LATEST, Version
from jiuzhu.policy.engine.lists import OpenList
from jiuzhu.policy.engine.numbers import NATION, Number, region_chain
from jiuzhu.policy.engine.rows import HOUSEHOLD, lineage
from jiuzhu.policy.engine.values import LAST_DAY, WIDEST

BUSINESS_DAY = "date"
"""The one name every rule may ask for: the day of the determination, as a day number."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a family can tell. Words have options with their Chinese; `low`..`high` bound the rest when it is not known."""

    name: str
    entity: str
    kind: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)
    low: int = 0
    high: int = WIDEST

    @property
    def widest(self) -> tuple[int, int]:
        """The bounds of its value in a column; a word is the place among its options, a day a day number."""
        if self.options:
            return 0, len(self.options) - 1
        return (max(1, self.low), min(LAST_DAY, self.high)) if self.kind == "day" else (self.low, self.high)


@dataclass(frozen=True)
class Library:
    """Rules, numbers and sources of one edition."""

    versions: Mapping[str, tuple[Version, ...]]
    numbers: Mapping[str, Number]
    lists: Mapping[str, OpenList]
    sources: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Fact]
    ranges: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """What every rule lies in, whatever is given (`proof`)."""

    @cached_property
    def _days(self) -> Mapping[str, frozenset[int]]:
        """For each region, the day numbers on which something of its own begins, or has just ended."""
        spans = [(v.region, v.since, v.until) for group in self.versions.values() for v in group]
        spans += [(e.region, e.since, e.until) for number in self.numbers.values() for e in number.entries]
        spans += [(a.region, a.since, a.until) for one in self.lists.values() for a in one.additions]
        found: dict[str, set[int]] = {}
        for region, since, until in spans:
            found.setdefault(region, set()).update({since, until + 1} - {EARLIEST, LATEST + 1})
        return {region: frozenset(days) for region, days in found.items()}

    @cached_property
    def _days_in(self) -> dict[str, tuple[int, ...]]:
        return {}

    def days_of_change(self, region: str) -> tuple[int, ...]:
        """Every day number on which something begins, or has just ended, in a region or in what it lies in."""
        if region not in self._days_in:
            days = (self._days.get(code, frozenset()) for code in region_chain(region))
            self._days_in[region] = tuple(sorted(frozenset().union(*days)))
        return self._days_in[region]

    @cached_property
    def regions(self) -> frozenset[str]:
        """Every region that has a rule, a number or part of a list of its own."""
        found = {version.region for group in self.versions.values() for version in group}
        found |= {entry.region for number in self.numbers.values() for entry in number.entries}
        return frozenset(found | {part.region for one in self.lists.values() for part in one.additions})

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Every word that a fact can be, in Chinese."""
        return {word: label for fact in self.facts.values() for word, label in fact.options.items()}

    def spoken(self, members: Iterable[int | str]) -> str:
        """The members of a list in Chinese."""
        return "、".join(self.words.get(m, m) if isinstance(m, str) else str(m) for m in members)

    def entity(self, name: str) -> str:
        """Whose value it is (numbers and the business day belong to the household)."""
        if name in self.facts:
            return self.facts[name].entity
        return self.versions[name][0].entity if name in self.versions else HOUSEHOLD

    def is_yes_no(self, name: str) -> bool:
        """Whether a value is yes or no."""
        if name in self.facts:
            return self.facts[name].kind == "yes_no"
        return name in self.versions and self.versions[name][0].is_yes_no

    def levels_up(self, entity: str, need: str) -> int:
        """How far above a row of this entity the row is that has the value: 0 its own, 1 its owner's…; ValueError if not above."""
        return lineage(entity).index(self.entity(need))

    def is_known(self, name: str) -> bool:
        known = (self.facts, self.versions, self.numbers, self.lists, (BUSINESS_DAY,))
        return any(name in names for names in known)


def region_of(path: str) -> str:
    """The region of a law file, told by its first folder."""
    folder = path.split("/", maxsplit=1)[0]
    return NATION if folder == "nation" else folder
