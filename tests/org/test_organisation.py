"""Building the organisation twice builds it once; relatives are found by their numbers and kept without them."""

import pytest

from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org import actions, queries
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import FiledRelative, Login, Region
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import keyed_hash
from tests.org.conftest import PLACES, SETUP, SINCE, open_office

pytestmark = pytest.mark.django_db
TOWN, NUMBER = "500110103", with_check_digit("51022319710520910")
ROWS = [
    {"code": code, "name": name, "level": level, "parent": "500110" if len(code) == 9 else ""}
    for code, (name, level) in PLACES.items()
]


def file(number=NUMBER, by=SETUP):
    return actions.file_relative("张书记", open_office(TOWN), None, "配偶", number, SINCE, by=by)


def test_divisions_are_loaded_once():
    assert [actions.load_regions(ROWS, by=SETUP).rows for _ in range(2)] == [len(ROWS), 0]


def test_a_division_that_ended_may_come_again_under_its_code():
    actions.load_regions(ROWS, by=SETUP)
    Region.objects.filter(code=TOWN).update(until="2026-01-01")
    assert actions.load_regions(ROWS, by=SETUP).rows == 1
    assert queries.region(TOWN).until is None


def test_a_place_is_told_from_the_county_down():
    actions.load_regions(ROWS, by=SETUP)
    assert queries.path_names("500110103201") == ["綦江区", "三角镇", "乐兴村"]


def test_each_level_of_a_place_has_its_office():
    county, town = open_office("500110"), open_office(TOWN)
    assert queries.office_of("500110103201", Level.COUNTY) == county
    assert queries.office_of("500110103201", Level.TOWN) == town
    assert queries.office_of("500110103201", Level.VILLAGE) is None


def test_the_office_of_another_department_is_not_the_bureau(xu):
    assert queries.office_of(TOWN, Level.COUNTY) is None
    bureau = open_office("500110")
    assert queries.office_of(TOWN, Level.COUNTY) == bureau


def test_a_login_enrolled_again_keeps_its_password():
    for password in ("a-long-enough-word", "another-long-word"):
        login = actions.enrol("wanglu", "王璐", password, by=SETUP)
    assert login.check_password("a-long-enough-word")


def test_officers_of_a_place_are_those_in_office(appoint):
    wang, li = appoint("wanglu", TOWN), appoint("lina", TOWN)
    appoint("zhou", "500110104")
    Login.objects.filter(pk=li.pk).update(is_active=False, closed_on=SINCE)
    assert list(queries.officers(TOWN, Role.CLERK, SINCE)) == [wang]


def test_only_the_setup_builds_the_organisation(appoint):
    clerk = Scope.of(appoint("wanglu", TOWN), SINCE)
    with pytest.raises(Refused, match="初始化"):
        actions.enrol("friend", "朋友", "a-long-enough-word", by=clerk)
    with pytest.raises(Refused):
        actions.load_regions(ROWS, by=clerk)


def test_a_relative_is_filed_once_and_found_by_number():
    assert file().pk == file().pk
    assert queries.filed_relatives([keyed_hash("id_number", NUMBER)]).get().official == "张书记"


@pytest.mark.parametrize("written", [NUMBER.lower(), f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"])
def test_a_relative_is_found_however_the_number_was_written(written):
    file(written)
    assert queries.filed_relatives([keyed_hash("id_number", NUMBER)]).exists()


def test_a_number_that_cannot_be_one_is_not_filed():
    wrong = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")
    with pytest.raises(Refused, match="最后一位对不上"):
        file(wrong)
    assert not FiledRelative.objects.exists()


def test_a_filing_keeps_the_number_nowhere():
    filing = file()
    assert NUMBER not in str(FiledRelative.objects.filter(pk=filing.pk).values().get())
    assert NUMBER not in str(list(Entry.objects.values()))


def test_an_officer_files_relatives_of_the_own_place_only(appoint):
    assert file(by=Scope.of(appoint("wanglu", TOWN), SINCE)).relation == "配偶"
    with pytest.raises(Refused):
        file(by=Scope.of(appoint("zhou", "500110104"), SINCE))


def test_a_village_is_called_by_its_name_not_by_its_committee():
    assert queries.place_name("永安村村民委员会") == "永安村"
    assert queries.place_name("三角社区居民委员会") == "三角社区"
    assert queries.place_name("三角镇") == "三角镇"
