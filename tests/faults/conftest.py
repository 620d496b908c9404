"""Copies of the migrated database, for tests that kill processes or let them race."""

import gc
import os

import pytest
from django.db import connection

from jiuzhu.catalogue import texts
from jiuzhu.documents import typeset
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.family import read
from tests.faults.copies import PostgresqlCopies, SqliteCopies

FRESH = "JIUZHU_FAULTS_IN_A_FRESH_PROCESS"
if not os.environ.get(FRESH):
    collect_ignore = ["test_files.py", "test_kills.py", "test_races.py", "test_rivals.py"]
    """They fork. A library's threads do not survive a fork (typst's would wait for ever), so that they run in a
    process that has started none: see `test_in_a_fresh_process.py`."""


@pytest.fixture(scope="session")
def law():
    """The law, the catalogue and the fonts are read before the first fork, so that no child reads them by itself, and out of the way of their garbage collectors."""
    for area in ("urban", "rural"):
        told = {"region": "500110", "area": area, "date": "2026-11-20"}
        determine(read({**told, "members": [{"id": "a", "relation": "self"}]}), shipped())
    texts.shipped()
    typeset._compiler()  # has read the fonts, and started no thread yet
    gc.freeze()


@pytest.fixture
def copies(transactional_db, law, tmp_path):
    """Only children open the copies; the test's own database stays empty."""
    return PostgresqlCopies() if connection.vendor == "postgresql" else SqliteCopies(tmp_path)
