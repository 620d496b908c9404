"""The verification centre, a round and its visit list in a browser, at desk and phone width."""

import pytest

from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.jobs.models import Job
from jiuzhu.org.actions import appoint, enrol
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.recheck import actions
from jiuzhu.recheck.actions import set_schedule
from jiuzhu.recheck.kinds import ROUND, Trigger
from jiuzhu.recheck.models import Finding
from jiuzhu.verification import actions as verification
from jiuzhu.verification.models import Query
from tests.browser.test_desk import sit
from tests.casework.conftest import OPENED, SETUP, town
from tests.recheck.conftest import AT, ON, deliver, family, lake, numbers, work
from tests.recheck.values import car
from tests.verification.conftest import NOON

__all__ = ["deliver", "family", "lake", "numbers", "sit", "town", "work"]
pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "centre": "desk/verification/centre",
    "rounds": "desk/verification/rounds/",
    "round-calendar": "desk/verification/rounds/calendar",
    "round-begin": "desk/verification/rounds/begin",
    "round-done": "desk/verification/rounds/{done}",
    "visits": "desk/verification/visits/",
    "finding": "desk/verification/findings/{finding}",
    "rounds-empty-village": "desk/verification/visits/?village=500110109001",
}


@pytest.fixture
def he(town):
    """The county centre's verifier."""
    login = enrol("he", "何清", "not-a-real-one", by=SETUP)
    appoint(login, Office.objects.get(region_code="500110"), Role.VERIFIER, OPENED, by=SETUP)
    return login


def test_every_page_of_a_round_reads_well(
    desk_page, sit, family, town, he, deliver, numbers, work, visit_all
):
    by = Scope.of(he, OPENED)
    verification.ask(
        "SJ-2026-0900", family.household, "apply", ON, by=by, only=["shuiwu.geshui", "gongan.huji"]
    )
    for query in Query.objects.filter(source="shuiwu.geshui"):
        verification.receive(query, NoAnswer(Silence.FAILED), NOON, by=by)
    deliver("gongan.cheliang", car(numbers[0]))
    deliver("jiaotong.chuanbo")
    done = actions.begin("500110", Trigger.DEMAND, ON, by=by)
    work(AT)
    finding = Finding.objects.get()
    set_schedule("500110", "review", 3, 10, ON, by=Scope.of(town.wang, OPENED))
    Job.objects.create(
        kind=ROUND, key="stopped", payload={"round": done.pk}, due_at=AT, gave_up_at=AT, error="OSError"
    )
    sit(desk_page, town.wang, ON)
    visit_all(desk_page, PAGES, done=done.pk, finding=finding.pk)
