"""Copies of the migrated database, for tests that kill processes or let them race."""

import pytest
from django.db import connection

from tests.faults.copies import PostgresqlCopies, SqliteCopies


@pytest.fixture
def copies(transactional_db, tmp_path):
    """Only children open the copies; the test's own database stays empty."""
    return PostgresqlCopies() if connection.vendor == "postgresql" else SqliteCopies(tmp_path)
