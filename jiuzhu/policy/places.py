"""A population of several places: each region and area under its own law, the results in the order of the population."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.columns import empty, run
from jiuzhu.policy.engine.population import Column, OpenNumberError, Population
from jiuzhu.policy.programmes import library_of, plan_for

Place = tuple[str, str]
"""A region's code and an area, urban or rural."""


@dataclass(frozen=True, slots=True)
class Everywhere:
    """The goals of every row, and the goals that the law of a place does not have on that day: there they are 0 or no."""

    columns: Mapping[str, Column]
    left_out: Mapping[Place, tuple[str, ...]]


def run_everywhere(
    edition: Edition,
    population: Population,
    places: Sequence[Place],
    place_of: Column,
    day: int,
    rulings: Mapping[str, int],
    goals: Collection[str],
) -> Everywhere:
    """The values of `goals` for families of many places; `place_of` is for each household its number in `places`.

    Households sorted by place are computed where they lie, others are copied place by place.
    Raises OpenNumberError, which names the place, and BadColumnError.
    """
    library = library_of(edition)
    found = {goal: empty(library, population, goal) for goal in goals}
    left_out: dict[Place, tuple[str, ...]] = {}
    for number, rows, part in population.by_key(place_of):
        place = places[number]
        plan = plan_for(edition, *place, day)
        here = [goal for goal in goals if goal in plan.by_name]
        missing = tuple(goal for goal in goals if goal not in plan.by_name)
        try:
            columns = run(plan, part, day, rulings, here)
        except OpenNumberError as error:
            raise OpenNumberError(f"{place[0]} {place[1]}：{error}") from error
        for goal in here:
            found[goal][rows[library.entity(goal)]] = columns[goal]
        for goal in missing:
            found[goal][rows[library.entity(goal)]] = 0
        left_out |= {place: missing} if missing else {}
    return Everywhere(found, left_out)
