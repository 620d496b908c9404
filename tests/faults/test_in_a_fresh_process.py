"""The tests that fork run in an interpreter of their own, with the same seed and on the same kind of database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.faults import FRESH

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent


@pytest.mark.parametrize("name", ["test_files.py", "test_kills.py", "test_races.py", "test_rivals.py"])
def test_faults_are_survived(name, request, record_property):
    record_property("told", survive(name, "not deep", request.config))


@pytest.mark.deep
@pytest.mark.parametrize("name", ["test_files.py", "test_kills.py"])
def test_every_single_fault_is_survived(name, request, record_property):
    record_property("told", survive(name, "deep", request.config))


def survive(name: str, which: str, config: pytest.Config) -> str:
    """Run a file's tests of a mark; what they told. Their own output is the message when one fails."""
    seed = config.getoption("randomly_seed", 0)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-s",
        "-m",
        which,
        "-p",
        "no:cacheprovider",
        f"--randomly-seed={seed}",
        str(FOLDER / name),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(name), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return "\n".join(line for line in done.stdout.splitlines() if "中断" in line)


def environment(name: str) -> dict[str, str]:
    """That of this run; on PostgreSQL the same server, another database."""
    own = os.environ | {FRESH: "1"}
    own.pop("PYTEST_XDIST_WORKER", None)
    url = own.get("DATABASE_URL", "")
    if connection.vendor == "postgresql":
        address, _, query = url.partition("?")
        own["DATABASE_URL"] = f"{address}_{name.removesuffix('.py')}?{query}"
    return own
