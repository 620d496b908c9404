"""A world that many tests begin with: its acts are done once in a process; later tests are given its rows and its objects.

Rows are put back as they were, keys and seals included. A world is only put back where it began: on the trail, to which every
act adds, lies what lay there the first time. Anywhere else the acts are done.
"""

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, transaction

from tests.faults import FRESH

P = ParamSpec("P")
R = TypeVar("R")
Place = tuple[int, int | None]
"""How many entries the trail has, and the key of the last."""
NOTHING: Place = (0, None)
_places = {NOTHING}
"""Where a world may begin: in an empty database, or where another ends."""


class World:
    """What one call of `acts` added to the database, and what it gave back for which arguments."""

    def __init__(self, acts: Callable[..., Any], given: tuple[Any, ...]) -> None:
        before = dict(_tables())
        self.result = acts(*given)
        self.given, self.kept = deepcopy((given, self.result))
        self.added = {}
        for table, rows in _tables():
            assert before[table] <= rows, f"{acts.__name__} changes {table}, which a standing world must not"
            if rows - before[table]:
                self.added[table] = sorted(rows - before[table], key=lambda row: repr(row[0]))
        _places.add(_place())

    def again(self, given: tuple[Any, ...]) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.added.items():
                row = f"({', '.join(['%s'] * len(rows[0]))})"
                values = ", ".join([row] * len(rows))
                flat = [value for row in rows for value in row]
                cursor.execute(f'INSERT INTO "{table}" VALUES {values}', flat)  # noqa: S608 - our own tables
        return deepcopy(self.kept, {id(old): new for old, new in zip(self.given, given, strict=True)})


def standing(acts: Callable[P, R]) -> Callable[P, R]:
    """For functions whose arguments, if any, are what another standing world gave back; they only add rows, and write no file."""
    if os.environ.get(FRESH):
        return acts  # every child begins in a database of its own, whose counters know of no rows put back
    worlds: dict[Place, World] = {}

    @wraps(acts)
    def stand(*given: P.args, **none: P.kwargs) -> R:
        place = _place()
        if place in worlds:
            return worlds[place].again(given)
        if place not in _places:
            return acts(*given)
        worlds[place] = World(acts, given)
        return worlds[place].result

    return stand


def _place() -> Place:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id) FROM trail_entry")
        return cursor.fetchone()


def _tables() -> Iterator[tuple[str, set[tuple[Any, ...]]]]:
    """Every table of a model, with all its rows as the database tells them."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - our own tables
            yield model._meta.db_table, set(cursor.fetchall())
