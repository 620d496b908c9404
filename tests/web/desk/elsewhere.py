"""A case of 綦江 that asks 渝北, a county of the same installation; 渝北's verifier is 周航."""

from datetime import timedelta

import pytest

from jiuzhu.casework import actions as casework
from jiuzhu.jobs.queue import work_once
from jiuzhu.kernel.moments import start_of
from jiuzhu.org.actions import appoint, enrol, load_regions, open_office
from jiuzhu.org.kinds import Level, Role
from jiuzhu.verification.actions import authorise
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.kinds import Direction
from jiuzhu.verification.assist.models import Request
from tests.casework.conftest import DECIDED, OPENED, SETUP
from tests.verification.assist.conftest import ASKED, HOMES, PENSION, year_of_pension

NUMBER = "XC-500110-2026-0001-1"


@pytest.fixture
def elsewhere(way, town):
    """The family has consented, the case is being found out, and 渝北 has a bureau with a verifier: `town.hang`."""
    county = {"code": ASKED, "name": "渝北区", "level": "county", "parent": "500000"}
    load_regions([county, {"code": "500000", "name": "重庆市", "level": "province", "parent": ""}], by=SETUP)
    bureau = open_office("渝北区民政局", "渝北民政", Level.COUNTY, ASKED, None, "023-00500112", by=SETUP)
    town.hang = enrol("zhouhang", "周航", "not-a-real-one", by=SETUP)
    appoint(town.hang, bureau, Role.VERIFIER, OPENED, by=SETUP)
    for number, row in enumerate(way.household.memberships.all(), 1):
        authorise(
            row.person,
            number,
            ["government"],
            OPENED,
            DECIDED.replace(year=2027),
            by=SETUP,
            given_by="guardian",
        )
    casework.start_survey(way.no, OPENED, by=town.scope("li"))
    return way


def form(way, **more):
    """The page on which a request is drafted, filled in."""
    return {
        "region": "渝北区", "people": [str(way.household.head_id)], "registers": [PENSION, HOMES], "days": "10",
        "reason": "户籍在渝北，养老金在那里领", "until_on_y": "2026", "until_on_m": "11", "until_on_d": "30",
    } | more  # fmt: skip


def work(on=OPENED):
    """Whatever the two sides tell each other by the end of a day."""
    at = start_of(on) + timedelta(hours=23, minutes=59)
    while work_once({actions.JOB: lambda payload: actions.deliver(payload, at=at)}, now=at):
        pass


def asked(way, town, on=OPENED):
    """Sent, and with 渝北."""
    centre = actions.Centre(ASKED)
    wanted = [(way.household.head_id, code) for code in (PENSION, HOMES)]
    until = on.replace(day=30)
    row = casework.ask_elsewhere(
        way.no, centre, wanted, "养老金在那里领", until, on, by=town.scope("wang"), days=10
    )
    actions.send(row.number, on, by=town.scope("wang"))
    work(on)
    return row.number


def part(number, register=PENSION, direction=Direction.IN):
    return Request.objects.get(number=number, direction=direction).parts.get(register=register)


__all__ = ["year_of_pension"]
