from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiuzhu.documents.models import Letter, Paper
from jiuzhu.intake.actions import accept, end_unsupplied, request_correction, send_code, submit
from jiuzhu.intake.models import Application, Correction
from jiuzhu.notices.models import Message
from jiuzhu.web.citizen.mine import salutation
from tests.intake.conftest import AT, LUO, ON, ZHOU, scope_of, signature, signed_in
from tests.web.conftest import bring_in

pytestmark = pytest.mark.django_db
BILL = [{"what": "住院发票", "who": "周明贵", "how": "拍照上传"}]


@pytest.fixture
def application(form, zhou):
    return submit(form, ON, by=scope_of(zhou), consents={"1": signature()})


def text(answer):
    return answer.content.decode()


def test_the_way_says_until_when_and_who_handles_it(phone, application, town):
    page = text(phone.get(f"/family/progress/{application.number}"))
    assert "最迟 <b>11月5日</b> 看完材料" in page
    assert "由綦江区永新镇人民政府办" in page and 'href="tel:023-48700000"' in page


def test_both_numbers_of_the_family_are_told_apart(phone, application, clerk):
    case = accept(application, ON, by=clerk)
    page = text(phone.get(f"/family/progress/{application.number}"))
    assert f'申请编号 <span class="jz-keep">{application.number}</span>' in page
    assert f'受理后编号 <span class="jz-keep">{case.case_no}</span>' in page


def test_a_login_code_is_no_message_to_the_family(phone, application, zhou):
    send_code(**ZHOU, at=AT, by=scope_of(zhou))
    assert Message.objects.exclude(until_at=None).exists()
    assert "验证码" not in text(phone.get("/family/messages"))


def test_a_correction_says_what_is_missing_and_until_when(phone, application, clerk):
    request_correction(application, BILL, ON, by=clerk)
    page = text(phone.get(f"/family/progress/{application.number}"))
    assert "周明贵的住院发票：拍照上传" in page
    assert "拍照补材料" in page


def test_a_photo_answers_a_correction(phone, application, clerk):
    request_correction(application, BILL, ON, by=clerk)
    photo = SimpleUploadedFile("bill.png", signature(), "image/png")
    phone.post(f"/family/photos/{application.number}", {"other": photo, "whole": "1"})
    application.refresh_from_db()
    assert application.state == "submitted"


def test_several_things_may_come_a_few_at_a_time(phone, application, clerk):
    request_correction(application, [*BILL, {"what": "残疾证", "how": "拍照上传"}], ON, by=clerk)
    place = f"/family/photos/{application.number}"
    assert "还没有选照片" in text(phone.post(place, {"whole": "1"}))
    photo = SimpleUploadedFile("bill.png", signature(), "image/png")
    page = phone.post(place, {"other": photo}, follow=True)
    assert page.request["PATH_INFO"] == place
    assert "收到 1 张，可以接着传" in text(page) and "还差 2 样" in text(page)
    application.refresh_from_db()
    assert application.state == "correction"
    phone.post(place, {"whole": "1"})
    application.refresh_from_db()
    assert application.state == "submitted"


def test_supplying_nothing_is_refused(phone, application, clerk):
    request_correction(application, BILL, ON, by=clerk)
    page = phone.post(f"/family/photos/{application.number}")
    assert page.status_code == 409
    assert "还没有选照片" in text(page)


def test_no_photo_is_kept_for_an_application_that_is_over(phone, application, clerk):
    accept(application, ON, by=clerk)
    late = SimpleUploadedFile("bill.png", signature(), "image/png")
    page = phone.post(f"/family/photos/{application.number}", {"other": late})
    assert (page.status_code, Paper.objects.count()) == (409, 0)
    assert "已经受理" in text(page)
    assert phone.get(f"/family/photos/{application.number}").url == f"/family/progress/{application.number}"


def test_an_accepted_application_shows_the_latest_day_and_the_letter(phone, application, clerk):
    accept(application, ON, by=clerk)
    page = text(phone.get(f"/family/progress/{application.number}"))
    assert "已经受理" in page
    assert "最迟" in page
    assert "受理通知书" in page


