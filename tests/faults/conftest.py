"""Copies of the migrated database, for tests that kill processes or let them race."""

import os

import pytest
from django.db import connection

from tests.faults.copies import PostgresqlCopies, SqliteCopies

FRESH = "JIUZHU_FAULTS_IN_A_FRESH_PROCESS"
if not os.environ.get(FRESH):
    collect_ignore = ["test_kills.py", "test_races.py", "test_rivals.py"]
    """They fork. A library's threads do not survive a fork (typst's would wait for ever), so that they run in a
    process that has started none: see `test_in_a_fresh_process.py`."""


@pytest.fixture
def copies(transactional_db, tmp_path):
    """Only children open the copies; the test's own database stays empty."""
    return PostgresqlCopies() if connection.vendor == "postgresql" else SqliteCopies(tmp_path)
