"""One determination of every programme with its full explanation, for families of two and three; the plan of a new date."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from statistics import median

from jiuzhu.policy import programmes
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.columns import prepared
from jiuzhu.policy.family import Family, flatten, read
from jiuzhu.policy.programmes import library_of, plan_for
from tests.bench.measure import Measure, quietest, run
from tests.policy.test_readings import RULINGS

CHILDREN = (0, 1)


def family(children: int, wanted: str = "") -> str:
    """A widow of 71 with an able son, and so many grandchildren at school; `wanted` asks for some programmes only."""
    grandchildren = "".join(
        f"  - {{id: c{n}, relation: grandchild, born: 201{n}-09-01, sex: male, study: compulsory}}\n"
        for n in range(children)
    )
    return (
        'region: "500110"\narea: urban\ndate: 2025-08-01\nassume: complete\nmembers:\n'
        "  - {id: a, relation: self, born: 1954-03-02, sex: female, disability: [{kind: intellectual, grade: 3}]}\n"
        "  - {id: b, relation: child, born: 1980-03-02, sex: male, incomes: [{kind: wage, per_month: 1200}]}\n"
        f"{grandchildren}{wanted}"
    )


def measures(small: bool) -> Iterator[Measure]:
    edition = shipped()
    repeat, batches = (1000, 10) if small else (5000, 25)
    told = [read(family(children)) for children in CHILDREN]
    families = cycle(told)
    times = quietest(lambda: determine(next(families), edition), repeat, batches)
    middle = median(times)
    yield Measure("determination, median CPU", middle, 6, "ms")
    yield Measure("determination, p99 / median", times[(len(times) * 99 - 1) // 100] / middle, 5)
    asked = cycle([read(family(children, "programmes: [dibao]\n")) for children in CHILDREN])
    alone = quietest(lambda: determine(next(asked), edition), repeat, batches)
    yield Measure("determination of 低保 alone, median CPU", median(alone), 1.5, "ms")
    evaluated = sum(map(rules, told)) / len(told)
    yield Measure(f"determination, each of {evaluated:.0f} values", middle * 1000 / evaluated, 15, "µs")
    days = cycle(
        day for day in library_of(edition).days_of_change("500110") if day > date(2021, 7, 1).toordinal()
    )
    yield Measure(
        "plan of a new date, written as columns", median(quietest(lambda: planned(next(days)), 50)), 100, "ms"
    )


def rules(told: Family) -> int:
    """How many values a determination of this family computes: each rule for each of its rows."""
    plan = plan_for(shipped(), told.region, told.area, told.day.toordinal())
    values = call(plan, flatten(told), told.day.toordinal(), {})
    return sum(len(values.scopes[node.version.entity]) for node in plan.nodes)


def planned(day: int) -> None:
    """Everything a region has on a day, as if asked for the first time."""
    programmes._plan.cache_clear()
    plan = plan_for(shipped(), "500110", "urban", day)
    prepared(plan, day, RULINGS, [node.name for node in plan.nodes])


if __name__ == "__main__":
    run(measures)