def test_a_letter_opens_for_whom_it_was_written_to(phone, application, clerk, client):
    accept(application, ON, by=clerk)
    phone.get("/family/")
    answer = phone.get(f"/family/letter/{Letter.objects.get().pk}")
    assert answer["Content-Type"] == "application/pdf"


def test_what_was_told_is_read_and_marked(phone, application, clerk):
    accept(application, ON, by=clerk)
    assert "您家的申请已经受理" in text(phone.get("/family/messages"))
    message = Message.objects.get(case_no__startswith="SJ")
    phone.post(f"/family/messages/{message.pk}")
    message.refresh_from_db()
    assert message.read_at


@pytest.fixture
def ended(application, clerk):
    """What was missing never came, and the town has ended the application."""
    request_correction(application, BILL, ON, by=clerk)
    return end_unsupplied(application, Correction.objects.get().due_on + timedelta(days=1), by=clerk)


def test_who_handed_in_what_has_ended_still_reads_what_was_told_and_written(phone, ended):
    page = text(phone.get("/family/messages"))
    assert "材料齐了，哪天都可以重新申请" in page and "电话 023-48700000" in page
    message = Message.objects.filter(until_at=None).latest("pk")
    phone.post(f"/family/messages/{message.pk}")
    message.refresh_from_db()
    assert message.read_at
    letter = Letter.objects.get()
    assert f"/family/letter/{letter.pk}" in text(phone.get(f"/family/progress/{ended.number}"))
    assert phone.get(f"/family/letter/{letter.pk}").status_code == 200


def test_what_was_told_about_an_application_is_nothing_to_who_did_not_hand_it_in(client, ended):
    bring_in(client, signed_in({key: LUO[key] for key in ("name", "id_number")} | {"phone": "10002313750"}))
    assert "还没有消息" in text(client.get("/family/messages"))
    told = Message.objects.filter(case_no=ended.number).latest("pk")
    assert client.post(f"/family/messages/{told.pk}").status_code == 404
    assert client.get(f"/family/letter/{Letter.objects.get().pk}").status_code == 404


def test_another_family_finds_none_of_it(client, application):
    luo = signed_in({"id_number": LUO["id_number"], "name": LUO["name"], "phone": "10002313750"})
    bring_in(client, luo)
    assert client.get(f"/family/progress/{application.number}").status_code == 404
    assert Application.objects.get().number not in text(client.get("/family/"))


def test_a_member_on_a_phone_nobody_noted_finds_the_way_to_the_window_and_nothing_else(
    client, application, clerk
):
    case = accept(application, ON, by=clerk)
    letter = Letter.objects.get()
    luo = signed_in({"id_number": LUO["id_number"], "name": LUO["name"], "phone": "10002313750"})
    bring_in(client, luo)
    page = text(client.get("/family/"))
    assert "请带身份证到镇政府窗口登记手机号" in page
    assert case.case_no not in page
    assert client.get(f"/family/letter/{letter.pk}").status_code == 404
    for address in ("money", "messages", "consents"):
        assert "周明贵" not in text(client.get(f"/family/{address}"))


def test_nobody_is_sent_to_the_window_while_the_town_looks_nor_on_the_phone_that_acceptance_noted(
    phone, application, clerk
):
    assert "登记手机号" not in text(phone.get("/family/"))
    accept(application, ON, by=clerk)
    assert "登记手机号" not in text(phone.get("/family/"))


@pytest.mark.parametrize(
    ("name", "number", "greeting"),
    [
        ("冉光明", "510223195008029145", "冉大娘"),
        ("冉光明", "510223195008029131", "冉大爷"),
        ("周明贵", "510223198203149019", "周明贵"),
    ],
)
def test_elders_are_greeted_as_elders(name, number, greeting):
    assert salutation(name, number, date(2026, 11, 2)) == greeting


def test_where_no_text_message_can_be_sent_the_door_says_so(client, town, settings):
    assert "还没有接通短信" in client.get("/family/login").content.decode()
    settings.DEMO = True
    assert "还没有接通短信" not in client.get("/family/login").content.decode()
