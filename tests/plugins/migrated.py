"""The migrated database, made once: whoever needs one starts from a copy.

On SQLite the copy outlives the run, in `.tools`, until a migration changes; on PostgreSQL it lives as long as the
throw-away server. Django still asks for its migrations, and finds them done.
"""

import fcntl
import hashlib
import os
import sqlite3
from abc import ABC, abstractmethod
from pathlib import Path

import django
from django.apps import apps
from django.db import connection, connections

KEPT = Path(__file__).parents[2] / ".tools" / "databases"


def digest() -> str:
    """Of every migration, and of those who carry them out."""
    told = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            told.update(f"{app.label}/{file.name}\n".encode() + file.read_bytes())
    return told.hexdigest()[:16]


class Template(ABC):
    """`prepare` before Django makes its database, `finish` after: of several that find no copy, one migrates."""

    lock: Path

    def prepare(self) -> None:
        self._locked = self.lock.open("w")
        fcntl.flock(self._locked, fcntl.LOCK_EX)
        if self.exists():
            self._locked.close()
            self.use()

    def finish(self) -> None:
        if not self._locked.closed:
            self.keep()
            self._locked.close()

    @abstractmethod
    def exists(self) -> bool: ...

    @abstractmethod
    def use(self) -> None: ...

    @abstractmethod
    def keep(self) -> None: ...


class SqliteTemplate(Template):
    """A file, read into the memory in which the tests have their database."""

    def __init__(self) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        self.file = KEPT / f"{digest()}.sqlite3"
        self.lock = KEPT / "lock"

    def exists(self) -> bool:
        return self.file.exists()

    def use(self) -> None:
        """Fill the test database before Django opens it; an open connection keeps it from going away again."""
        self._keeper = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
        with sqlite3.connect(self.file) as source:
            source.backup(self._keeper)
        source.close()

    def keep(self) -> None:
        unfinished = self.file.with_suffix(f".{os.getpid()}")
        target = sqlite3.connect(unfinished)
        connection.ensure_connection()
        connection.connection.backup(target)
        target.close()
        for old in KEPT.glob("*.sqlite3"):
            old.unlink()
        unfinished.rename(self.file)


class PostgresqlTemplate(Template):
    """A database of the same server."""

    def __init__(self) -> None:
        self.name = f"migrated_{digest()}"
        self.lock = Path(os.environ["JIUZHU_HOME"], "migrated.lock")

    def exists(self) -> bool:
        with connection._nodb_cursor() as cursor:
            return bool(connection.creation._database_exists(cursor, self.name))

    def use(self) -> None:
        connection.settings_dict["TEST"]["TEMPLATE"] = self.name

    def keep(self) -> None:
        made = connection.settings_dict["NAME"]
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{made}"')


def template() -> Template:
    return PostgresqlTemplate() if connection.vendor == "postgresql" else SqliteTemplate()
