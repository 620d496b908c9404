"""After the decision: the letter has to reach the family, and the page says so until it has."""

from jiuzhu.casework import actions
from tests.casework.conftest import DECIDED, Way


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
