"""A family takes its application back on its phone, and fills in another with what it had written."""

import pytest

from jiuzhu.intake import steps
from jiuzhu.intake.actions import accept, save_step, submit
from jiuzhu.intake.models import Application, Draft
from tests.intake.conftest import AT, LUO, ON, scope_of, signature, signed_in
from tests.web.conftest import bring_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(form, zhou):
    form = save_step(form, steps.FAMILY_PAGE, {}, AT, by=scope_of(zhou))
    return submit(form, ON, by=scope_of(zhou), consents={"1": signature()})


@pytest.fixture
def page(application):
    return f"/family/progress/{application.number}"


def text(answer):
    return answer.content.decode()


def state():
    return Application.objects.get().state


def test_what_follows_is_said_before_anything_is_done(phone, page):
    assert f"{page}/withdraw" in text(phone.get(page))
    asked = text(phone.get(f"{page}/withdraw"))
    assert "真的要撤回吗" in asked
    assert "重新申请" in asked
    assert state() == "submitted"


def test_one_press_takes_it_back_and_offers_another_form(phone, page):
    assert phone.post(f"{page}/withdraw", {"reason": ""}).url == page
    after = text(phone.get(page))
    assert state() == "withdrawn"
    assert "重新填一份" in after
    assert f"{page}/withdraw" not in after


def test_the_front_page_says_so(phone, page):
    phone.post(f"{page}/withdraw", {})
    assert "已经撤回" in text(phone.get("/family/"))


def test_the_new_form_is_filled_in_up_to_the_photos(phone, page, application):
    phone.post(f"{page}/withdraw", {})
    answer = phone.post("/family/apply", {"again": application.number})
    assert answer.url == "/family/apply/papers"
    assert "罗春梅" in text(phone.get("/family/apply/family"))
    assert Draft.objects.filter(is_submitted=False).count() == 1


def test_once_accepted_the_page_leads_back_and_the_act_is_refused(phone, page, application, clerk):
    accept(application, ON, by=clerk)
    assert f"{page}/withdraw" not in text(phone.get(page))
    assert phone.get(f"{page}/withdraw").url == page
    refused = phone.post(f"{page}/withdraw", {})
    assert refused.status_code == 409
    assert "终止程序" in text(refused)


def test_another_family_neither_takes_it_back_nor_reads_it(client, page, application):
    luo = signed_in({"id_number": LUO["id_number"], "name": LUO["name"], "phone": "10002313750"})
    bring_in(client, luo)
    assert client.post(f"{page}/withdraw", {}).status_code == 404
    assert client.post("/family/apply", {"again": application.number}).status_code == 404
    assert state() == "submitted"
