"""Facts of everybody from a lake of whole registers, by the side of only reading their columns; what a delivery changes; one dossier.

Ratios are of CPU time (all threads) in one process, the two sides alternating, medians; the memory is that of a process of its own.
A million persons, about thirty million rows at every source of the catalogue; `--small` is a tenth, SCALE=city is 3.2 million.
"""

import os
import resource
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.catalogue.texts import shipped
from jiuzhu.catalogue.values import Fact
from jiuzhu.lake.compute.changes import changed
from jiuzhu.lake.compute.columns import Array, batches
from jiuzhu.lake.compute.dossier import Dossiers
from jiuzhu.lake.compute.facts import Facts, compute, needed, patch
from jiuzhu.lake.compute.filling import Column
from jiuzhu.lake.compute.items import items
from jiuzhu.lake.compute.refresh import refresh
from jiuzhu.lake.compute.runs import Run, State
from jiuzhu.lake.compute.serving import Serving
from jiuzhu.lake.compute.wanted import Unit, Wanted, facts
from jiuzhu.lake.layout import RN
from tests.bench.measure import Measure, cpu_ms, own_database, run
from tests.bench.population import cpu
from tests.lake.compute.city import city, sealed, with_changes

PERSONS, CITY = 1_000_000, 3_200_000
CHANGED = 0.005
ROUNDS = 3
DOSSIERS = 400
FIXED_S = 0.2
"""What bringing up to date may cost whoever it concerns."""


