"""Taking a register in against the keyed hashes it cannot do without, and reading a sealed file against a plain one: CPU, medians.

The people are known: a department delivers the same ones month after month.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

from tests.bench.measure import Measure, own_database, run

ROWS = 200_000
ROUNDS = 3


def measures(small: bool) -> Iterator[Measure]:
    with own_database():
        from django.conf import settings

        lake = Lake(ROWS // (10 if small else 1))
        lake.take()
        lake.scan()
        taken, hashed = cpu(lake.take), cpu(lake.hash)
        yield Measure("take in, µs a row", taken / lake.size * 1e6, 60, "µs")
        yield Measure("take in / keyed hashes of its people", taken / hashed, 8)
        plain = cpu(lake.scan)
        settings.LAKE_ENCRYPTED = True
        lake.take()
        yield Measure("scan of two columns, sealed / plain", cpu(lake.scan) / plain, 8)
        yield Measure("take in sealed / take in", cpu(lake.take) / taken, 3)


class Lake:
    """`size` rows of as many people, delivered again for a day before."""

    def __init__(self, size: int) -> None:
        import pyarrow as pa

        from jiuzhu.kernel.idnumber import with_check_digit

        places = range(size)
        born = date(1940, 1, 1)
        self.size, self.on = size, date(2026, 10, 31)
        self.numbers = [
            with_check_digit(f"500110{born + timedelta(n // 999):%Y%m%d}{n % 999:03d}") for n in places
        ]
        self.table = pa.table(
            {
                "id_number": self.numbers,
                "plate": [f"渝A{n:06d}" for n in places],
                "kind": ["car"] * size,
                "registered_on": [f"2020-05-{n % 28 + 1:02d}" for n in places],
                "month": ["2026-10"] * size,
                "is_pledged": ["否"] * size,
                "value_fen": [str(100_000 + n * 37 % 9_000_000) for n in places],
            }
        )
        self.total = sum(100_000 + n * 37 % 9_000_000 for n in places)

    def take(self) -> None:
        from tests.lake.deliveries import Control, delivered, take

        self.on -= timedelta(1)
        control = Control(self.size, self.total)
        told: dict[str, Any] = {"digest": f"{self.on:%Y%m%d}", "as_of": self.on, "control": control}
        self.kept = take(delivered([], f"GA-{self.on}", batches=self.table.to_batches(), **told))
        assert self.kept.rows == self.size, self.kept.why

    def hash(self) -> None:
        from jiuzhu.vault.seal import keyed_hashes

        keyed_hashes("id_number", self.numbers)

    def scan(self) -> None:
        from jiuzhu.lake import files

        assert files.table(self.kept.manifest, ["rn", "value_fen"]).num_rows == self.size


def cpu(act: Callable[[], object]) -> float:
    """CPU seconds of this process for one call, the median of a few."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return median(times)


if __name__ == "__main__":
    run(measures)
