"""Two officers at once, and a process killed between any two statements, on a real database."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest

pytestmark = pytest.mark.slow

PEOPLE, DUES = 39, 27
"""What twenty families of the measured county come to in one month."""


@pytest.fixture(scope="module")
def found():
    program = [sys.executable, "-m", "tests.benefits.rivals"]
    environment = os.environ | own_database_url()
    return json.loads(
        subprocess.run(program, check=True, capture_output=True, text=True, env=environment).stdout
    )


def own_database_url():
    """On PostgreSQL a fresh database of the same server; without it the program takes a SQLite file."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {}
    server = urlsplit(url)
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS rivals")
        connection.execute("CREATE DATABASE rivals")
    return {"DATABASE_URL": server._replace(path="/rivals").geturl()}


def test_of_two_who_propose_at_once_one_is_told_that_the_other_did(found):
    assert found["propose"] == [["done", "proposed_by_another"], [1, PEOPLE, DUES, 0]]


def test_two_who_approve_at_once_pay_once(found):
    assert found["approve"] == [["done", "done"], [1, PEOPLE, DUES, DUES]]


@pytest.mark.parametrize(("name", "paid"), [("killed proposing", 0), ("killed approving", DUES)])
def test_a_process_killed_before_any_statement_leaves_nothing_half_done(found, name, paid):
    deaths, rows = found[name]
    assert len(deaths) > 5 and not any(deaths)
    assert rows == [1, PEOPLE, DUES, paid]
