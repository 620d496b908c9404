"""The window notes the phone of whoever stands there with their card, whether anything is under way for them or not."""

import pytest

from jiuzhu.intake.actions import accept, note_phone_by_card, open_draft, submit
from jiuzhu.intake.models import Applicant
from jiuzhu.intake.queries import door_mark, entered
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import appoint, enrol, file_relative
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import leave
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import households
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import reveal
from tests.intake.conftest import AT, LUO, ON, scope_of, signature, signed_in

pytestmark = pytest.mark.django_db
CARD = {"id_number": LUO["id_number"], "name": LUO["name"], "phone": "10002313750"}
STRANGER = CARD | {"phone": "10002319999"}
ELSEWHERE = Scope("officer", "officer:3", "小吴", (("clerk", "500110106"),), login_id=3)
SETUP = Scope.system("setup")


@pytest.fixture
def handed_in(form, zhou):
    return submit(form, ON, by=scope_of(zhou), consents={"1": signature()})


def reach(resident):
    return entered(scope_of(resident), door_mark(resident))


def test_whoever_a_stranger_s_form_keeps_out_comes_in_on_the_phone_that_was_noted(town, clerk):
    stranger = signed_in(STRANGER)
    open_draft(stranger, AT, by=scope_of(stranger))
    mark = door_mark(stranger)
    note_phone_by_card(**CARD, at=AT, by=clerk)
    assert entered(scope_of(stranger), mark) is None
    assert reach(signed_in(CARD)).person_id == Person.objects.get().pk


def test_the_phone_opens_the_family_that_names_its_holder_later(handed_in, clerk):
    note_phone_by_card(**CARD, at=AT, by=clerk)
    case = accept(handed_in, ON, by=clerk)
    assert households(reach(signed_in(CARD))).get() == case.household


def test_who_left_a_family_has_a_window_too(handed_in, clerk):
    case = accept(handed_in, ON, by=clerk)
    luo = Person.objects.get(name=LUO["name"])
    leave(case.household, luo, ON, by=clerk)
    Applicant.objects.update(is_open=False)
    note_phone_by_card(**CARD, at=AT, by=ELSEWHERE)
    luo.refresh_from_db()
    assert reveal(luo, "phone") == CARD["phone"]


@pytest.mark.parametrize("is_accepted", [True, False])
def test_whom_a_family_or_an_open_application_names_is_for_the_officers_of_that_place(
    handed_in, clerk, is_accepted
):
    if is_accepted:
        accept(handed_in, ON, by=clerk)
        Applicant.objects.update(is_open=False)
    with pytest.raises(Refused, match="由当地的"):
        note_phone_by_card(**CARD, at=AT, by=ELSEWHERE)


@pytest.mark.parametrize("is_accepted", [True, False])
def test_nobody_notes_a_phone_for_the_family_of_a_relative(town, handed_in, clerk, is_accepted):
    if is_accepted:
        accept(handed_in, ON, by=clerk)
        Applicant.objects.update(is_open=False)
    login = enrol("luo", "罗春生", "not-a-real-one", by=SETUP)
    appoint(login, town, Role.CLERK, ON, by=SETUP)
    file_relative("罗春生", town, login, "妹夫", "510223198203149019", ON, by=SETUP)
    with pytest.raises(Refused, match="回避"):
        note_phone_by_card(**CARD, at=AT, by=Scope.of(login, ON))


def test_the_village_notes_no_phone_of_anybody(town):
    village = Scope("officer", "officer:2", "小杨", (("assistant", "500110114001"),), login_id=2)
    with pytest.raises(Refused, match="经办"):
        note_phone_by_card(**CARD, at=AT, by=village)
    assert not Person.objects.exists()


def test_a_member_is_not_renamed_at_the_window(handed_in, clerk):
    accept(handed_in, ON, by=clerk)
    with pytest.raises(Refused, match="是不是同一个人"):
        note_phone_by_card(**(CARD | {"name": "罗春兰"}), at=AT, by=clerk)


def test_the_card_is_believed_before_a_name_that_only_a_form_gave(town, clerk):
    stranger = signed_in(STRANGER | {"name": "罗春兰"})
    open_draft(stranger, AT, by=scope_of(stranger))
    note_phone_by_card(**CARD, at=AT, by=clerk)
    assert signed_in(CARD).name == CARD["name"]


def test_the_trail_says_who_noted_whose_phone_and_not_which(town, clerk):
    note_phone_by_card(**CARD, at=AT, by=clerk)
    entry = Entry.objects.get(act="intake.note_phone_by_card")
    assert (entry.actor, entry.subject) == ("officer:1", f"person:{Person.objects.get().pk}")
    assert CARD["phone"] not in str(vars(entry))
