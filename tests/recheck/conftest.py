"""A family on the register, a county's verification officer, and deliveries into a lake of the test's own."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.jobs.queue import work_once
from jiuzhu.lake.actions import take_in
from jiuzhu.org.scope import Scope
from jiuzhu.recheck import actions
from jiuzhu.recheck.kinds import FOLLOW, ROUND, Trigger
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import town, way_of_three
from tests.recheck.values import whole

ON = date(2026, 12, 28)
__all__ = ["town"]
AT = datetime(2026, 12, 28, 4, 0, tzinfo=UTC)
VERIFIER = Scope("officer", "officer:90", "周航", (("verifier", "500110"),), login_id=90)
CLERK = Scope("officer", "officer:91", "李小兰", (("clerk", "500110114"),), login_id=91)
BY = Scope.system("test")


@pytest.fixture(autouse=True)
def lake(tmp_path, settings):
    settings.LAKE = tmp_path / "lake"
    settings.LAKE_ENCRYPTED = False


@pytest.fixture
def family(town):
    """周明贵, his wife and their child: decided, on the register since the month of the decision."""
    way = way_of_three(town)
    way.to_notice()
    way.prove()
    way.confirm()
    return way


@pytest.fixture
def numbers(family):
    """The identity numbers of the family, the head's first."""
    rows = family.household.memberships.select_related("person").order_by("pk")
    return [reveal(row.person, "id_number") for row in rows]


@pytest.fixture
def deliver():
    """Take a delivery of a source in: a list of records, each with its `id_number`."""

    def run(code, *rows, on=ON, number="", corrects=""):
        source = shipped().sources[code]
        made = whole(source, rows, on, number, corrects)
        row = take_in(source, made, max(AT, datetime.combine(on, AT.time(), UTC)), by=BY)
        assert row.state == "kept", row.why
        return row

    return run


@pytest.fixture
def begin(family):
    return lambda **more: actions.begin("500110", Trigger.DEMAND, ON, by=VERIFIER, **more)


@pytest.fixture
def work():
    """Run the jobs that are due."""
    kinds = {FOLLOW: actions.follow_delivery, ROUND: actions.go_on}

    def run(at=AT):
        while work_once({kind: partial(job, at=at) for kind, job in kinds.items()}, now=at):
            pass

    return run


@pytest.fixture
def follow(work):
    """Find what was delivered, and do what follows."""

    def run(at=AT):
        actions.find_deliveries(at)
        work(at)

    return run
