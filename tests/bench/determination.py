"""One determination of every programme with its full explanation, for families of two and three."""

from collections.abc import Iterator
from itertools import cycle
from statistics import median

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.family import read
from tests.bench.measure import Measure, quietest, run

CHILDREN = (0, 1)


def family(children: int) -> str:
    """A widow of 71 with an able son, and so many grandchildren at school."""
    grandchildren = "".join(
        f"  - {{id: c{n}, relation: grandchild, born: 201{n}-09-01, sex: male, study: compulsory}}\n"
        for n in range(children)
    )
    return (
        'region: "500110"\narea: urban\ndate: 2025-08-01\nassume: complete\nmembers:\n'
        "  - {id: a, relation: self, born: 1954-03-02, sex: female, disability: [{kind: intellectual, grade: 3}]}\n"
        "  - {id: b, relation: child, born: 1980-03-02, sex: male, incomes: [{kind: wage, per_month: 1200}]}\n"
        f"{grandchildren}"
    )


def measures(small: bool) -> Iterator[Measure]:
    edition = shipped()
    families = cycle([read(family(children)) for children in CHILDREN])
    times = quietest(lambda: determine(next(families), edition), 500 if small else 5000)
    middle = median(times)
    yield Measure("determination, median CPU", middle, 1.5, "ms")
    yield Measure("determination, p99 / median", times[len(times) * 99 // 100] / middle, 5)


if __name__ == "__main__":
    run(measures)
