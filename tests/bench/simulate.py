"""A change of the law on a million persons, by the side of what it cannot do without: two batches and a scan of their columns.

Ratios are of CPU time in one process, the two sides alternating, medians of seven. Both must give the same sums.
`--small` is a tenth.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from jiuzhu.analysis.extract import Extract, read, write
from jiuzhu.analysis.kernel import Question, simulate
from jiuzhu.analysis.kinds import Turn
from jiuzhu.analysis.tables import lines, totals
from jiuzhu.demo.city import city
from jiuzhu.kernel.month import Month
from jiuzhu.policy.amend import Amendment, NumberChange, Source, amended
from jiuzhu.policy.batch import classify
from jiuzhu.policy.edition import Edition, shipped
from tests.bench.measure import Measure, run
from tests.bench.population import PERSONS, cpu, ratio
from tests.policy.test_readings import RULINGS

DAY = date(2027, 1, 1)
VILLAGES = [500110100001 + town * 1000 + village for town in range(21) for village in range(18)]
RAISED = Amendment(
    tuple(
        NumberChange("standard_fen", "500110", area, fen, DAY, Source("试算", "试算草案"))
        for area, fen in (("urban", 80_000), ("rural", 66_000))
    )
)


def measures(small: bool) -> Iterator[Measure]:
    size = PERSONS // 10 if small else PERSONS
    base, proposed = shipped(), amended(shipped(), RAISED)
    people = city(size, DAY, base.hash, VILLAGES)
    asked = Question(base, proposed, DAY, Month.of(DAY), Turn.NEXT, RULINGS)

    def whole() -> dict[str, object]:
        answer = simulate(people, asked)
        lines(people, answer)
        return totals(people, asked, answer)

    def least() -> tuple[int, int]:
        return batch(people, base), batch(people, proposed)

    told = whole()
    assert (told["before_fen"], told["after_fen"]) == least()
    yield Measure("simulation / two batches and a scan", ratio(whole, least), 2.5)
    yield Measure("of a million persons", cpu(whole) * PERSONS / size, 15, "s")
    with tempfile.TemporaryDirectory() as folder:
        name = write(people, Path(folder))
        yield Measure(
            "reading and checking a million", cpu(lambda: read(Path(folder), name)) * PERSONS / size, 10, "s"
        )


def batch(people: Extract, edition: Edition) -> int:
    """Everybody under one law, and every column of it read once."""
    keys, total = np.asarray(people.about["is_rural"], np.int64), 0
    for key, _, part in people.population.by_key(keys):
        found = classify(edition, part, "500110", ("urban", "rural")[key], DAY.toordinal(), RULINGS)
        total += int(found.monthly_fen.sum())
        for columns in part.columns.values():
            for column in columns.values():
                column.sum()
    return total


if __name__ == "__main__":
    run(measures)
