"""The law on a million persons: generated NumPy and the compiled loop by the side of NumPy written by hand, bounds, memory, scale.

Ratios are of CPU time in one process, the two sides alternating, medians of seven. Both sides must give the same figures.
`--small` is a tenth; `--large` computes ten million too.
"""

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from statistics import median

import numpy as np

from jiuzhu.demo.city import population
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine import boundcolumns, columns, compiled
from jiuzhu.policy.engine.boundcolumns import Bounds
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.population import Column, Population, needed_numbers
from jiuzhu.policy.facts import FACTS
from jiuzhu.policy.places import Place, run_everywhere
from jiuzhu.policy.programmes import plan_for, programmes_of
from tests.bench.byhand import GOALS, by_hand
from tests.bench.measure import Measure, run
from tests.policy.test_readings import RULINGS

PERSONS = 1_000_000
DAY = date(2025, 8, 1).toordinal()
AREAS: tuple[Place, ...] = (("500110", "urban"), ("500110", "rural"))
PLACES: tuple[Place, ...] = tuple(
    (region, area) for region in ("330108", "371003", "500110") for area in ("urban", "rural")
)
Results = Mapping[str, Column]


def measures(small: bool) -> Iterator[Measure]:
    size = PERSONS // 10 if small else PERSONS
    people = population(size, DAY)
    place_of = np.arange(people.size) * len(AREAS) // people.size
    generated, by_the_hand, looped = (
        lambda: by_columns(people, place_of),
        lambda: hand(people, place_of),
        lambda: loop(people),
    )
    same(generated(), by_the_hand())
    yield Measure("generated NumPy / by hand", ratio(generated, by_the_hand), 1.25)
    same(looped(), hand(people, place_of * 0))
    yield Measure("compiled loop / by hand", ratio(looped, by_the_hand), 0.5)
    yield Measure("memory above inputs and outputs", megabytes(generated), 100, "MB")
    gaps = with_gaps(people)
    yield Measure(
        "bounds / columns, every tenth fact missing",
        ratio(lambda: bounded(gaps), lambda: one_place(people)),
        8,
    )
    yield from whole_law(people, size)
    if "--large" in sys.argv[1:]:
        large = population(10 * size, DAY)
        yield Measure(
            "ten million / one million", ratio(lambda: one_place(large), lambda: one_place(people)), 12
        )


def by_columns(people: Population, place_of: Column) -> Results:
    return run_everywhere(shipped(), people, AREAS, place_of, DAY, RULINGS, GOALS).columns


def hand(people: Population, place_of: Column) -> Results:
    """What the engineer's text gives for each place."""
    parts = []
    for number, _, part in people.by_key(place_of):
        plan = plan_for(shipped(), *AREAS[number], DAY)
        parts.append(by_hand(part, DAY, needed_numbers(plan, plan.closure(GOALS), RULINGS)))
    return {goal: np.concatenate([part[goal] for part in parts]) for goal in GOALS}


def plan_of(place: Place = AREAS[0]) -> Plan:
    return plan_for(shipped(), *place, DAY)


def one_place(people: Population) -> Results:
    return columns.run(plan_of(), people, DAY, RULINGS, GOALS)


def loop(people: Population) -> Results:
    return compiled.run(plan_of(), people, DAY, RULINGS, GOALS, folder=LOOPS)


LOOPS = Path(tempfile.gettempdir()) / "jiuzhu-loops"
"""Where compiled loops stay until the rules change."""


def bounded(gaps: Bounds) -> object:
    return boundcolumns.run(plan_of(), gaps, DAY, RULINGS, GOALS)


def with_gaps(people: Population) -> Bounds:
    """Of every fact that the goals need, a tenth not known."""
    dice, least, most = np.random.default_rng(2), people, people
    for name in sorted({need for node in plan_of().closure(GOALS) for need, _ in node.needs} & FACTS.keys()):
        fact, column = FACTS[name], people.columns[FACTS[name].entity][name]
        missing, (low, high) = dice.random(len(column)) < 0.1, fact.widest
        wide = column.astype(np.int64) if high > np.iinfo(np.int32).max else column
        least = least.with_column(fact.entity, name, np.where(missing, low, wide))
        most = most.with_column(fact.entity, name, np.where(missing, high, wide))
    return Bounds(least, most, {})


def whole_law(people: Population, size: int) -> Iterator[Measure]:
    """Every programme of three regions, town and country."""
    place_of = np.arange(people.size) * len(PLACES) // people.size
    goals = dict.fromkeys(
        goal
        for region in dict.fromkeys(region for region, _ in PLACES)
        for programme in programmes_of(shipped(), region).values()
        for goal in programme.goals
        if goal in plan_of((region, "urban")).by_name
    )
    taken = cpu(lambda: run_everywhere(shipped(), people, PLACES, place_of, DAY, RULINGS, list(goals)))
    rules = len(plan_of().closure(tuple(goals)))
    yield Measure(f"the whole law, {rules} rules, six places, a million", taken * PERSONS / size, 15, "s")


def ratio(one: Callable[[], object], other: Callable[[], object]) -> float:
    """CPU of one ÷ CPU of the other, both done before once."""
    one(), other()
    pairs = [(cpu(one), cpu(other)) for _ in range(7)]
    return median(first for first, _ in pairs) / median(second for _, second in pairs)


def cpu(act: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    began = time.process_time()
    act()
    return time.process_time() - began


def megabytes(act: Callable[[], Results]) -> float:
    """The most memory in use while it runs, without what it returns."""
    tracemalloc.start()
    try:
        kept = act()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return (most - sum(column.nbytes for column in kept.values())) / 1e6


def same(one: Results, other: Results) -> None:
    """Both give the same figures, in the same order."""
    for goal in GOALS:
        weights = np.arange(1, len(one[goal]) + 1)
        assert len(one[goal]) == len(other[goal]), goal
        assert int((one[goal] * weights).sum()) == int((other[goal] * weights).sum()), goal


if __name__ == "__main__":
    LOOPS.mkdir(exist_ok=True)
    run(measures)
