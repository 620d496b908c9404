"""Copies of the migrated test database: made in milliseconds, used by child processes alone, thrown away."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from django.db import connection, connections

from tests.faults.story import Rows, rows

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
        """Also of one in which a process stands still: what a power cut would leave there, all but the locks."""
        path = self._path()
        for end in ("", "-wal"):
            if Path(database + end).exists():
                shutil.copyfile(database + end, path + end)
        return path

    def drop(self, database: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(database + end).unlink(missing_ok=True)

    def rows(self, database: str) -> Rows:
        with closing(sqlite3.connect(database)) as opened:
            return rows(opened.cursor())

    def digest(self, database: str) -> bytes:
        """Of what stands on the disk."""
        told = hashlib.sha256()
        for path in (Path(database), Path(database + "-wal")):
            told.update(path.read_bytes() if path.exists() else b"")
        return told.digest()

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

    def rows(self, database: str) -> Rows:
        told = connection.get_connection_params() | {"dbname": database}
        with connection.Database.connect(**told) as opened, opened.cursor() as cursor:
            return rows(cursor)

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
