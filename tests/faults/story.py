"""What a database says, row by row, so that two states can be compared."""

from functools import cache
from typing import Any

from django.db import connection

Rows = dict[str, list[str]]


def rows(cursor: Any) -> Rows:
    """Every row of every table, as text."""
    told: Rows = {table: [] for table in _tables()}
    for table in _in_use(cursor):
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the tables of our own models
        told[table] = sorted(map(repr, cursor.fetchall()))
    return told


def counts() -> dict[str, int]:
    """How many rows each table has, empty ones left out."""
    with connection.cursor() as cursor:
        return {table: len(lines) for table, lines in rows(cursor).items() if lines}


def _in_use(cursor: Any) -> list[str]:
    """The tables that hold something. A fresh connection to PostgreSQL first learns of each table it reads: not of the empty ones."""
    if connection.vendor != "postgresql":
        return _tables()
    asked = (
        "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r' AND pg_relation_size(oid) > 0"
    )
    cursor.execute(asked, [_tables()])
    return [name for (name,) in cursor.fetchall()]


@cache
def _tables() -> list[str]:
    return sorted(connection.introspection.django_table_names())
