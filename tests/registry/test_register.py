"""People are registered once, live in one family, and are found the way a clerk looks for them."""

from datetime import date

import pytest

from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.models import Login, Office, Post
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.queries import households, masked_id, open_person, search
from jiuzhu.trail.models import Entry

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 2)
BY = Scope.system("test")
VILLAGE = "500110114001"


def member(name, first, relation=Relation.SELF):
    return NewMember(name, with_check_digit(first), relation)


def family(*extra, region=VILLAGE):
    return register_household([member("冉光明", "50022219680312451"), *extra], region, "rural", "", ON, by=BY)


def officer(region):
    login = Login.objects.create(username=f"u{region}", name="小李")
    office = Office.objects.create(name=region, short=region, level="town", region_code=region)
    Post.objects.create(login=login, office=office, role="clerk", since=ON)
    return Scope.of(login, ON)


def test_the_same_family_again_is_the_same_household():
    assert family().pk == family().pk


def test_a_person_cannot_live_in_two_families():
    family(member("周素芬", "51022319710520932", Relation.SPOUSE))
    with pytest.raises(Refused, match="另一户"):
        register_household(
            [member("周文", "51022319700101931"), member("周素芬", "51022319710520932", Relation.SPOUSE)],
            VILLAGE, "rural", "", ON, by=BY,
        )  # fmt: skip


def test_someone_left_out_of_the_new_form_has_left():
    family(member("周素芬", "51022319710520932", Relation.SPOUSE))
    assert family().memberships.filter(until=None).count() == 1


@pytest.mark.parametrize(
    "text", ["冉光明", "冉", "rgm", "RGM", with_check_digit("50022219680312451"), "冉 光明"]
)
def test_a_clerk_finds_a_person_by(text):
    family()
    assert [person.name for person, _ in search(officer("500110114"), text)] == ["冉光明"]


@pytest.mark.parametrize("text", ["", "光明", "rx", "500222196803124599"])
def test_nothing_is_found_by(text):
    family()
    assert search(officer("500110114"), text) == []


def test_an_officer_of_another_town_sees_nobody():
    family()
    stranger = officer("500110109")
    assert search(stranger, "冉光明") == []
    assert not households(stranger).exists()


def test_opening_a_number_is_on_the_trail_and_a_mask_is_not():
    person = family().head
    scope = officer("500110114")
    assert masked_id(person).startswith("500222**********")
    assert not Entry.objects.filter(kind="look").exists()
    assert open_person(scope, person, purpose="核实身份", case_no="SJ-1").id_number == with_check_digit(
        "50022219680312451"
    )
    assert Entry.objects.get(kind="look").subject == f"person:{person.pk}"


def test_a_stranger_cannot_open_a_person():
    person = family().head
    with pytest.raises(PermissionError):
        open_person(officer("500110109"), person, purpose="好奇", case_no="")


@pytest.mark.parametrize("name", ["𬍛喆㛃", "买买提·吐尔逊·阿卜杜热合曼", "阿" * 25])
def test_long_and_rare_names_are_names(name):
    assert (
        register_household([member(name, "51022319700101931")], VILLAGE, "rural", "", ON, by=BY).head.name
        == name
    )


@pytest.mark.parametrize("name", ["", "冉" * 41, "冉1", "冉<b>"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(Refused):
        register_household([member(name, "51022319700101931")], VILLAGE, "rural", "", ON, by=BY)
