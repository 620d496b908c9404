"""The demonstration is raised through public acts, once; its logins are what it prints."""

from datetime import date

import pytest
from django.conf import settings

from jiuzhu.demo import start
from jiuzhu.demo.world.places import villages
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import FiledRelative, Login, Office, Region
from jiuzhu.org.queries import filed_relatives, office_of, officers
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import keyed_hash

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def once(for_all_tests, world):
    """The demonstration, raised for all tests; the folder it is in and what was told."""
    lines: list[str] = []
    with for_all_tests():
        world.save(start.folder())
        start.prepare(lines.append)
        yield settings.HOME, lines


@pytest.fixture
def raised(once, db, settings):
    settings.HOME, lines = once
    return lines


def test_divisions_offices_and_logins_are_there(raised):
    assert Region.objects.filter(code__startswith="500110114").count() == 1 + len(villages("500110114"))
    assert Office.objects.filter(level=Level.TOWN).count() == 21
    assert Login.objects.count() == len(start.OFFICERS["officers"])
    assert raised


def test_a_second_call_does_nothing(raised):
    before = Entry.objects.count()
    start.prepare(raised.append)
    assert Entry.objects.count() == before


def test_a_call_after_a_break_goes_on_and_doubles_nothing(raised):
    counted = (
        Region.objects.count(),
        Office.objects.count(),
        Login.objects.count(),
        FiledRelative.objects.count(),
    )
    (settings.HOME / "demo" / "organised").unlink()
    start.prepare(raised.append)
    after = (
        Region.objects.count(),
        Office.objects.count(),
        Login.objects.count(),
        FiledRelative.objects.count(),
    )
    assert after == counted


def test_the_town_has_three_clerks_and_a_confirming_deputy(raised):
    assert officers("500110114", Role.CLERK, date(2026, 11, 20)).count() == 3
    assert officers("500110114", Role.CONFIRMER, date(2026, 11, 20)).get().name == "刘国强"


def test_a_clerk_reaches_her_own_town_only(raised):
    clerk = Scope.of(Login.objects.get(username="lixiaolan"), date(2026, 11, 20))
    assert clerk.covers("500110114206", Role.CLERK)
    assert not clerk.covers("500110109001")


def test_every_role_is_held_by_somebody(raised):
    assert {one["role"] for one in start.OFFICERS["officers"]} == {role.value for role in Role}


def test_the_bureau_is_the_countys_office(raised):
    assert office_of("500110114201", Level.COUNTY).name == "重庆市綦江区民政局"


def test_the_cadres_brother_is_filed(raised):
    (filed,) = filed_relatives([keyed_hash("id_number", "51022319700504959X")])
    assert filed.official == "蒋大富"
    assert filed.login.username == "jiangdafu"


def test_the_printed_password_opens_every_login(raised):
    for one in start.OFFICERS["officers"]:
        assert one["login"] in start.LOGINS
        assert Login.objects.get(username=one["login"]).check_password(start.OFFICERS["password"])
    assert not Login.objects.filter(must_change=True).exists()
