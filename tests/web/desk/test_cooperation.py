"""Asking another town, and what that town's clerk sees before and after taking it on."""

import pytest

from jiuzhu.casework.models import Cooperation, Visit
from jiuzhu.trail.models import Entry
from tests.casework.conftest import OPENED, VISITED
from tests.web.desk.situations import visit_answers

pytestmark = pytest.mark.slow


def text(page):
    return page.content.decode()


def ask(at, way):
    answers = {
        "town_code": "500110109",
        "reason": "住在东溪镇，请一同入户",
        "until_on_y": "2026",
        "until_on_m": "11",
        "until_on_d": "30",
    }
    return at("li").post(f"/desk/cases/{way.no}/act/ask_cooperation", answers)


def test_a_clerk_asks_the_other_town_from_the_case(way, at):
    at("li").post(f"/desk/cases/{way.no}/act/start_survey")
    assert "请外镇街协助入户" in text(at("li").get(f"/desk/cases/{way.no}/"))
    page = text(at("li").get(f"/desk/cases/{way.no}/act/ask_cooperation"))
    assert "东溪镇" in page
    assert ">三角镇<" not in page
    ask(at, way)
    assert "还没有人接" in text(at("li").get(f"/desk/cases/{way.no}/"))


def test_the_asked_clerk_takes_it_sees_the_family_and_signs(way, at, town):
    ask(at, way)
    number = Cooperation.objects.get().number
    assert number in text(at("stranger").get("/desk/"))
    before = text(at("stranger").get(f"/desk/cooperation/{number}/"))
    assert "接下协助" in before
    assert "周明贵" not in before
    at("stranger").post(f"/desk/cooperation/{number}/")
    after = text(at("stranger").get(f"/desk/cooperation/{number}/"))
    assert "周明贵" in after
    assert "1,200" not in after
    assert Entry.objects.filter(act="registry.open_addresses", purpose=f"协助入户 {number}").exists()
    assert at("stranger").get(f"/desk/cases/{way.no}/").status_code == 403
    at("li", VISITED).post(f"/desk/cases/{way.no}/visit", visit_answers(way, second=str(town.stranger.pk)))
    assert Visit.objects.get().second == town.stranger
    assert at("stranger", VISITED).get(f"/desk/cooperation/{number}/").status_code == 404


def test_a_third_town_never_hears_of_it(way, at):
    ask(at, way)
    number = Cooperation.objects.get().number
    assert at("chen").get(f"/desk/cooperation/{number}/").status_code == 404
    assert "外镇街请协助" not in text(at("chen", OPENED).get("/desk/"))
