"""Characters for the pages: 王璐, clerk of one town; 周航, clerk of another county."""

from datetime import date

import pytest

from jiuzhu.intake.models import Resident
from jiuzhu.intake.queries import door_mark
from jiuzhu.org import actions as org
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope

PASSWORD = "a-long-enough-word"
SETUP = Scope.system("setup")
DIVISIONS = [
    {"code": "500110", "name": "綦江区", "level": "county", "parent": "500100"},
    {"code": "500110106", "name": "三角镇", "level": "town", "parent": "500110"},
    {"code": "500112", "name": "渝北区", "level": "county", "parent": "500100"},
]


def officer(username: str, name: str, region: str, level: Level, role: Role) -> Login:
    """An officer with one post in an office of a region."""
    org.load_regions(DIVISIONS, by=SETUP)
    office = org.open_office(f"{region} 办公室", "办公室", level, region, None, "023-4800 0000", by=SETUP)
    login = org.enrol(username, name, PASSWORD, by=SETUP)
    org.appoint(login, office, role, date(2026, 7, 1), by=SETUP)
    return login


def bring_in(client, resident: Resident) -> str:
    """A browser in which a resident has proved their code; the key of its session."""
    session = client.session
    session["resident"] = [resident.pk, door_mark(resident)]
    session.save()
    return session.session_key


@pytest.fixture(autouse=True)
def fixed_day(settings):
    settings.TODAY = date(2026, 11, 20)


@pytest.fixture
def wang(db) -> Login:
    return officer("wanglu", "王璐", "500110106", Level.TOWN, Role.CLERK)


@pytest.fixture
def zhou(db) -> Login:
    return officer("zhouhang", "周航", "500112", Level.COUNTY, Role.COUNTY)
