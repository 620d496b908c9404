"""What every measure needs: CPU time of this process, medians, a line to print, and a database of its own."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measure:
    """A value and what it may be at most."""

    name: str
    value: float
    limit: float
    unit: str = ""

    @property
    def is_over(self) -> bool:
        return self.value > self.limit

    @property
    def is_of_the_machine(self) -> bool:
        """A time by the clock says as much of the machine as of the program: `make test` prints it and goes on."""
        return self.unit in ("s", "ms", "µs")

    def line(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        verdict = "over" if self.is_over else "ok"
        return f"{self.name:<44}  {self.value:.3g}{unit}  {self.limit:g}{unit}  {verdict}"


def run(measures: Callable[[bool], Iterable[Measure]]) -> None:
    """Print each measure as it comes; the exit status is 1 when one is over its limit.

    At the small size, which runs among the tests on any machine, only ratios and counts fail.
    """
    is_over, is_small = False, "--small" in sys.argv[1:]
    for measure in measures(is_small):
        print(measure.line(), flush=True)  # noqa: T201 - what a measure is for
        is_over |= measure.is_over and not (is_small and measure.is_of_the_machine)
    raise SystemExit(is_over)


def quietest(act: Callable[[], object], repeat: int, batches: int = 5) -> list[float]:
    """The batch with the lowest median: what the program costs, rather than what else the machine was doing."""
    return min((cpu_ms(act, repeat // batches) for _ in range(batches)), key=median)


def cpu_ms(act: Callable[[], object], repeat: int) -> list[float]:
    """CPU milliseconds of this process for each of `repeat` calls, sorted; a few calls before them warm it up."""
    for _ in range(min(repeat, 5)):
        act()
    times = []
    for _ in range(repeat):
        began = time.process_time_ns()
        act()
        times.append((time.process_time_ns() - began) / 1e6)
    return sorted(times)


@contextmanager
def own_database() -> Iterator[None]:
    """Django on an empty SQLite file with the product's own settings, migrated, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="jiuzhu-bench-") as home:
        os.makedirs(os.path.join(home, "static"))  # whitenoise wants it
        os.environ |= {
            "JIUZHU_HOME": home,
            "JIUZHU_TESTING": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        import django
        from django.core.management import call_command

        django.setup()
        _begin_with_the_migrated()
        call_command("migrate", verbosity=0, interactive=False)
        yield


def _begin_with_the_migrated() -> None:
    """A copy of the database that the tests keep migrated, where there is one: else Django does it all again."""
    from django.db import connection

    from tests.plugins.migrated import SqliteTemplate

    template = SqliteTemplate()
    if template.exists():
        shutil.copyfile(template.file, connection.settings_dict["NAME"])
