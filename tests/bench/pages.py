"""Worklist, search and case page at 200,000 households against the same pages at 2,000: CPU a request, one process.

The clerk's own town is as full at either size (the page shows the same rows); what grows is everything around it.
Both registers are open at once and asked in turn, so that a machine whose speed drifts is as slow for one as for the other.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measure import Measure, own_database, run

SMALL, LARGE = 2_000, 200_000
LIMIT = 1.5
PAIRS = 25
ON = date(2026, 11, 20)
TOWN = "500110114"


def measures(small: bool) -> Iterator[Measure]:
    large = LARGE // (10 if small else 1)
    with own_database():
        from django.test import Client
        from django.urls import reverse

        from tests.bench import register

        client = Client()
        clerk = register.open_town(TOWN, ON)
        register.fill(TOWN, 0, SMALL, ON)
        client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
        pages = register.pages(lambda words: client.post(reverse("desk:search"), {"q": words}).url)
        with copied() as in_the_copy:
            register.fill(TOWN, SMALL, large, ON)
            more = 0
            for name, address in pages.items():
                ratio, queries = compared(client, address, in_the_copy)
                more += queries
                yield Measure(f"{name}, {large:,} / {SMALL:,} households", ratio, LIMIT)
        yield Measure("queries more at the larger size", more, 0)


@contextmanager
def copied() -> Iterator[Callable[[], Any]]:
    """The register as it is now, kept in a file of its own; within what is handed out, Django asks the copy."""
    from django.db import connections

    whole = connections["default"]
    whole.close()
    file = Path(whole.settings_dict["NAME"])
    kept = shutil.copyfile(file, file.with_suffix(".copy"))
    copy = whole.copy()
    copy.settings_dict = {**whole.settings_dict, "NAME": str(kept)}

    @contextmanager
    def in_the_copy() -> Iterator[None]:
        connections["default"] = copy
        try:
            yield
        finally:
            connections["default"] = whole

    yield in_the_copy
    copy.close()


def compared(client: Any, address: str, in_the_copy: Callable[[], Any]) -> tuple[float, int]:
    """A page at the larger size against the smaller: ratio of the medians of CPU time, and how many queries more."""
    asked = queries(client, address)
    with in_the_copy():
        asked -= queries(client, address)
    before, after = [], []
    for _ in range(PAIRS):
        with in_the_copy():
            before.append(cost(client, address))
        after.append(cost(client, address))
    return median(after) / median(before), asked


def queries(client: Any, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(captured)


def cost(client: Any, address: str) -> float:
    """CPU nanoseconds of one request."""
    began = time.process_time_ns()
    client.get(address)
    return time.process_time_ns() - began


if __name__ == "__main__":
    run(measures)
