"""看看能申请什么: one question after another, nothing kept, nothing lost on the way back."""

import logging
import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session

from jiuzhu.policy.calculator.told import is_field
from tests.web.conftest import wang

__all__ = ["wang"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wang"), pytest.mark.slow]
ADDRESS = "/family/calculator"
TOWN = "500110106"
START = {"region": TOWN, "area": "rural", "size": "2", "members.1.relation": "child"}
SHOP = {**START, "assets.shops": "2", "members.0.age": "40", "members.1.age": "12"}


@pytest.fixture
def ask(client, django_assert_max_num_queries):
    def post(go="next", shown=(), asked=("start",), **answers):
        with django_assert_max_num_queries(8):
            return client.post(ADDRESS, {"go": go, "shown": list(shown), "asked": list(asked), **answers})

    return post


def text(answer):
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def carried(answer):
    """What the page itself carries on."""
    page = answer.content.decode().partition('id="ask"')[2]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: value for name, value in found if is_field(name)}


def test_it_begins_with_the_place_and_how_many_they_are(client):
    page = text(client.get(ADDRESS))
    assert "您家住在哪里，有几口人？" in page
    assert "三角镇" in page
    assert "到现在为止" not in page


def test_every_step_shows_each_programme_its_clause_and_where_to_apply(ask):
    answer = ask(shown=["members.1.relation"], **START)
    page = text(answer)
    assert "到现在为止" in page
    assert "最低生活保障" in page
    assert "还取决于" in page
    assert "023-4800 0000" in page
    assert "这不是决定" in page
    assert f"/gongshi/zhengce/{TOWN}/dibao?" in answer.content.decode()


def test_when_little_is_known_the_nearest_stand_first_and_the_rest_on_one_line(ask):
    answer = ask(shown=["members.1.relation"], **START)
    said = answer.context["said"]
    assert len(said.depends) > 4
    assert len(said.near) == 3
    assert sorted(one.name for one in (*said.near, *said.rest)) == sorted(one.name for one in said.depends)
    assert "最低生活保障" in [one.name for one in said.near]
    page = text(answer)
    assert f"另外 {len(said.rest)} 项知道得还少，说不准：" in page
    assert all(one.name in page for one in said.rest)
    assert page.count("还取决于") == 3


def test_one_answer_settles_what_it_settles(ask):
    page = text(ask(shown=["assets.shops"], **SHOP))
    assert re.search(r"不符合的 \d+ 项", page)
    assert page.index("不符合的") < page.index("最低生活保障")


def test_what_cannot_be_read_is_said_with_what_would_be_right_and_kept(ask):
    answer = ask(shown=["assets.financial"], **SHOP, **{"assets.financial": "两千"})
    assert answer.status_code == 422
    assert 'value="两千"' in answer.content.decode()


def test_a_blank_answer_is_asked_again_and_not_knowing_goes_on(ask):
    assert ask(shown=["members.0.age", "members.1.age"], **START).status_code == 422
    answer = ask("unsure", shown=["members.0.age", "members.1.age"], **START, **{"members.0.age": "40"})
    assert answer.status_code == 200
    assert carried(answer)["members.0.age"] == "40"
    assert carried(answer)["members.1.age"] == "unsure"


def test_going_back_shows_the_answer_again_and_loses_none_of_the_later_ones(ask):
    asked = ["start", "members.relation", "members.age", "assets.shops"]
    answer = ask("back", shown=["assets.shops"], asked=asked, **SHOP)
    page = answer.content.decode()
    assert "每个人今年多大？" in page
    assert 'name="members.0.age" value="40"' in page
    assert carried(answer)["assets.shops"] == "2"
    assert "您家住在哪里" in text(ask("edit:start", asked=asked, **SHOP))


def test_a_smaller_family_forgets_nobody_until_it_is_larger_again(ask):
    answer = ask(shown=["region", "area", "size"], **{**SHOP, "size": "1"})
    assert carried(answer)["members.1.age"] == "12"


def test_large_type_turns_on_without_losing_the_answers(ask):
    answer = ask("large", shown=["assets.shops"], **SHOP)
    assert answer.cookies["jz_large"].value == "1"
    assert 'class="jz-large"' in answer.content.decode()
    assert carried(answer)["members.0.age"] == "40"


def test_no_row_no_session_no_cookie_of_its_own_and_nothing_in_the_log(ask, client, caplog):
    def rows():
        return {model: model._default_manager.count() for model in apps.get_models()}

    before = rows()
    with caplog.at_level(logging.DEBUG):
        caplog.set_level(logging.INFO, logger="django.db.backends")
        answer = ask(shown=["assets.financial"], **SHOP, **{"assets.financial": "13579"})
        ask(shown=["assets.financial"], **SHOP, **{"assets.financial": "一三五七九"})
    assert rows() == before
    assert not Session.objects.exists()
    assert set(client.cookies) <= {"csrftoken"}
    assert answer.status_code == 200
    assert not [one for one in caplog.messages if "13579" in one or "一三五七九" in one or "members" in one]


@pytest.mark.parametrize(
    "sent",
    [
        {"size": "9999"}, {"size": "-1"}, {"region": "110000"}, {"area": "moon"}, {"members.1.relation": "king"},
        {"who.disability": "77"}, {"members.77.age": "3"}, {"members.0.grade.visual": "9"}, {"current": "gold"},
        {"members.0.income.wage": "9" * 39}, {"assets.homes": "20", "assets.homes.19.area_m2": "-3"}, {"expenses": ["none", "medical"]},
        {"supporters": "8", "supporters.7.age": "131"}, {"shown": ["members.9.income.wage", "x", "members.0.father"]},
    ],
)  # fmt: skip
def test_what_nobody_would_type_is_refused_and_breaks_nothing(ask, sent):
    assert ask(**{**START, **sent}).status_code in (200, 422)


def test_both_areas_hold_where_the_area_is_not_known(ask):
    assert "还取决于" in text(ask(shown=["region", "area", "size"], **{**START, "area": "unsure"}))


def test_the_front_page_leads_here(client):
    assert ADDRESS in client.get("/").content.decode()


def test_it_is_the_law_of_the_business_day(ask, settings):
    settings.TODAY = date(2025, 8, 1)
    assert "2025年8月1日" in text(ask(shown=["assets.shops"], **SHOP))
