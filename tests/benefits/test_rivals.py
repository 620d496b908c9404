"""Two officers at once, and a process killed between any two statements, on a real database file."""

import json
import subprocess
import sys

import pytest

PEOPLE, DUES = 39, 27
"""What twenty families of the measured county come to in one month."""


@pytest.fixture(scope="module")
def found():
    program = [sys.executable, "-m", "tests.benefits.rivals"]
    return json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)


def test_of_two_who_propose_at_once_one_is_told_that_the_other_did(found):
    assert found["propose"] == [["done", "proposed_by_another"], [1, PEOPLE, DUES, 0]]


def test_two_who_approve_at_once_pay_once(found):
    assert found["approve"] == [["done", "done"], [1, PEOPLE, DUES, DUES]]


@pytest.mark.parametrize(("name", "paid"), [("killed proposing", 0), ("killed approving", DUES)])
def test_a_process_killed_before_any_statement_leaves_nothing_half_done(found, name, paid):
    deaths, rows = found[name]
    assert len(deaths) > 5 and not any(deaths)
    assert rows == [1, PEOPLE, DUES, paid]
