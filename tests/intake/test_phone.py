"""A code proves a phone, not whose it is: the household opens to the phone that the register holds."""

from datetime import timedelta

import pytest

from jiuzhu.casework import letters
from jiuzhu.intake.actions import (
    accept,
    end_unsupplied,
    enter,
    note_phone,
    open_draft,
    request_correction,
    save_step,
    send_code,
    submit,
    turn_away,
    withdraw,
)
from jiuzhu.intake.models import Applicant, Correction
from jiuzhu.intake.queries import applications, door_mark, drafts_of, entered
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, leave, phone_to_tell, register_person
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import households
from jiuzhu.vault.seal import reveal
from tests.intake.conftest import AT, LUO, ON, PAGES, VISITOR, ZHOU, scope_of, signature, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STRANGER = {"id_number": LUO["id_number"], "name": LUO["name"], "phone": "10002319999"}
OWN = "10002313750"


@pytest.fixture
def case(form, zhou, clerk):
    application = submit(form, ON, by=scope_of(zhou), consents={"1": signature()})
    return accept(application, ON, by=clerk)


@pytest.fixture
def luo(case):
    return Person.objects.get(name=LUO["name"])


def reach(resident):
    return entered(scope_of(resident), door_mark(resident))


def test_who_knows_a_name_and_number_finds_nothing_of_the_household(case):
    scope = reach(signed_in(STRANGER))
    assert scope.person_id is None
    assert not households(scope).exists()
    assert not applications(scope).exists()


def test_the_applicant_reaches_the_own_household(case, zhou):
    assert households(reach(zhou)).get() == case.household


def test_on_an_unnoted_phone_one_writes_a_form_of_ones_own(case):
    resident = signed_in(STRANGER)
    open_draft(resident, AT, by=reach(resident))
    assert drafts_of(reach(resident)).count() == 1


def handed_in_alone(resident):
    """A form of 罗春梅 alone, handed in on whatever phone."""
    by = reach(resident)
    form = open_draft(resident, AT, by=by)
    told = PAGES | {"person/0": PAGES["person/0"] | STRANGER, "living/0": {"ways": ["none"]}}
    told |= {"health": {"who": ["none"]}, "check": PAGES["check"] | {"holder": LUO["name"]}}
    for page in told:
        if page not in ("amount/0/wage", "living/1", "ill/0"):
            form = save_step(form, page, told[page], AT, by=by)
    return submit(form, ON, by=by)


@pytest.fixture
def apart(luo, case, clerk):
    """罗春梅 has left the family and applies alone, on a phone that nobody noted for her."""
    leave(case.household, luo, ON, by=clerk)
    Applicant.objects.update(is_open=False)
    resident = signed_in(STRANGER)
    return resident, handed_in_alone(resident)


def test_who_once_belonged_to_a_family_has_no_phone_noted_by_an_acceptance_alone(luo, apart, clerk):
    resident, application = apart
    accept(application, ON, by=clerk)
    luo.refresh_from_db()
    assert not luo.phone
    assert reach(resident).person_id is None


def test_messages_go_all_the_same_to_the_phone_on_which_they_applied(luo, apart, clerk):
    own = accept(apart[1], ON, by=clerk)
    letters.tell(own, "您家的低保通过了", ON, clerk)
    told = Message.objects.latest("pk")
    assert (told.kind, reveal(told, "phone")) == ("sms", STRANGER["phone"])
    luo.refresh_from_db()
    note_phone(own.case_no, luo, OWN, AT, by=clerk)
    assert phone_to_tell(luo) == OWN


def test_an_acceptance_by_who_saw_the_card_notes_the_phone(apart, clerk):
    resident, application = apart
    own = accept(application, ON, by=clerk, is_card_seen=True)
    assert households(reach(resident)).get() == own.household


def taken_back(application, stranger, clerk):
    withdraw(application, ON, by=scope_of(stranger))


