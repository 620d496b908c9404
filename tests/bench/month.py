"""A monthly run of 100,000 awards against plain `executemany` of the rows it writes: CPU, alternating, medians.

The county has had its month before, so that every question of the run has a history to look into.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from tests.bench.measure import Measure, own_database, run

AWARDS = 100_000
ROUNDS = 5
LIMIT = 2.5


def measures(small: bool) -> Iterator[Measure]:
    with own_database():
        yield Measure("monthly run / executemany of its rows", ratio(AWARDS // (10 if small else 1)), LIMIT)


def ratio(size: int) -> float:
    """Proposal, checks, totals and file of `size` awards ÷ the same rows inserted by `executemany`, round by round."""
    from jiuzhu.benefits.models import Coverage, Due, Payment
    from tests.benefits import county

    county.make_families(size)
    county.run_month(county.BEFORE)
    ours, plain = [], []
    for _ in range(ROUNDS):
        with undone():
            known = {model: newest(model) for model in (Coverage, Due, Payment)}
            ours.append(cpu(lambda: county.run_month(county.MONTH)))
            rows = {model._meta.db_table: written(model, after) for model, after in known.items()}
            batch = fetch("SELECT * FROM benefits_batch ORDER BY id DESC LIMIT 1")
        assert len(rows[Payment._meta.db_table]) >= size
        with undone():
            insert("benefits_batch", batch)
            plain.append(cpu(lambda rows=rows: [insert(table, of) for table, of in rows.items()]))
    return median(one / other for one, other in zip(ours, plain, strict=True))


@contextmanager
def undone() -> Iterator[None]:
    """Work whose rows are taken back, so that every round finds the same database."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def cpu(act: Callable[[], object]) -> float:
    """CPU seconds of this process for one call."""
    began = time.process_time()
    act()
    return time.process_time() - began


def newest(model: type[Any]) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def written(model: type, after: int) -> list[tuple[object, ...]]:
    return fetch(f"SELECT * FROM {model._meta.db_table} WHERE id > {after} ORDER BY id")  # noqa: S608


def fetch(query: str) -> list[tuple[object, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def insert(table: str, rows: list[tuple[object, ...]]) -> None:
    marks = ", ".join(["%s"] * len(rows[0]))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


if __name__ == "__main__":
    run(measures)
