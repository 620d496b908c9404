"""After the decision: the letter has to reach the family, and the page says so until it has."""

import re

from jiuzhu.casework import actions
from tests.casework.conftest import DECIDED, Way
from tests.casework.publications import raised

__all__ = ["raised"]


def test_a_refusal_asks_for_its_delivery_and_is_quiet_after_it(town, at):
    way = Way(town, wage="3000")
    way.to_proposal()
    actions.decline(way.no, DECIDED, by=town.scope("liu"))
    client = at("li", DECIDED)
    assert "登记送达" in client.get(f"/desk/cases/{way.no}/").content.decode()
    assert client.post(f"/desk/cases/{way.no}/act/deliver", {"how": "hand"}).status_code == 302
    assert "送达不予确认告知书" not in client.get("/desk/").content.decode()


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
