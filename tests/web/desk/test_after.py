"""After the decision: the letter has to reach the family, and the page says so until it has."""

import re
from datetime import timedelta

from jiuzhu.casework import actions
from jiuzhu.documents.models import Letter
from jiuzhu.registry.models import Person
from tests.casework.conftest import DECIDED, Way
from tests.casework.publications import raised

__all__ = ["raised"]


def handed(on):
    """That the letter was handed over on a day, as the page's boxes say it."""
    boxes = {"delivered_on_y": on.year, "delivered_on_m": on.month, "delivered_on_d": on.day}
    return boxes | {"how": "hand"}


def test_a_refusal_asks_for_its_delivery_and_is_quiet_after_it(town, at):
    way = Way(town, wage="3000")
    way.to_proposal()
    actions.decline(way.no, DECIDED, by=town.scope("liu"))
    client = at("li", DECIDED)
    assert "登记送达" in client.get(f"/desk/cases/{way.no}/").content.decode()
    assert client.post(f"/desk/cases/{way.no}/act/deliver", handed(DECIDED)).status_code == 302
    assert "送达不予确认告知书" not in client.get("/desk/").content.decode()


def test_the_day_of_delivery_is_the_one_that_is_written(town, at):
    way = Way(town, wage="3000")
    way.to_proposal()
    actions.decline(way.no, DECIDED, by=town.scope("liu"))
    client, place = at("li", DECIDED + timedelta(days=3)), f"/desk/cases/{way.no}/act/deliver"
    assert 'value="20"' in client.get(place).content.decode()
    for wrong, status in ((DECIDED - timedelta(days=1), 409), (DECIDED + timedelta(days=4), 422)):
        assert client.post(place, handed(wrong)).status_code == status
    client.post(place, handed(DECIDED + timedelta(days=1)))
    assert Letter.objects.get(kind="decline").delivered_on == DECIDED + timedelta(days=1)


def test_a_letter_to_hand_over_waits_on_the_worklist_of_the_towns_clerks_alone(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    duty, place = "周明贵家：登记送达", f"/desk/cases/{way.no}/act/deliver"
    assert duty in at("li", DECIDED).get("/desk/").content.decode()
    for name in ("wang", "stranger"):
        assert duty not in at(name, DECIDED).get("/desk/").content.decode()
    at("li", DECIDED).post(place, handed(DECIDED))
    assert duty not in at("li", DECIDED).get("/desk/").content.decode()


def test_a_letter_about_a_family_of_whom_nobody_lives_waits_for_no_delivery(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    people = Person.objects.filter(memberships__household=way.household)
    people.exclude(name="周明贵").update(died_on=DECIDED)
    assert "周明贵家：登记送达" in at("li", DECIDED).get("/desk/").content.decode()
    people.update(died_on=DECIDED)
    assert "周明贵家：登记送达" not in at("li", DECIDED).get("/desk/").content.decode()


def test_telling_differences_where_there_are_none_is_refused_in_place(way, at):
    page = at("li").post(f"/desk/cases/{way.no}/act/tell_differences")
    assert page.status_code == 409
    assert "没有待说明的不一致" in page.content.decode()


def test_after_a_recalculation_both_explanations_are_one_click_from_the_case(raised, at):
    client, place = at("li", DECIDED), f"/desk/cases/{raised.no}/"
    page = client.get(place).content.decode()
    links = dict(re.findall(r'<a href="([^"]+made=\d+)">([^<]+)</a>', page))
    assert set(links.values()) == {"现在的金额怎么算的", "本案决定时怎么算的"}
    new, old = (client.get(link).content.decode() for link in links)
    assert "怎么算的：每月 1,200.00 元" in new
    assert "怎么算的：每月 1,110.00 元" in old
    assert "看本案决定时" in new
    assert "看最近一次怎么算的" in old


def test_a_determination_of_another_case_is_not_explained_here(way, at):
    way.to_proposal()
    assert at("li").get(f"/desk/cases/{way.no}/explanation?made=12345").status_code == 404
