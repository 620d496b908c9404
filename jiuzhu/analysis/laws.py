"""What a law of a day gives every family of an extract; the same text is computed once, whichever edition it stands in."""

import ast
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jiuzhu.analysis.extract import Extract
from jiuzhu.analysis.kinds import Served
from jiuzhu.policy.batch import NOTHING, Classified
from jiuzhu.policy.determine import HOUSEHOLD_ORDER, MEMBER_ORDER
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.library import region_of
from jiuzhu.policy.engine.numbers import NATION, region_chain
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.population import Column, Population
from jiuzhu.policy.engine.vector import any_of
from jiuzhu.policy.programmes import library_of, plan_for, programmes_of
from jiuzhu.policy.unsettled import classify_settled

_AREAS = ("urban", "rural")
_OF_HOUSEHOLDS = (Served.DIBAO, Served.DIBIAN, Served.GANGXING)
"""By the place in `HOUSEHOLD_ORDER`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """For each family what it is served with (a number of `Served`), 分 a month, whether there is no answer, and
    for each open number whom it keeps from one."""

    served: Column
    fen: Column
    open_: Column
    waiting: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class _Group:
    """Families under one text: those of a place, an area and a set of rulings."""

    region: str
    area: str
    rulings: Mapping[str, int]
    rows: slice | Column
    population: Population


class Laws:
    """The families of an extract under the laws of some editions. People are as old as on the day `on`."""

    def __init__(
        self, extract: Extract, on: int, assumed: Mapping[str, int], editions: Sequence[Edition]
    ) -> None:
        self.size, self.on = extract.size, on
        self.editions = editions
        self.groups = _groups(extract, assumed, {region_of(path) for one in editions for path in one.texts})
        self._texts: dict[tuple[str, int, str, str], str] = {}
        self._found: dict[tuple[int, str], Outcome] = {}
        self._whole: dict[tuple[str, ...], Outcome] = {}

    def days_of_change(self, first: int, last: int) -> list[int]:
        """The days after `first`, up to `last`, on which a law of any of these places changes."""
        days: set[int] = set()
        for region in {group.region for group in self.groups}:
            for edition in self.editions:
                days.update(library_of(edition).days_of_change(region))
        return sorted(day for day in days if first < day <= last)

    def agree(self, one: Edition, other: Edition, day: int) -> bool:
        """Whether two editions say the same of every place on a day."""
        return self._key(one, day) == self._key(other, day)

    def outcome(self, edition: Edition, day: int) -> Outcome:
        """What everybody gets under the law of a day."""
        key = self._key(edition, day)
        if key not in self._whole:
            self._whole[key] = self._compute(edition, day, key)
        return self._whole[key]

    def _key(self, edition: Edition, day: int) -> tuple[str, ...]:
        return tuple(self._text(edition, day, group) for group in self.groups)

    def _text(self, edition: Edition, day: int, group: _Group) -> str:
        key = (edition.hash, day, group.region, group.area)
        if key not in self._texts:
            self._texts[key] = text_of(edition, group.region, group.area, day)
        return self._texts[key]

    def _compute(self, edition: Edition, day: int, key: tuple[str, ...]) -> Outcome:
        served, fen = np.zeros(self.size, np.int8), np.zeros(self.size, np.int64)
        open_ = np.zeros(self.size, bool)
        waiting: dict[str, Column] = {}
        for number, (group, text) in enumerate(zip(self.groups, key, strict=True)):
            if (number, text) not in self._found:
                self._found[number, text] = self._of_group(edition, day, group)
            part = self._found[number, text]
            served[group.rows], fen[group.rows], open_[group.rows] = part.served, part.fen, part.open_
            for name, marks in part.waiting.items():
                waiting.setdefault(name, np.zeros(self.size, bool))[group.rows] = marks
        return Outcome(served, fen, open_, waiting)

    def _of_group(self, edition: Edition, day: int, group: _Group) -> Outcome:
        found = classify_settled(
            edition, group.population, group.region, group.area, self.on, group.rulings, day
        )
        served = _served(group.population, found.classified)
        return Outcome(served, found.classified.monthly_fen, found.open_, found.by_number)


def text_of(edition: Edition, region: str, area: str, day: int) -> str:
    """A digest of everything that an edition says of a place on a day."""
    plan = plan_for(edition, region, area, day)
    if "text" not in plan.kept:
        said = repr((_rules(plan), _numbers(plan), programmes_of(edition, region)))
        plan.keep("text", hashlib.sha256(said.encode()).hexdigest())
    found: str = plan.kept["text"]
    return found


def _rules(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (
            node.name,
            node.version.kind,
            node.version.needs,
            sorted(node.version.words.items()),
            None if node.version.expression is None else ast.dump(node.version.expression),
        )
        for node in sorted(plan.nodes, key=lambda node: node.name)
    ]


def _numbers(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (name, None if entry is None else (entry.value, entry.between))
        for name, (_, entry) in sorted(plan.numbers.items())
    ]


def _served(population: Population, found: Classified) -> Column:
    """The programme of the household, else that of its members."""
    edges = population.edges_of("person")
    has_tekun = any_of(edges, found.member == MEMBER_ORDER.index("tekun"))
    has_single = any_of(edges, found.member == MEMBER_ORDER.index("single_person"))
    served = np.select([has_single, has_tekun], [Served.SINGLE, Served.TEKUN], Served.NOTHING).astype(np.int8)
    for place, programme in enumerate(_OF_HOUSEHOLDS):
        served[(found.household == place) & ~has_single] = programme
    served[(found.household == HOUSEHOLD_ORDER.index("dibao")) & has_tekun] = Served.DIBAO_TEKUN
    served[(found.household == NOTHING) & ~has_single & has_tekun] = Served.TEKUN
    return served


def _groups(extract: Extract, assumed: Mapping[str, int], folders: set[str]) -> list[_Group]:
    """Families by place, area and own rulings; where a number was decided for a family, nothing is assumed."""
    villages, village_of = np.unique(extract.about["village"], return_inverse=True)
    chains = [region_chain(str(village)) for village in villages]
    places = [next((code for code in chain if code in folders), NATION) for chain in chains]
    regions = sorted(set(places))
    place_of = np.array([regions.index(place) for place in places], np.int64)[village_of]
    keys = (place_of * 2 + extract.about["is_rural"]) * len(extract.rulings) + extract.about["rulings"]
    groups = []
    for key, rows, population in extract.population.by_key(keys):
        place, own = divmod(key, len(extract.rulings))
        region, area = divmod(place, 2)
        rulings = {**assumed, **extract.rulings[own]}
        groups.append(_Group(regions[region], _AREAS[area], rulings, rows["household"], population))
    return groups
