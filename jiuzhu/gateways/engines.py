"""Connections to partners' databases: PostgreSQL or SQLite, read only, each statement within its time, none kept open."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

CONNECT_SECONDS = 5
SECONDS = 5.0
"""For one statement at PostgreSQL, for all statements of one question at SQLite."""
STEPS = 1_000
"""How many steps of SQLite's machine lie between two looks at the clock."""


class NotReadable(ValueError):
    """An address that is no database we can read."""


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A read-only transaction at a partner's; raises NotReadable, or what the database raises."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            yield connection
    finally:
        engine.dispose()


def ran_out_of_time(error: DBAPIError) -> bool:
    """Whether the partner's database was too slow, rather than wrong."""
    return type(error.orig).__name__ == "QueryCanceled" or str(error.orig) == "interrupted"


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise NotReadable("not a database address") from error
    if parsed.drivername == "sqlite":
        path = Path(parsed.database or "").resolve()
        return create_engine("sqlite://", creator=lambda: _sqlite(path), poolclass=NullPool)
    if parsed.drivername in ("postgresql", "postgresql+psycopg"):
        return _postgresql(parsed)
    raise NotReadable(f"{parsed.drivername}: postgresql or sqlite")


def _postgresql(url: URL) -> Engine:
    limits = f"-c default_transaction_read_only=on -c statement_timeout={int(SECONDS * 1000)}"
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        poolclass=NullPool,
        isolation_level="REPEATABLE READ",
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": limits},
    )


def _sqlite(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=SECONDS, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    until = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    return connection
