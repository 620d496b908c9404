"""Which households cannot be answered while a number is open, and which number keeps each of them from it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from jiuzhu.policy.batch import Classified, classify
from jiuzhu.policy.determine import HOUSEHOLD_ORDER, MEMBER_ORDER
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine import boundcolumns
from jiuzhu.policy.engine.boundcolumns import Bounds
from jiuzhu.policy.engine.call import numbers
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.population import Column, Population
from jiuzhu.policy.engine.values import Unknown
from jiuzhu.policy.engine.vector import any_of, owners
from jiuzhu.policy.programmes import Programme, plan_for, programmes_of

Pairs = Mapping[str, tuple[Column, Column]]


@dataclass(frozen=True, slots=True)
class Settled:
    """What every household gets that has an answer whatever the open numbers are, and who has none.

    `open_` marks the households without an answer: what `classified` says of them means nothing. `by_number` says for
    each open number (by name) which of them it keeps from one while the others are at one end; where none does, all do.
    """

    classified: Classified
    open_: Column
    by_number: Mapping[str, Column]


def classify_settled(
    edition: Edition,
    population: Population,
    region: str,
    area: str,
    day: int,
    rulings: Mapping[str, int],
    law_day: int | None = None,
) -> Settled:
    """`classify`, household by household as far as the law and the assumed rulings settle it. No number is guessed."""
    plan = plan_for(edition, region, area, day if law_day is None else law_day)
    held = programmes_of(edition, region)
    open_numbers = _open_numbers(plan, held.values(), rulings)
    least = {name: value.low for name, value in open_numbers.items()}
    found = classify(edition, population, region, area, day, {**least, **rulings}, law_day)
    if not least:
        return Settled(found, np.zeros(population.size, bool), {})
    open_ = _Leeway(plan, held, population, found.member, day, rulings, {}).open_households()
    by_number = {name: np.zeros(population.size, bool) for name in least}
    unnamed = open_.copy()
    for ends in (least, {name: value.high for name, value in open_numbers.items()}):
        rows = np.flatnonzero(unnamed)
        places, few = population.those(rows)
        for name, marks in by_number.items():
            others = {other: (value, value) for other, value in ends.items() if other != name}
            member = found.member[places["person"]]
            marks[rows] = _Leeway(plan, held, few, member, day, rulings, others).open_households()
            unnamed &= ~marks
    return Settled(found, open_, {name: marks | unnamed for name, marks in by_number.items()})


def _open_numbers(
    plan: Plan, programmes: Iterable[Programme], rulings: Mapping[str, int]
) -> dict[str, Unknown]:
    """The open numbers that a pass needs."""
    goals = {"counts_as_member", "in_family"}
    for programme in programmes:
        if programme.name in (*MEMBER_ORDER, *HOUSEHOLD_ORDER):
            goals |= {programme.qualifies, *(goal for part in programme.parts for goal in part.goals)}
    wanted = tuple(sorted(goals & plan.by_name.keys()))
    needed = {name for node in plan.closure(wanted) for name, _ in node.needs}
    found = numbers(plan, rulings)
    return {
        name: value for name, value in sorted(found.items()) if name in needed and isinstance(value, Unknown)
    }


class _Leeway:
    """One pass in bounds: where the least and the most that can follow are not the same."""

    def __init__(
        self,
        plan: Plan,
        held: Mapping[str, Programme],
        population: Population,
        member: Column,
        day: int,
        rulings: Mapping[str, int],
        leeway: Mapping[str, tuple[int, int]],
    ) -> None:
        self.plan, self.population, self.day = plan, population, day
        self.rulings, self.leeway = rulings, leeway
        self.held = {n: p for n, p in held.items() if p.qualifies in plan.by_name}
        self.edges = population.edges_of("person")
        self.owner = owners(self.edges)
        self.apart = member == MEMBER_ORDER.index("tekun")
        self.open_ = np.zeros(population.size, bool)

    def open_households(self) -> Column:
        if not self.population.size:
            return self.open_
        everybody = self._tekun()
        rest = self.population.with_column("person", "in_tekun", self.apart & ~everybody[self.owner])
        programmes = [self.held[name] for name in (*HOUSEHOLD_ORDER, "single_person") if name in self.held]
        pairs = self._run(rest, programmes)
        taken = self._families(pairs, everybody)
        self._single(pairs, taken)
        return self.open_

    def _tekun(self) -> Column:
        """Marks those whose 特困 members are open; returns the households in which every member is one."""
        tekun = [self.held["tekun"]] if "tekun" in self.held else []
        pairs = self._run(self.population, tekun)
        nobody = np.zeros(len(self.owner), bool)
        surely, possibly = pairs.get("counts_as_member", (nobody, nobody))
        self._mark(self.owner, surely != possibly)
        for programme in tekun:
            sure, possible = pairs[programme.qualifies]
            self._mark(self.owner, sure != possible)
            self._mark_amounts(programme, pairs, sure)
        everybody: Column = ~any_of(self.edges, surely & ~self.apart) & any_of(self.edges, self.apart)
        return everybody

    def _families(self, pairs: Pairs, everybody: Column) -> Mapping[str, Column]:
        """In the order of classification; for each programme the households that surely take it."""
        waiting = np.ones(self.population.size, bool)
        taken = {}
        for name in HOUSEHOLD_ORDER:
            if name not in self.held:
                break
            programme = self.held[name]
            sure, possible = pairs[programme.qualifies]
            mine = waiting & ~everybody if "tekun" in programme.yields_to else waiting
            self.open_ |= mine & (sure != possible)
            taken[name] = mine & sure
            self._mark_amounts(programme, pairs, taken[name][self.owner])
            waiting = waiting & ~(mine & possible)
        taken["tekun"] = everybody
        return taken

    def _single(self, pairs: Pairs, taken: Mapping[str, Column]) -> None:
        if "single_person" not in self.held:
            return
        programme = self.held["single_person"]
        barred = np.zeros(self.population.size, bool)
        for other in programme.yields_to:
            barred = barred | taken.get(other, False)
        sure, possible = pairs[programme.qualifies]
        mine = ~self.apart & ~barred[self.owner]
        self._mark(self.owner, mine & (sure != possible))
        self._mark_amounts(programme, pairs, mine & sure)

    def _mark_amounts(self, programme: Programme, pairs: Pairs, who: Column) -> None:
        """Marks households where an amount of these persons is open, or who they are."""
        in_family = pairs["in_family"]
        for goal in _paid(programme):
            least, most = pairs[goal]
            if self.plan.library.entity(goal) == "household":
                self.open_ |= any_of(self.edges, who) & (least != most)
            else:
                whose = who if programme.covers_members else who & in_family[1]
                unsure = (least != most) | (in_family[0] != in_family[1])
                self._mark(self.owner, whose & unsure)

    def _mark(self, owner: Column, rows: Column) -> None:
        self.open_[owner[rows]] = True

    def _run(self, population: Population, programmes: Collection[Programme]) -> Pairs:
        goals = dict.fromkeys(["counts_as_member", "in_family"])
        for programme in programmes:
            goals |= dict.fromkeys([programme.qualifies, *_paid(programme)])
        wanted = [goal for goal in goals if goal in self.plan.by_name]
        both = Bounds(population, population, {})
        return boundcolumns.run(self.plan, both, self.day, self.rulings, wanted, self.leeway)


def _paid(programme: Programme) -> list[str]:
    """The values that are paid: of a group from which one is picked, that one."""
    names: list[str] = []
    for part in programme.parts:
        single = part.value or part.pick
        names += [single] if single else part.kinds.values()
    return names
