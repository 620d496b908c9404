"""What a family agreed to, on the phone; who is asked to sign, and what a supervisor should see, at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiuzhu.intake.models import Resident
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.queries import open_person
from jiuzhu.trail.seal import seal
from jiuzhu.verification import actions
from tests.browser.test_desk import sit, way
from tests.casework.conftest import DECIDED, OPENED, SETUP, town
from tests.oversight.conftest import find, look, supervisor
from tests.web.citizen.test_consents import BROTHER
from tests.web.conftest import bring_in

__all__ = ["look", "sit", "supervisor", "town", "way"]
pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "citizen-consents": "family/consents",
    "citizen-withdraw-consent": "family/consents/{consent}/withdraw",
    "citizen-sign": "family/sign/{asked}",
}
PAGES_OF_OFFICERS = {
    "desk-consents": "desk/cases/{no}/consents",
    "desk-consent-paper": "desk/cases/{no}/consents/paper",
    "desk-consent-withdraw": "desk/cases/{no}/consents/{consent}/withdraw",
}
PAGES_OF_SUPERVISORS = {
    "desk-oversight": "desk/oversight/",
    "desk-alarm": "desk/oversight/alarms/{alarm}/",
    "desk-trail": "desk/cases/{no}/trail",
}


@pytest.fixture
def asked(way):
    brother = NewMember(**BROTHER, relation=Relation.OTHER)
    return actions.invite(
        way.no, way.household, brother, ["financial"], "apply", OPENED, by=way.town.scope("li")
    )


def test_a_consent_is_read_taken_back_and_signed_on_a_phone(
    live_server, phone_page, client, settings, visit_all, asked
):
    settings.TODAY = OPENED
    person = asked.person
    own = actions.authorise(person, 1, ["financial"], OPENED, OPENED + timedelta(days=99), by=SETUP)
    resident = Resident.objects.create(
        name=person.name,
        id_number=BROTHER["id_number"],
        id_hash=person.id_hash,
        phone=BROTHER["phone"],
        person_id=person.pk,
    )
    key = bring_in(client, resident)
    cookie = {"name": "sessionid", "value": key, "url": live_server.url}
    phone_page.context.add_cookies([cookie])
    visit_all(phone_page, PAGES, consent=own.pk, asked=asked.pk)
    phone_page.evaluate("document.documentElement.classList.add('jz-large')")
    phone_page.get_by_label("上面的我看过").check()
    with phone_page.expect_navigation():
        phone_page.get_by_role("button", name="同意", exact=True).click()
    assert phone_page.get_by_text("签好了").is_visible()


def test_the_desk_s_pages_of_consents_read_well(desk_page, sit, asked, way, town, visit_all):
    head, until = way.household.head, OPENED + timedelta(days=99)
    own = actions.authorise(head, 1, ["financial"], OPENED, until, by=SETUP, registers=["bank"])
    sit(desk_page, town.li, OPENED)
    visit_all(desk_page, PAGES_OF_OFFICERS, no=asked.case_no, consent=own.pk)


def test_the_supervisor_s_pages_read_well(desk_page, sit, supervisor, look, way, town, visit_all):
    for number in range(3):
        look(f"SJ-2026-1{number}", hour=21)
    alarm = find()["off_hours"]
    way.to_notice()
    seal(timezone.now())
    open_person(town.scope("li"), way.household.head, purpose="核对申请人身份", case_no=way.no)
    sit(desk_page, supervisor, DECIDED)
    visit_all(desk_page, PAGES_OF_SUPERVISORS, alarm=alarm.pk, no=way.no)
