"""What a database says, row by row, so that two states can be compared."""

from django.db import connection

Rows = dict[str, list[str]]
BOOKKEEPING = ("django_migrations", "sqlite_sequence")


def rows() -> Rows:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        told = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in BOOKKEEPING:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database itself
                told[table] = sorted(map(repr, cursor.fetchall()))
    return told


def counts() -> dict[str, int]:
    """How many rows each table has, empty ones left out."""
    return {table: len(lines) for table, lines in rows().items() if lines}
