"""The page on which the window notes a member's phone."""

from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import masked_phone


def text(page):
    return page.content.decode()


def url(way):
    return f"/desk/cases/{way.no}/phone"


def test_the_case_leads_to_the_page_and_the_phone_is_noted(way, at):
    client = at("li")
    assert url(way) in text(client.get(f"/desk/cases/{way.no}/"))
    head = way.household.head
    assert f"{head.name}（没有登记）" in text(client.get(url(way)))
    answer = {"person_id": head.pk, "phone": "138 0000 6207", "is_seen": "on"}
    assert client.post(url(way), answer).url == f"/desk/cases/{way.no}/"
    assert f"{head.name}（138****6207）" in text(client.get(url(way)))


def test_nothing_is_noted_without_a_look_at_the_card(way, at):
    page = at("li").post(url(way), {"person_id": way.household.head_id, "phone": "13800006207"})
    assert page.status_code == 422
    assert "身份证看过了" in text(page)


def test_the_village_has_no_such_page(way, at):
    assert url(way) not in text(at("yang").get(f"/desk/cases/{way.no}/"))
    assert at("yang").get(url(way)).status_code == 403


BY_CARD = {"name": "罗春梅", "id_number": "510223198408029141", "phone": "138 0000 6207", "is_seen": "on"}


def test_the_worklist_leads_to_the_window_for_whom_there_is_no_case(town, at):
    client = at("li")
    assert "/desk/phone" in text(client.get("/desk/"))
    assert "身份证" in text(client.get("/desk/phone"))
    assert client.post("/desk/phone", BY_CARD).url == "/desk/"
    assert masked_phone(Person.objects.get(name="罗春梅")) == "138****6207"


def test_at_the_window_too_nothing_is_noted_without_a_look_at_the_card(town, at):
    page = at("li").post("/desk/phone", BY_CARD | {"is_seen": ""})
    assert page.status_code == 422
    assert "身份证看过了" in text(page)


def test_the_village_has_no_such_window(town, at):
    assert "/desk/phone" not in text(at("yang").get("/desk/"))
    assert at("yang").get("/desk/phone").status_code == 403
