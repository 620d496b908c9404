"""我的授权: a resident sees what they agreed to, takes it back, and answers what they are asked to sign from afar."""

from datetime import timedelta

import pytest

from jiuzhu.intake.actions import submit, withdraw
from jiuzhu.registry.actions import NewMember, register_person
from jiuzhu.registry.kinds import Relation
from jiuzhu.verification import actions
from jiuzhu.verification.models import Authorisation, Invitation
from tests.casework.conftest import DECIDED, OPENED, SETUP
from tests.intake.conftest import LUO, ON, scope_of, signature, signed_in
from tests.web.conftest import bring_in

pytestmark = pytest.mark.django_db
WIFE = {"name": LUO["name"], "id_number": LUO["id_number"], "phone": "10002313750"}
BROTHER = {"name": "周明富", "id_number": "510223197901014918", "phone": "10002310000"}


@pytest.fixture
def given(way):
    return actions.authorise(
        way.household.head, 1, ["financial"], OPENED, DECIDED + timedelta(days=300), by=SETUP
    )


@pytest.fixture
def asked(way):
    brother = NewMember(**BROTHER, relation=Relation.OTHER)
    return actions.invite(
        way.no, way.household, brother, ["financial"], "apply", DECIDED, by=way.town.scope("li")
    )


@pytest.fixture
def brother(client, asked):
    """The invited brother, signed in with his own identity."""
    resident = signed_in(BROTHER)
    bring_in(client, resident)
    return client


def text(answer):
    return answer.content.decode()


def test_a_consent_is_seen_and_taken_back_before_the_town_accepts(phone, form, zhou):
    handed_in = submit(form, ON, by=scope_of(zhou), consents={"1": signature()})
    page = text(phone.get("/family/consents"))
    assert "11月2日交申请" in page and "受理以后才开始查" in page and "没有有效的授权" not in page
    assert f"/family/progress/{handed_in.number}/withdraw" in page
    withdraw(handed_in, ON, by=scope_of(zhou))
    assert "没有有效的授权" in text(phone.get("/family/consents"))


@pytest.fixture
def wife(client, form, zhou):
    """罗春梅, who signed in her husband's application, on a phone that nobody noted for her."""
    submit(form, ON, by=scope_of(zhou), consents={"1": signature()})
    bring_in(client, signed_in(WIFE))
    return client


def test_who_signed_in_anothers_application_sees_that_too_on_the_phone_noted_for_her(wife):
    register_person(NewMember(**WIFE, relation=Relation.SPOUSE), ON, by=SETUP)
    page = text(wife.get("/family/consents"))
    assert "交周明贵家的申请" in page and "/withdraw" not in page


def test_who_knows_a_name_and_number_does_not_learn_that_the_family_applies(wife):
    page = text(wife.get("/family/consents"))
    assert "周明贵" not in page and "SQ-" not in page and "现在没有有效的授权" in page


def test_live_consents_are_told_in_plain_words(own_phone, given):
    page = text(own_phone.get("/family/consents"))
    for words in ("银行、保险、证券", "申请认定、定期复核", "本人", "撤回"):
        assert words in page
    assert "/family/consents" in text(own_phone.get("/family/"))


def test_what_follows_is_said_before_anything_is_taken_back(own_phone, given):
    page = text(own_phone.get(f"/family/consents/{given.pk}/withdraw"))
    for words in ("真的要撤回吗", "照样算数", "法律允许", "重新签"):
        assert words in page
    assert not Authorisation.objects.get(pk=given.pk).revoked_on


def test_one_press_takes_a_consent_back(own_phone, given):
    answer = own_phone.post(f"/family/consents/{given.pk}/withdraw", follow=True)
    assert "授权撤回了" in text(answer) and "现在没有有效的授权" in text(answer)
    assert Authorisation.objects.get(pk=given.pk).revoked_on == DECIDED


def test_nobody_sees_or_takes_back_somebody_else_s(brother, given):
    assert "现在没有有效的授权" in text(brother.get("/family/consents"))
    assert brother.post(f"/family/consents/{given.pk}/withdraw").url == "/family/consents"
    assert not Authorisation.objects.get(pk=given.pk).revoked_on


def test_the_invited_reads_who_what_for_what_and_until_when(brother, asked):
    page = text(brother.get(f"/family/sign/{asked.pk}"))
    for words in ("周明贵家", "银行、保险、证券", "申请认定", "只有您本人同意", "不同意"):
        assert words in page
    assert f"/family/sign/{asked.pk}" in text(brother.get("/family/consents"))


def test_the_invited_agrees_and_can_take_it_back(brother, asked):
    page = f"/family/sign/{asked.pk}"
    assert brother.post(page, {}).status_code == 422
    assert brother.post(page, {"is_read": "on"}).url == "/family/consents"
    given = Authorisation.objects.get()
    assert (given.person_id, given.given_by) == (asked.person_id, "self")
    assert f"/family/consents/{given.pk}/withdraw" in text(brother.get("/family/consents"))
    assert "签过了" in text(brother.get(page))


def test_the_invited_says_no(brother, asked):
    brother.post(f"/family/sign/{asked.pk}/decline")
    assert Invitation.objects.get().response == "declined"
    assert not Authorisation.objects.exists()


def test_the_link_leads_who_is_not_signed_in_to_the_login_and_a_stranger_nowhere(client, own_phone, asked):
    assert own_phone.get(f"/family/sign/{asked.pk}").status_code == 404
    own_phone.session.flush()
    client.cookies.clear()
    assert client.get(f"/family/sign/{asked.pk}").url == f"/family/login?next=/family/sign/{asked.pk}"
