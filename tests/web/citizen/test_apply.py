import base64

import pytest

from jiuzhu.documents.models import Signature
from jiuzhu.intake import steps
from jiuzhu.intake.actions.draft import payload_of
from jiuzhu.intake.models import Applicant, Application, Draft
from jiuzhu.notices.models import Message
from tests.catalogue.conftest import monitored_banks, publish
from tests.intake.conftest import LUO, PAGES, YUHAN, ZHOU, filled, signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(phone):
    phone.post("/family/apply")
    return phone


def text(answer):
    return answer.content.decode()


def test_a_visitor_is_asked_who_they_are(client, db):
    assert client.get("/family/apply").url == "/family/login?next=/family/apply"


def test_a_code_opens_the_door(client, town, settings):
    settings.DEMO = True
    assert client.post("/family/login", ZHOU).url == "/family/code"
    code = client.session["door"][2]
    assert f"<b>{code}</b>" in text(client.get("/family/code"))
    assert client.post("/family/code", {"code": code}).url == "/family/"
    assert "周明贵，您好" in text(client.get("/family/"))


def test_the_code_is_never_shown_outside_a_demonstration(client, town):
    client.post("/family/login", ZHOU)
    assert client.session["door"][2] == ""
    assert "演示" not in text(client.get("/family/code"))


def test_a_wrong_code_hears_the_same_whether_one_was_sent_or_not(started, client):
    told = []
    Message.objects.all().delete()
    for phone in (ZHOU["phone"], "13800000000"):
        assert client.post("/family/login", ZHOU | {"phone": phone}).url == "/family/code"
        page = client.post("/family/code", {"code": "x"})
        assert page.status_code == 422
        told.append(text(page))
    assert "试过五次" in told[0]
    assert "请带身份证到镇政府窗口登记新号" in told[1]
    assert Message.objects.count() == 1


def test_a_page_that_is_asked_again_says_why_and_keeps_what_was_written(started):
    started.post("/family/apply/person/0", PAGES["person/0"])
    started.post("/family/apply/savings", PAGES["savings"])
    assert "又写了人" not in text(started.get("/family/apply/savings"))
    started.post("/family/apply/person/new", LUO)
    page = text(started.get("/family/apply/savings"))
    assert "又写了人" in page and 'value="3200"' in page
    started.post("/family/apply/savings", PAGES["savings"])
    assert "又写了人" not in text(started.get("/family/apply/savings"))


def test_the_form_goes_on_where_it_was_left(started):
    assert started.get("/family/apply/applicant").url == "/family/apply/town"
    assert started.post("/family/apply/town", PAGES["town"]).url == "/family/apply/applicant"
    assert "文昌社区" in text(started.get("/family/apply/applicant"))
    started.post("/family/apply/applicant", PAGES["applicant"])
    assert started.get("/family/apply").url == "/family/apply/about/0"


def test_a_saved_page_says_when_it_was_saved(started):
    assert "已存" in text(started.get("/family/apply/town"))


def test_wrong_answers_come_back_with_what_is_right(started):
    page = started.post("/family/apply/person/new", LUO | {"id_number": "510223198408029146"})
    assert page.status_code == 422
    assert "有 1 处要改一下" in text(page)
    assert "最后一位对不上" in text(page)
    assert 'value="罗春梅"' in text(page)


def test_a_member_is_added_and_taken_out(started):
    assert started.post("/family/apply/person/new", LUO).url == "/family/apply/about/1"
    assert started.post("/family/apply/about/1", LUO).url == "/family/apply/family"
    assert "罗春梅" in text(started.get("/family/apply/family"))
    started.post("/family/apply/remove/1")
    assert "罗春梅" not in text(started.get("/family/apply/family"))


def test_a_page_this_family_does_not_see_leads_to_one_it_does(started):
    assert started.get("/family/apply/living/9").url == "/family/apply/town"


def test_what_was_answered_is_there_to_change(phone, zhou):
    filled(zhou)
    page = text(phone.get("/family/apply/check"))
    assert "1,200 元" in page
    assert "6217000500110114000" not in page.replace('value="6217000500110114000"', "")
    assert 'href="/family/apply/savings"' in page


def test_a_number_is_masked_among_the_answers(phone, zhou):
    filled(zhou)
    assert "510223**********41" in text(phone.get("/family/apply/check"))


