"""The worker's own job asks real departments over HTTP, and the answers reach the report."""

import pytest

from jiuzhu.cli.kinds import KINDS
from jiuzhu.demo.departments import faults, server
from jiuzhu.gateways import departments
from jiuzhu.jobs.queue import work_once
from jiuzhu.verification.kinds import State
from jiuzhu.verification.queries import report
from tests.verification.conftest import CASE, CLERK, FATHER, NOON, account, tax

pytestmark = pytest.mark.slow


class World:
    """What two registers hold about the father."""

    held = {"shuiwu.geshui": tax("2026-10", 180_000), "bank.a": account(1_608_455)}

    def records(self, source, id_numbers, on):
        row = self.held.get(source)
        return (
            [{"id_number": FATHER} | {name: row[name] for name in row if name != "of"}]
            if row and FATHER in id_numbers
            else []
        )


@pytest.fixture
def departments_up(tmp_path, settings):
    """Simulated departments on a real port, where the product's own settings find them."""
    running = server.start(tmp_path / "partners", World())
    settings.GATEWAYS = tmp_path / "gateways.json"
    server.connect(tmp_path / "partners", running.base, settings.GATEWAYS)
    yield running
    departments.hang_up()
    running.stop()


def work():
    while work_once(KINDS, now=NOON):
        pass


def test_the_worker_asks_and_the_report_tells(ask, consent, father, departments_up):
    consent(father)
    ask()
    work()
    page = report(CLERK, CASE, purpose="apply")
    found = {row.key: row.found for row in page.rows}
    assert (found["income.wage"], found["assets.financial"]) == ({"per_year": "1800"}, "16084.55")
    assert page.unheard == ()


def test_one_department_down_leaves_the_others_answered(ask, tmp_path, departments_up):
    faults.put(tmp_path / "partners", "shuiwu.geshui", faults.Fault(faults.Kind.GARBAGE))
    ask("shuiwu.geshui", "gongan.huji")
    work()
    states = {tile.register.code: tile.state for tile in report(CLERK, CASE, purpose="apply").tiles}
    assert (states["shuiwu.geshui"], states["gongan.huji"]) == (State.NO_ANSWER, State.NO_RECORD)


def test_without_an_address_nobody_is_asked_and_it_says_so(ask, settings, tmp_path):
    settings.GATEWAYS = tmp_path / "none.json"
    [query, *_] = ask("shuiwu.geshui")
    work()
    query.refresh_from_db()
    assert (query.state, query.reason) == (State.NO_ANSWER, "not_connected")
