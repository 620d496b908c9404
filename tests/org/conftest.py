"""Divisions and officers at every level."""

from datetime import date

import pytest

from jiuzhu.org import actions
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Login, Office
from jiuzhu.org.scope import Scope

SETUP = Scope.system("setup")
SINCE = date(2026, 7, 1)
PLACES = {
    "500000": ("重庆市", Level.PROVINCE),
    "500100": ("市辖区", Level.CITY),
    "500110": ("綦江区", Level.COUNTY),
    "500110103": ("三角镇", Level.TOWN),
    "500110103201": ("乐兴村", Level.VILLAGE),
    "500110104": ("石角镇", Level.TOWN),
    "500112": ("渝北区", Level.COUNTY),
}


def open_office(code: str) -> Office:
    name, level = PLACES[code]
    return actions.open_office(f"{name}办公室", name, level, code, None, "", by=SETUP)


@pytest.fixture
def appoint(db):
    """`appoint("wanglu", "500110103", Role.CLERK)` gives the officer one more post."""

    def make(username: str, code: str, role: Role = Role.CLERK) -> Login:
        login = actions.enrol(username, f"官员{username}", "a-long-enough-word", by=SETUP)
        actions.appoint(login, open_office(code), role, SINCE, by=SETUP)
        return login

    return make


@pytest.fixture
def li(appoint):
    """A clerk of the town."""
    return appoint("lina", "500110103")


@pytest.fixture
def shi(appoint):
    """The county's administrator."""
    return appoint("shiyun", "500110", Role.ADMIN)


@pytest.fixture
def xu(db):
    """An officer of another department, the county's petitions office."""
    office = actions.open_office(
        "綦江区信访办", "信访办", Level.COUNTY, "500110", None, "", by=SETUP, department="xinfang"
    )
    login = actions.enrol("xujing", "许静", "a-long-enough-word", by=SETUP)
    actions.appoint(login, office, Role.KEEPER, SINCE, by=SETUP)
    return login


@pytest.fixture
def by(shi):
    return Scope.of(shi, date(2026, 11, 20))
