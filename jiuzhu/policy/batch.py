"""A population in, what one pass would grant each household out: `determine` in columns, without words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from jiuzhu.policy.determine import HOUSEHOLD_ORDER, MEMBER_ORDER
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.call import numbers
from jiuzhu.policy.engine.columns import run
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.population import Column, Population
from jiuzhu.policy.engine.values import Unknown
from jiuzhu.policy.engine.vector import any_of, owners, total
from jiuzhu.policy.programmes import Part, Programme, plan_for, programmes_of

NOTHING = -1
"""The place in `HOUSEHOLD_ORDER` of a household that gets no programme."""


@dataclass(frozen=True, slots=True)
class Classified:
    """For each household: the place in `HOUSEHOLD_ORDER` of its programme (or NOTHING), 分 a month in all, and of it
    the 分 of members who are served alone (特困, 单人保); for each person the place in `MEMBER_ORDER` or NOTHING.

    `left_out` names the programmes that cannot be computed, and the open numbers that keep them from it (none: no text
    is in force); nobody gets a household's programme that comes after one of them.
    """

    household: Column
    member: Column
    monthly_fen: Column
    alone_fen: Column
    left_out: Mapping[str, tuple[str, ...]]


def classify(
    edition: Edition,
    population: Population,
    region: str,
    area: str,
    day: int,
    rulings: Mapping[str, int],
    law_day: int | None = None,
) -> Classified:
    """What one pass (特困 → 低保 → 边缘 with 单人保 → 刚性支出) grants everybody on a day number.

    All households are of one region and area. `rulings` assumes values for numbers that the law leaves open; a programme
    with an open number and no assumption is left out and said so. With `law_day` people are as old as on `day`, and the
    law is that of another day. Raises BadColumnError for columns that do not fit.
    """
    plan = plan_for(edition, region, area, day if law_day is None else law_day)
    wanted = programmes_of(edition, region)
    left_out = {
        name: found
        for name in (*MEMBER_ORDER, *HOUSEHOLD_ORDER)
        if (found := _open(plan, wanted.get(name), rulings)) is not None
    }
    able = {name: programme for name, programme in wanted.items() if name not in left_out}
    pass_ = _Pass(plan, population, day, rulings)
    households, edges = population.size, population.edges_of("person")
    counted = pass_.person("counts_as_member") if "counts_as_member" in plan.by_name else pass_.nobody
    apart, apart_fen = pass_.nobody, np.zeros(households, np.int64)
    if "tekun" in able:
        apart, apart_fen = pass_.members(able["tekun"])
    everybody = ~any_of(edges, counted & ~apart) & any_of(edges, apart)
    rest = pass_.without(apart & ~everybody[pass_.owner])
    household = np.full(households, NOTHING, np.int64)
    fen = np.zeros(households, np.int64)
    for index, name in enumerate(HOUSEHOLD_ORDER):
        if name not in able:
            break
        qualifies, monthly = rest.family(able[name])
        takes = qualifies & (household == NOTHING)
        if "tekun" in able[name].yields_to:
            takes &= ~everybody
        household[takes], fen[takes] = index, monthly[takes]
    member = np.where(apart, MEMBER_ORDER.index("tekun"), NOTHING)
    alone_fen = apart_fen
    if "single_person" in able:
        single, single_fen = rest.members(able["single_person"])
        programme = able["single_person"]
        barred = np.isin(
            household, [HOUSEHOLD_ORDER.index(n) for n in programme.yields_to if n in HOUSEHOLD_ORDER]
        )
        barred |= everybody if "tekun" in programme.yields_to else False
        takes = single & (member == NOTHING) & ~barred[pass_.owner]
        member = np.where(takes, MEMBER_ORDER.index("single_person"), member)
        served = ~barred & any_of(edges, takes)
        alone_fen = alone_fen + np.where(served, single_fen, 0)
    return Classified(household, member, fen + alone_fen, alone_fen, left_out)


def _open(plan: Plan, programme: Programme | None, rulings: Mapping[str, int]) -> tuple[str, ...] | None:
    """None when a programme can be computed; else the open numbers (by name) that keep it from it."""
    if programme is None or programme.qualifies in plan.missing:
        return ()
    needed = {name for node in plan.closure(programme.goals) for name, _ in node.needs}
    found = numbers(plan, rulings)
    missing = sorted(name for name in needed & found.keys() if isinstance(found[name], Unknown))
    return tuple(missing) or None


class _Pass:
    """One pass over a population under one plan."""

    def __init__(self, plan: Plan, population: Population, day: int, rulings: Mapping[str, int]) -> None:
        self.plan, self.population, self.day, self.rulings = plan, population, day, rulings
        self.edges = population.edges_of("person")
        self.owner = owners(self.edges)
        self.nobody = np.zeros(population.length("person"), bool)

    def without(self, apart: Column) -> "_Pass":
        """The same people, those `apart` already cared for on their own."""
        if not apart.any():
            return self
        return _Pass(
            self.plan, self.population.with_column("person", "in_tekun", apart), self.day, self.rulings
        )

    def run(self, goals: Collection[str]) -> dict[str, Column]:
        return run(self.plan, self.population, self.day, self.rulings, goals)

    def person(self, name: str) -> Column:
        return self.run([name])[name]

    def family(self, programme: Programme) -> tuple[Column, Column]:
        """Whether each household qualifies, and its 分 a month."""
        found = self.run(_goals(programme, "in_family"))
        return found[programme.qualifies], self._fen(programme, found, found["in_family"])

    def members(self, programme: Programme) -> tuple[Column, Column]:
        """Whether each person qualifies, and the 分 a month of all who do in each household."""
        found = self.run(_goals(programme, programme.qualifies))
        return found[programme.qualifies], self._fen(programme, found, found[programme.qualifies])

    def _fen(self, programme: Programme, found: Mapping[str, Column], who: Column) -> Column:
        fen = np.zeros(self.population.size, np.int64)
        for part in programme.parts:
            for name in _paid(part):
                own = self.plan.library.entity(name) == "household"
                fen += found[name] if own else total(self.edges, found[name], who)
        return fen


def _paid(part: Part) -> tuple[str, ...]:
    if part.value is not None:
        return (part.value,)
    return (part.pick,) if part.pick is not None else tuple(part.kinds.values())


def _goals(programme: Programme, who: str) -> tuple[str, ...]:
    paid = [name for part in programme.parts for name in _paid(part)]
    return tuple(dict.fromkeys([programme.qualifies, who, *paid]))
