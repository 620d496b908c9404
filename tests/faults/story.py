"""What a database says, row by row, so that two states can be compared."""

from functools import cache
from typing import Any

from django.db import connection

Rows = dict[str, list[str]]


def rows(cursor: Any) -> Rows:
    """Every row of every table, as text."""
    told = {}
    for table in _tables():
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the tables of our own models
        told[table] = sorted(map(repr, cursor.fetchall()))
    return told


def counts() -> dict[str, int]:
    """How many rows each table has, empty ones left out."""
    with connection.cursor() as cursor:
        return {table: len(lines) for table, lines in rows(cursor).items() if lines}


@cache
def _tables() -> list[str]:
    return sorted(connection.introspection.django_table_names())