def turned_away(application, stranger, clerk):
    turn_away(application, {"name": "江津区", "phone": "12345"}, "户口在江津", ON, by=clerk)


def ended(application, stranger, clerk):
    request_correction(application, [{"what": "住院发票", "how": "拍照"}], ON, by=clerk)
    end_unsupplied(application, Correction.objects.get().due_on + timedelta(days=1), by=clerk)


@pytest.mark.parametrize("end", [taken_back, turned_away, ended])
def test_what_was_never_accepted_leaves_no_phone_that_opens_the_family_which_names_them_later(
    form, zhou, clerk, end
):
    stranger = signed_in(STRANGER)
    application = handed_in_alone(stranger)
    end(application, stranger, clerk)
    accept(submit(form, ON, by=scope_of(zhou), consents={"1": signature()}), ON, by=clerk)
    assert not households(reach(stranger)).exists()
    assert applications(reach(stranger)).get() == application


def test_a_phone_that_an_office_noted_outlasts_an_application_that_is_taken_back(town, clerk):
    resident = signed_in(STRANGER)
    luo = register_person(NewMember(**STRANGER, relation=Relation.SELF), ON, by=clerk)
    withdraw(handed_in_alone(resident), ON, by=scope_of(resident))
    luo.refresh_from_db()
    assert reveal(luo, "phone") == STRANGER["phone"]


def test_who_withdrew_and_applies_anew_reaches_the_own_household(town, clerk):
    resident = signed_in(STRANGER)
    withdraw(handed_in_alone(resident), ON, by=scope_of(resident))
    case = accept(handed_in_alone(resident), ON, by=clerk)
    assert households(reach(resident)).get() == case.household


def test_the_window_notes_a_phone_and_its_holder_finds_the_household(case, luo, clerk):
    note_phone(case.case_no, luo, OWN, AT, by=clerk)
    scope = reach(signed_in(STRANGER | {"phone": OWN}))
    assert households(scope).get() == case.household


def test_who_was_signed_in_on_another_phone_is_so_no_longer(case, luo, clerk):
    stranger = signed_in(STRANGER)
    mark = door_mark(stranger)
    sent = send_code(**STRANGER, at=AT, by=VISITOR)
    note_phone(case.case_no, luo, OWN, AT, by=clerk)
    assert entered(scope_of(stranger), mark) is None
    assert "过期" in enter(sent.resident, sent.code, AT, by=VISITOR).wrong


def test_a_changed_phone_is_noted_and_the_old_one_lets_nobody_in(case, zhou, clerk):
    mark = door_mark(zhou)
    note_phone(case.case_no, case.applicant, OWN, AT, by=clerk)
    assert entered(scope_of(zhou), mark) is None
    assert signed_in(ZHOU | {"phone": OWN}) == zhou
    assert households(reach(zhou)).exists()


def test_the_village_notes_no_phone(case, luo):
    village = Scope("officer", "officer:2", "小杨", (("assistant", "500110114001"),), login_id=2)
    with pytest.raises(Refused, match="经办"):
        note_phone(case.case_no, luo, OWN, AT, by=village)


def test_the_phone_of_somebody_of_another_family_is_not_noted_here(case, luo, clerk):
    leave(case.household, luo, ON, by=clerk)
    with pytest.raises(Refused, match="不是这个家庭里的人"):
        note_phone(case.case_no, luo, OWN, AT, by=clerk)


def test_a_number_that_no_phone_has_is_refused(case, luo, clerk):
    with pytest.raises(Refused, match="11 位"):
        note_phone(case.case_no, luo, "12345", AT, by=clerk)


def test_the_form_takes_the_phone_on_which_one_signed_in(zhou):
    by = scope_of(zhou)
    form = open_draft(zhou, AT, by=by)
    with pytest.raises(Refused, match="登录时的一样"):
        save_step(form, "person/0", PAGES["person/0"] | {"phone": OWN}, AT, by=by)
    assert reveal(zhou, "phone") == ZHOU["phone"]
