"""Copies of the migrated database, for tests that kill processes or let them race."""

import gc
import os
from unittest.mock import patch

import pytest
from django.db import connection

from jiuzhu.catalogue import texts
from jiuzhu.documents import typeset
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.family import read
from tests.faults import FRESH
from tests.faults.children import inside
from tests.faults.copies import Copies, PostgresqlCopies, SqliteCopies, copy

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


_warm: list[bool] = []


@pytest.fixture
def copies(transactional_db, law, tmp_path):
    """Only children open the copies; the test's own database stays empty."""
    made = PostgresqlCopies() if connection.vendor == "postgresql" else SqliteCopies(tmp_path)
    if not _warm:
        warm(made)
        _warm.append(True)
    return made


def warm(copies: Copies) -> None:
    """Do some acts before the first fork: what Django prepares at their first use, no child prepares again. No letter is set."""
    from tests.faults.scenarios import SCENARIOS

    for scenario in SCENARIOS:
        if scenario.name in ("casework.confirm", "intake.accept", "assist.send", "editions.publish"):
            with (
                copy(copies) as database,
                inside(database),
                patch("jiuzhu.documents.actions.letter.typeset", lambda *_: b"%PDF"),
            ):
                scenario.setup()
                scenario.act()
    gc.freeze()
