"""Copies of the migrated test database: made in milliseconds, used by child processes alone, thrown away."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from django.db import connection, connections

_numbers = count(1)


class SqliteCopies:
    """Files beside each other in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def first(self) -> str:
        """A copy of the empty migrated database that pytest-django made in memory."""
        path = self._path()
        connection.ensure_connection()
        target = sqlite3.connect(path)
        connection.connection.backup(target)
        target.close()
        return path

    def of(self, database: str) -> str:
        return shutil.copyfile(database, self._path())

    def drop(self, database: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(database + end).unlink(missing_ok=True)

    def _path(self) -> str:
        return str(self.folder / f"{next(_numbers)}.sqlite3")


class PostgresqlCopies:
    """Databases of the same server, made from each other as templates."""

    def first(self) -> str:
        return self.of(connection.settings_dict["NAME"])

    def of(self, database: str) -> str:
        name = f"{connection.settings_dict['NAME']}_copy_{next(_numbers)}"
        connections.close_all()
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{database}"')
        return name

    def drop(self, database: str) -> None:
        self._say(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _say(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


Copies = SqliteCopies | PostgresqlCopies


@contextmanager
def copy(copies: Copies, database: str | None = None) -> Iterator[str]:
    """A copy of `database`, of the empty one when none is given."""
    made = copies.first() if database is None else copies.of(database)
    try:
        yield made
    finally:
        copies.drop(made)
