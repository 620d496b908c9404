"""Simulations at the desk: 叶琳 (政策) asks, 王志远 (区级审核) reads names, 周航 works elsewhere."""

from datetime import UTC, date, datetime

import pytest

from jiuzhu.analysis.actions import Asked, ask
from jiuzhu.casework.models import Case
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.scope import Scope
from tests.analysis.families import DAY, RULINGS, determined, standards, told
from tests.benefits import situations
from tests.web.conftest import officer

LIST, NEW = "/desk/policy/simulations/", "/desk/policy/simulations/new"


TODAY = date(2026, 12, 10)


NOW = datetime(2026, 12, 10, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.TODAY = tmp_path, TODAY


@pytest.fixture
def ye(db):
    return officer("yelin", "叶琳", "500110", Level.COUNTY, Role.POLICY)


@pytest.fixture
def wang_of_county(db):
    return officer("wangzhiyuan", "王志远", "500110", Level.COUNTY, Role.COUNTY)


@pytest.fixture
def visit(client):
    """Ask for a page, or send a form, as an officer."""

    def ask_for(who, address, data=None):
        client.force_login(who)
        return client.get(address) if data is None else client.post(address, data)

    return ask_for


def text(response):
    return response.content.decode()


def families(wages):
    for index, wage in enumerate(wages):
        row = determined(told(wage), f"SJ-2026-{index:04d}")
        Case.objects.create(
            case_no=row.case_no, application_no=f"SQ-{index}", kind="new", programme="dibao", household=row.household,
            applicant=row.household.head, region_code=row.household.region_code, stage="accepted", opened_on=TODAY, applied_on=TODAY,
        )  # fmt: skip


def simulated(login, urban=80_000, **about):
    given = {
        "title": "方案乙",
        "region": "500110",
        "amendment": standards(urban),
        "on": DAY,
        "first_month": Month.of(DAY),
    }
    return ask(Asked(**{**given, "assumed": RULINGS, **about}), TODAY, NOW, by=Scope.of(login, TODAY))


def address(row, place=""):
    return f"{LIST}{row.pk}/{place}"


MAYOR = Scope("officer", "officer:70", "方晴", ((Role.POLICY, "500000"),), login_id=70)


CUT = 70_000
"""With it the last of the cut families leaves."""


def in_towns(wages_by_town):
    """Families of several towns, so many of each."""
    number = 0
    for village, wages in wages_by_town.items():
        for wage in wages:
            household = situations.family(1, village=village)
            determined(told(wage, region=village), f"SJ-2026-{village[6:]}-{number}", household)
            number += 1
