"""Worklist, search and case page at 200,000 households against the same pages at 2,000: CPU a request, one process.

The clerk's own town is as full at either size (the page shows the same rows); what grows is everything around it.
"""

from collections.abc import Iterator
from datetime import date
from statistics import median
from typing import Any

from tests.bench.measure import Measure, cpu_ms, own_database, run

SMALL, LARGE = 2_000, 200_000
LIMIT = 1.5
REQUESTS = 15
ON = date(2026, 11, 20)
TOWN = "500110114"


def measures(small: bool) -> Iterator[Measure]:
    large = LARGE // (10 if small else 1)
    with own_database():
        from tests.bench import register

        clerk = register.open_town(TOWN, ON)
        register.fill(TOWN, 0, SMALL, ON)
        before, queries_before = costs(clerk)
        register.fill(TOWN, SMALL, large, ON)
        after, queries_after = costs(clerk)
        for name, cost in after.items():
            yield Measure(f"{name}, {large:,} / {SMALL:,} households", cost / before[name], LIMIT)
        more = sum(queries_after[name] - queries_before[name] for name in queries_after)
        yield Measure("queries more at the larger size", more, 0)


def costs(clerk: Any) -> tuple[dict[str, float], dict[str, int]]:
    """Median CPU milliseconds and number of queries of each page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.bench import register

    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    times, queries = {}, {}
    for name, address in register.pages().items():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.get(address)
        assert answer.status_code == 200, (name, answer.status_code)
        queries[name] = len(captured)
        times[name] = median(cpu_ms(lambda address=address: client.get(address), REQUESTS))
    return times, queries


if __name__ == "__main__":
    run(measures)
