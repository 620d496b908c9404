"""The desk sees who agreed to what, and asks who is elsewhere to sign on their own phone."""

import pytest

from jiuzhu.casework import actions as casework
from jiuzhu.verification import actions
from jiuzhu.verification.models import Authorisation, Invitation, Query
from tests.casework.conftest import OPENED, SETUP
from tests.web.desk.situations import photo

BROTHER = {"who": "outside", "name": "周明富", "id_number": "510223197901014918", "phone": "10002310000"}


@pytest.fixture
def page(way):
    return f"/desk/cases/{way.no}/consents"


def text(answer):
    return answer.content.decode()


def test_who_has_no_consent_is_told_with_what_follows(at, page):
    assert "没有。银行、保险、证券和支付机构不会去问。" in text(at("li").get(page))


def test_a_supporter_is_invited_and_asked_about_only_after_signing(at, way, page):
    answer = at("li").post(page, BROTHER | {"kinds": ["financial"]}, follow=True)
    assert "等到" in text(answer) and "周明富" in text(answer)
    casework.start_survey(way.no, OPENED, by=way.town.scope("li"))
    casework.ask_sources(way.no, OPENED, by=way.town.scope("li"))
    asked = Invitation.objects.get()
    of_brother = Query.objects.filter(person=asked.person)
    assert set(of_brother.values_list("reason", flat=True)) == {"no_own_consent"}


def test_who_asks_for_nothing_is_told_what_is_missing(at, page):
    answer = at("li").post(page, {"who": "outside"})
    assert answer.status_code == 422
    assert "姓名还没有填" in text(answer) and "要查哪几类" in text(answer)
    assert not Invitation.objects.exists()


def test_a_live_consent_is_shown_with_its_end(at, way, page):
    actions.authorise(way.household.head, 1, ["financial"], OPENED, OPENED, by=SETUP)
    assert f"申请认定、定期复核；到 {OPENED}；本人签" in text(at("li").get(page))


def test_another_town_has_no_such_page(at, page):
    assert at("stranger").get(page).status_code == 403


SHEET = {
    "registers": ["bank"],
    "purposes": ["review"],
    "until_on_y": "2027",
    "until_on_m": "5",
    "until_on_d": "1",
    "given_by": "self",
}


def test_a_sheet_is_kept_shown_with_the_case_and_taken_back_at_the_desk(at, way, page):
    head = way.household.head_id
    answer = at("li").post(f"{page}/paper", SHEET | {"person_id": head, "photo": photo(3)}, follow=True)
    assert "银行；定期复核；到 2027-05-01；本人签" in text(answer)
    assert "核对授权书" in text(at("li").get(f"/desk/cases/{way.no}/"))
    back = f"{page}/{Authorisation.objects.get().pk}/withdraw"
    assert at("li").post(back, {"signer_id": head}).status_code == 422
    at("li").post(back, {"signer_id": head, "photo": photo(4)})
    assert "没有。银行" in text(at("li").get(page))
    assert "撤回授权书" in text(at("li").get(f"/desk/cases/{way.no}/"))
    assert at("li").get(back).status_code == 404


def test_who_signs_for_another_is_named_with_a_proof(at, way, page):
    answer = at("li").post(
        f"{page}/paper",
        SHEET
        | {"person_id": way.household.head_id, "given_by": "guardian", "giver": "other", "photo": photo(3)},
    )
    assert answer.status_code == 422
    for words in ("姓名还没有填", "身份证号还没有填", "要拍证明关系的材料"):
        assert words in text(answer)


def test_who_only_confirms_keeps_no_consents(at, page):
    assert at("liu").get(f"{page}/paper").status_code == 403
