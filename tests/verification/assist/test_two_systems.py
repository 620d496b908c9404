"""Two installations, two databases, two servers: a request and its answer over real HTTP, both ways signed."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from jiuzhu.gateways.addresses import write
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.kinds import Direction, State, Way
from jiuzhu.verification.assist.models import Request
from jiuzhu.verification.models import Query
from tests.verification.assist.conftest import ASKING, HE, OUTSIDE, PENSION, out
from tests.verification.assist.test_merging import believed
from tests.verification.conftest import CASE, FATHER, ON

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the other system has a file of its own"),
]
ROOT = Path(__file__).parents[3]
SHARED = {"key": "qijiang-honghuagang", "secret": "5a" * 16}


@pytest.fixture
def elsewhere(tmp_path, template, transactional_db):
    """How to run the other installation: its own home, a copy of the empty database, its own addresses."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    target = sqlite3.connect(home / "jiuzhu.sqlite3")
    connection.ensure_connection()
    connection.connection.backup(target)
    target.close()
    environment = {
        **os.environ,
        "JIUZHU_HOME": str(home),
        "JIUZHU_TESTING": "1",
        "JIUZHU_TODAY": ON.isoformat(),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("JIUZHU_KEYS", None)
    environment.pop("JIUZHU_GATEWAYS", None)

    def start(*told):
        command = [sys.executable, "-m", "tests.verification.assist.elsewhere", *map(str, told)]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    start.home = home
    return start


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_a_request_and_its_answer_cross_between_two_systems(
    elsewhere, port, draft, tell, live_server, settings, father
):
    write(elsewhere.home / "gateways.json", {f"assist.{ASKING}": {"base": live_server.url, **SHARED}})
    write(settings.GATEWAYS, {f"assist.{OUTSIDE}": {"base": f"http://127.0.0.1:{port}", **SHARED}})
    with elsewhere("serve", port) as server:
        try:
            assert server.stdout.readline() == "ready\n"
            number = draft(region=OUTSIDE).number
            actions.send(number, ON, by=HE)
            assert out().way == Way.LINE
            assert tell() == 1
            assert not Request.objects.filter(direction=Direction.IN).exists()
            told = elsewhere("answer")
            assert told.communicate(timeout=60)[0] == "told\n"
        finally:
            server.terminate()
    assert out().state == State.DONE
    assert Query.objects.get(source=f"{PENSION}@{OUTSIDE}").answer.rows == 12
    assert believed(father, "income.pension") == {"per_year": "18000"}
    with sqlite3.connect(elsewhere.home / "jiuzhu.sqlite3") as other:
        whole = "\n".join(other.iterdump())
    assert CASE not in whole.replace(number, "")
    assert FATHER not in whole