def test_handing_in_without_a_signature_names_who_has_not_signed(phone, zhou):
    filled(zhou)
    page = phone.post("/family/apply/check", PAGES["check"])
    assert page.status_code == 422
    assert "罗春梅还没有签字" in text(page)


def test_all_that_is_wrong_on_the_last_page_is_said_at_once_and_nothing_is_saved(phone, zhou):
    filled(zhou)
    page = phone.post("/family/apply/check", {"holder": "别人", "card": "1"})
    assert page.status_code == 422
    for words in (
        "没有“别人”这一项",
        "卡号是 12 到 19 位数字",
        "请先勾选承诺",
        "罗春梅还没有签字",
        "还没有存",
    ):
        assert words in text(page)
    assert "已存" not in text(page)


def test_what_a_family_wants_to_tell_has_room(phone, zhou):
    filled(zhou)
    assert '<textarea name="story"' in text(phone.get("/family/apply/spending"))


def test_what_is_wrong_with_number_and_phone_is_said_together_beside_each(client, town):
    page = client.post("/family/login", ZHOU | {"id_number": "510223198203149018", "phone": "123"})
    assert page.status_code == 422
    assert "最后一位对不上" in text(page) and "手机号是 11 位" in text(page)
    assert text(page).count("has-error") == 2


def test_what_was_drawn_on_the_screen_is_kept_as_strokes(phone, zhou):
    filled(zhou)
    drawn = f"data:image/png;base64,{base64.b64encode(signature()).decode()}"
    phone.post("/family/apply/check", PAGES["check"] | {"sign-1": drawn})
    consents = Signature.objects.filter(record__kind="consent").order_by("pk")
    assert [one.method for one in consents] == ["click", "strokes"]


def test_monitoring_is_agreed_to_by_each_apart_where_it_asks_what_needs_consent(phone, zhou):
    filled(zhou)
    assert "watch-0" not in text(phone.get("/family/apply/check"))
    publish(monitored_banks())
    page = text(phone.get("/family/apply/check"))
    assert "不勾不影响申请" in page and 'name="watch-0"' in page and 'name="watch-1"' in page
    drawn = f"data:image/png;base64,{base64.b64encode(signature()).decode()}"
    phone.post("/family/apply/check", PAGES["check"] | {"sign-1": drawn, "watch-0": "on"})
    agreed = Applicant.objects.order_by("pk").values_list("monitoring", flat=True)
    assert [one is not None for one in agreed][:2] == [True, False]


def test_handing_in_leads_to_the_familys_own_page(phone, zhou):
    from django.core.files.uploadedfile import SimpleUploadedFile

    filled(zhou)
    photo = SimpleUploadedFile("luo.png", signature(), "image/png")
    answer = phone.post("/family/apply/check", PAGES["check"] | {"sign-1_photo": photo}, follow=True)
    assert "已经交到镇里" in text(answer)
    number = Application.objects.get().number
    assert "镇里看材料" in text(phone.get(f"/family/progress/{number}"))


def test_what_is_no_photo_is_said_and_not_kept(phone, zhou):
    from django.core.files.uploadedfile import SimpleUploadedFile

    filled(zhou)
    page = phone.post("/family/apply/papers", {"id_card": SimpleUploadedFile("a.jpg", b"no photo")})
    assert page.status_code == 409
    assert "papers" not in payload_of(Draft.objects.get())


def test_a_page_asks_the_database_as_often_for_one_as_for_three(
    phone, started, zhou, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        phone.get("/family/apply/family")
    for person in (LUO, YUHAN):
        started.post("/family/apply/person/new", person)
    with django_assert_max_num_queries(4):
        phone.get("/family/apply/family")


def test_every_page_of_the_form_can_be_seen(phone, zhou):
    filled(zhou)
    payload = payload_of(Draft.objects.get())
    from tests.intake.conftest import ON

    for page in steps.pages(payload, ON):
        assert phone.get(f"/family/apply/{page.id}").status_code == 200, page.id


@pytest.mark.parametrize("page", ["papers", "family", "check", "savings", "living/0"])
def test_a_page_ahead_of_what_was_answered_does_not_break(started, page):
    assert started.get(f"/family/apply/{page}").status_code in (200, 302)
    assert started.post(f"/family/apply/{page}", {}).status_code in (302, 409, 422)
