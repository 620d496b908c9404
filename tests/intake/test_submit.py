"""A form is handed in once and whole, and nobody is in two applications at a time."""

import pytest

from jiuzhu.clocks.models import Clock
from jiuzhu.documents.models import SignedRecord
from jiuzhu.intake import queries
from jiuzhu.intake.actions import save_step, submit
from jiuzhu.intake.models import Application
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.registry.models import Person
from jiuzhu.vault.seal import reveal
from tests.intake.conftest import AT, LUO, ON, PAGES, filled, scope_of, signature, signed_in

pytestmark = pytest.mark.django_db


def hand_in(form, resident, consents=("1",)):
    return submit(form, ON, by=scope_of(resident), consents={key: signature() for key in consents})


def test_a_whole_form_gets_a_number(form, zhou):
    assert hand_in(form, zhou).number == "SQ-2026-0001"


def test_handing_in_twice_is_one_application(form, zhou):
    assert hand_in(form, zhou).pk == hand_in(form, zhou).pk
    assert Application.objects.count() == 1


def test_each_adult_has_signed_a_consent(form, zhou):
    application = hand_in(form, zhou)
    records = SignedRecord.objects.filter(about=application.number, kind="consent")
    assert {reveal(record.signatures.get(), "name") for record in records} == {"周明贵", "罗春梅"}


def test_an_adult_who_has_not_signed_is_named(form, zhou):
    with pytest.raises(Refused, match="罗春梅还没有签字"):
        hand_in(form, zhou, consents=())


def test_a_refused_form_uses_up_no_number(form, zhou):
    with pytest.raises(Refused):
        hand_in(form, zhou, consents=())
    assert hand_in(form, zhou).number == "SQ-2026-0001"


def test_a_page_that_is_missing_is_named(zhou):
    form = filled(zhou, health={"who": ["0", "1"]})
    with pytest.raises(Refused, match="罗春梅的身体怎么样"):
        hand_in(form, zhou)


def test_without_the_promise_nothing_is_handed_in(zhou):
    with pytest.raises(Refused, match="先勾选承诺"):
        filled(zhou, check=PAGES["check"] | {"promise": ""})


def test_a_person_in_another_open_application_is_named(form, zhou):
    hand_in(form, zhou)
    luo = signed_in({"id_number": LUO["id_number"], "name": LUO["name"], "phone": "10002313750"})
    by = scope_of(luo)
    theirs = filled_alone(luo)
    with pytest.raises(Refused, match="罗春梅已经在另一份没办完的申请里"):
        submit(theirs, ON, by=by)
    assert Application.objects.count() == 1


def filled_alone(resident):
    from jiuzhu.intake.actions import open_draft

    by = scope_of(resident)
    draft = open_draft(resident, AT, by=by)
    own = {**LUO, "phone": "10002313750"}
    changed = {
        "person/0": own,
        "about/0": LUO,
        "living/0": {"ways": ["none"]},
        "health": {"who": ["none"]},
        "check": PAGES["check"] | {"holder": LUO["name"]},
    }
    for page, told in (PAGES | changed).items():
        if page not in ("living/1", "amount/0/wage", "ill/0"):
            draft = save_step(draft, page, told, AT, by=by)
    return draft


def test_what_was_handed_in_no_longer_changes(form, zhou):
    hand_in(form, zhou)
    with pytest.raises(Refused, match="已经交了"):
        save_step(form, "savings", {"amount": "1"}, AT, by=scope_of(zhou))


def test_the_town_has_three_working_days(form, zhou):
    application = hand_in(form, zhou)
    assert Clock.objects.get(case_no=application.number).key == "db.accept"


def test_the_family_is_told_that_it_arrived(form, zhou):
    application = hand_in(form, zhou)
    told = Message.objects.get(case_no=application.number)
    assert application.number in reveal(told, "body")


def test_the_applicant_is_registered_so_that_letters_find_them(form, zhou):
    hand_in(form, zhou)
    zhou.refresh_from_db()
    assert Person.objects.get().pk == zhou.person_id


def test_an_officer_of_another_town_finds_nothing(form, zhou, clerk):
    from dataclasses import replace

    number = hand_in(form, zhou).number
    assert queries.application(clerk, number).number == number
    with pytest.raises(Refused):
        queries.application(replace(clerk, duties=(("clerk", "500110109"),)), number)
