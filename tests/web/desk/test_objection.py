"""An objection at the desk: taken by telephone, read on the case, answered."""

from jiuzhu.casework.models import Objection
from tests.casework.conftest import UNASKED
from tests.web.desk.conftest import POSTED


def text(page):
    return page.content.decode()


def test_an_objection_by_telephone_is_taken_up_and_takes_the_notice_down(way, at):
    way.to_notice()
    client = at("li", POSTED)
    assert "登记异议" in text(client.get(f"/desk/cases/{way.no}/"))
    said = {"text": "他家有门面出租", "contact": "王五 10002300001"}
    assert client.post(f"/desk/cases/{way.no}/act/object", said).status_code == 302
    page = text(client.get(f"/desk/cases/{way.no}/"))
    assert "他家有门面出租" in page
    assert "王五" not in page
    assert "受理异议" in page and "异议不予受理" not in page
    assert client.post(f"/desk/cases/{way.no}/act/take_objection").status_code == 302
    assert "记录民主评议" in text(client.get(f"/desk/cases/{way.no}/"))


def test_who_did_not_propose_says_why_an_objection_is_not_taken_up(way, at):
    way.to_notice()
    at("li", POSTED).post(f"/desk/cases/{way.no}/act/object", {"text": "不该给他"})
    client, url = at("liu", POSTED), f"/desk/cases/{way.no}/"
    assert "异议不予受理" in text(client.get(url))
    said = {"reason": "没有说出哪里不符合"}
    assert client.post(f"{url}act/file_objection", said).status_code == 302
    page = text(client.get(url))
    assert "异议不予受理，公示继续：没有说出哪里不符合" in page and "受理异议" not in page


def test_who_objected_is_shown_for_half_a_minute(way, at):
    way.to_notice()
    client = at("li", POSTED)
    client.post(f"/desk/cases/{way.no}/act/object", {"text": "不实", "contact": "王五 10002300001"})
    page = client.post(f"/desk/cases/{way.no}/objections/{Objection.objects.get().pk}")
    assert "王五 10002300001" in text(page)
    assert page["Refresh"].startswith("30;")


def test_after_an_objection_the_notice_hangs_for_three_days(way, at):
    way.to_notice()
    client = at("li", POSTED)
    way.contest()
    client.post(f"/desk/cases/{way.no}/act/rework", {"reason": "重新入户"})
    client.post(f"/desk/cases/{way.no}/act/propose", {"note": "", "unverified": UNASKED})
    assert "开始公示 3 天" in text(client.get(f"/desk/cases/{way.no}/"))


def test_a_second_neighbour_who_calls_is_written_down(way, at):
    way.to_notice()
    client, url = at("li", POSTED), f"/desk/cases/{way.no}/"
    client.post(f"{url}act/object", {"text": "院里停着车", "contact": ""})
    assert "登记异议" in text(client.get(url))
    assert client.post(f"{url}act/object", {"text": "儿子在外打工", "contact": ""}).status_code == 302
    assert "儿子在外打工" in text(client.get(url))