def measures(small: bool) -> Iterator[Measure]:
    size = (CITY if os.environ.get("SCALE") == "city" else PERSONS) // (10 if small else 1)
    with tempfile.TemporaryDirectory(prefix="jiuzhu-lake-") as folder:
        lake = Path(folder)
        now, tenth = (yield from generated(size, lake / "city")), city(shipped(), size // 10, lake / "tenth")
        full = yield from everybody(now, tenth)
        yield from delivery(now, lake, full)
        yield from dossiers(now, Serving(lake / "serving"))
        yield from at_rest(tenth, lake)


def generated(size: int, lake: Path) -> Generator[Measure, None, Run]:
    made: list[Run] = []
    seconds = cpu(lambda: made.append(city(shipped(), size, lake)))
    yield Measure("generating a million persons, CPU", seconds * PERSONS / size, 60, "s")
    rows = sum(pq.read_metadata(each.path).num_rows for each in made[0].snapshots.values())
    yield Measure(f"rows a person, of {len(made[0].snapshots)} sources", rows / size, 40)
    return made[0]


def everybody(now: Run, tenth: Run) -> Generator[Measure, None, float]:
    """All facts of all; then the items too, and of banks, payment and utilities those with a consent only. Returns the CPU of that."""
    all_asked = replace(now, asked={kind: np.ones(now.size, bool) for kind in now.asked})
    table = now.catalogue
    only = facts(table)
    floor, ours = paired(lambda: scan(all_asked, only), lambda: compute(all_asked, only))
    yield Measure("scan of the facts' columns, CPU", floor, 5 * now.size / PERSONS, "s")
    yield Measure(f"{len(only)} facts of everybody / scan", ours / floor, 5)
    floor, ours = paired(lambda: scan(now, every(now)), lambda: compute(now, every(now)))
    yield Measure("scan of all their columns, CPU", floor, 5 * now.size / PERSONS, "s")
    yield Measure(f"facts and {len(items(table))} items, with consents / scan", ours / floor, 8)
    fewer = median(cpu(lambda: compute(tenth, every(tenth))) for _ in range(ROUNDS))
    yield Measure("CPU a person / that in a tenth of the city", ours / now.size / (fewer / tenth.size), 1.3)
    yield Measure(
        "memory of a process that computes them all", peak(now), 2000 * max(1, now.size / PERSONS), "MB"
    )
    return ours


def delivery(now: Run, lake: Path, full: float) -> Iterator[Measure]:
    """One person in two hundred has other rows in a new delivery of the register that feeds most columns."""
    fed = Counter(code for each in every(now) for code in {source.code for source, _ in each.feeders})
    source = now.catalogue.sources[fed.most_common(1)[0][0]]
    old = now.snapshots[source.code]
    there = np.unique(pq.read_table(old.path, columns=[RN]).column(0).to_numpy())
    altered = np.sort(np.random.default_rng(3).choice(there, round(now.size * CHANGED), replace=False))
    new = with_changes(source, old, altered, lake / "city")
    assert np.array_equal(changed(old, new), altered)
    floor, ours = paired(lambda: [pq.read_table(each.path) for each in (old, new)], lambda: changed(old, new))
    yield Measure(f"finding {len(altered)} changed persons / two scans", ours / floor, 2)
    after = replace(now, snapshots={**now.snapshots, source.code: new})
    yield from brought_up_to_date(now, after, source.code, altered, Serving(lake / "serving"), full)


def brought_up_to_date(
    before: Run, now: Run, source: str, who: Array, serving: Serving, full: float
) -> Iterator[Measure]:
    wanted, known = every(now), compute(before, every(before))
    fed = [each for each in wanted if source in {feeder.code for feeder, _ in each.feeders}]
    patch(known, now, wanted, who, serving.reader(who))  # makes the serving copies
    some = median(cpu(lambda: patch(known, now, fed, who, serving.reader(who))) for _ in range(ROUNDS))
    limit = 3 * len(who) / now.size * full + FIXED_S
    yield Measure(f"the {len(fed)} columns it feeds, of them anew, CPU", some, limit, "s")
    some = median(cpu(lambda: patch(known, now, wanted, who, serving.reader(who))) for _ in range(ROUNDS))
    yield Measure(f"all {len(wanted)} columns of them anew, CPU", some, limit, "s")
    known = compute(before, wanted)
    whole = cpu(lambda: refresh(known, before, now, wanted, serving))
    yield Measure("a delivery found and brought up to date / full", whole / full, 0.3)
    assert equal(known, compute(now, wanted))


def dossiers(now: Run, serving: Serving, how: str = "", times_dearer: int = 1) -> Iterator[Measure]:
    """People at random; everybody's was read once before, so that no page of a file is read for the first time."""
    read = Dossiers(now, serving).read
    people = np.random.default_rng(4).integers(0, now.size, DOSSIERS).tolist()
    for rn in people:
        read(rn)
    asked = cycle(people)
    times = cpu_ms(lambda: read(next(asked)), DOSSIERS)
    yield Measure(f"one person's {how}dossier, p50 CPU", median(times), 3 * times_dearer, "ms")
    yield Measure(
        f"one person's {how}dossier, p95 CPU", times[len(times) * 95 // 100], 15 * times_dearer, "ms"
    )


def at_rest(plain: Run, lake: Path) -> Iterator[Measure]:
    """What it costs that every file is sealed, in a tenth of the city."""
    with own_database():
        shut = sealed(plain, lake / "sealed")
        floor, ours = paired(lambda: compute(plain, every(plain)), lambda: compute(shut, every(shut)))
        yield Measure("facts and items of everybody, sealed / plain", ours / floor, 4)
        yield from dossiers(shut, Serving(lake / "sealed-serving"), "sealed ", 40)


def every(run: Run) -> list[Wanted]:
    return facts(run.catalogue) + items(run.catalogue)


def scan(run: Run, wanted: Sequence[Wanted]) -> None:
    """Read the columns that these need, and do nothing with them."""
    read: dict[str, list[Fact]] = {}
    for each in wanted:
        for source, fact in each.feeders:
            read.setdefault(source.code, []).append(fact)
    for code, some in read.items():
        for _ in batches(run.snapshots[code], needed(run.catalogue.sources[code], some)):
            pass


def paired(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds of each, alternating, medians; both are done once before."""
    one(), other()
    pairs = [(cpu(one), cpu(other)) for _ in range(ROUNDS)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def peak(now: Run) -> float:
    """The most memory in MB that a process has needed which computes everything once."""
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        return other.submit(alone, now).result()


def alone(now: Run) -> float:
    compute(now, every(now))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def equal(one: Facts, other: Facts) -> bool:
    """Whether every cell says the same."""
    return all(_alike(column, other.columns[key]) for key, column in one.columns.items())


def _alike(one: Column, other: Column) -> bool:
    has = one.state == State.HAS
    values = (
        one.words.take(pa.array(one.value[has], mask=one.value[has] < 0))
        if one.unit is Unit.WORD
        else one.value[has]
        for one in (one, other)
    )
    mine, theirs = map(np.asarray, values)
    measures = all(
        np.array_equal(each[has], other.measures[name][has]) for name, each in one.measures.items()
    )
    return np.array_equal(one.state, other.state) and np.array_equal(mine, theirs) and measures


if __name__ == "__main__":
    run(measures)
