"""What every test run needs: emptying a database that refuses to forget its trail, and a last word of proofs."""

import gc
import sys
from collections import Counter
from contextlib import contextmanager

import pytest

TRAIL = ("trail_entry", "trail_block")
MANY = 300
gc.set_threshold(100_000, 50, 1000)
"""Rarely: by the usual thresholds every eighth second of a run goes into looking at objects that stay until its end."""
CONNECTORS = ("jiuzhu.gateways.departments", "jiuzhu.gateways.carrier", "jiuzhu.benefits.bank")


def pytest_collection_finish() -> None:
    """Nor again at what was there before the first test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def lines_are_hung_up():
    """A connector outlives the test that used it, and its partner does not."""
    yield
    for name in CONNECTORS:
        if name in sys.modules:
            sys.modules[name].hang_up()


@pytest.fixture(scope="session")
def template():
    """What the test database is copied from (`tests.plugins.migrated`, which wants Django's settings)."""
    from tests.plugins import migrated

    return migrated.template()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, template, django_db_blocker):
    with django_db_blocker.unblock():
        template.prepare()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, template, django_db_blocker):
    with django_db_blocker.unblock():
        template.finish()


@pytest.fixture(autouse=True, scope="session")
def a_flush_may_empty_the_trail():
    """Tests with real transactions end by emptying all tables, which the trail's own triggers refuse."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(operations, statements):
        with without_guard(operations.connection):
            flush(operations, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unguarded)
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with something slow or with hundreds of tests in them come first, in the order drawn, so that no worker is left alone
    with one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    many = {path for path, tests in Counter(item.path for item in items).items() if tests > MANY}
    items.sort(key=lambda item: item.path not in slow | many)


@contextmanager
def without_guard(connection):
    """Take the guard of the trail away for a moment, as only the owner of the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            checked = "SET CONSTRAINTS ALL IMMEDIATE"
            off = [checked, *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TRAIL)]
            on = [checked, *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TRAIL)]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            off, on = [f"DROP TRIGGER {name}" for name, _ in found], [sql for _, sql in found]
        for statement in off:
            cursor.execute(statement)
        yield
        for statement in on:
            cursor.execute(statement)


def pytest_terminal_summary(terminalreporter):
    """Lines that tests told by `record_property("told", …)`, from all workers."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "told" and report.when == "call":
                terminalreporter.write_line(value)
