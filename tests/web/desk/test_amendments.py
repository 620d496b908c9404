"""The policy desk's pages: choose a number, propose, publish as another, and confirm what follows."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions as casework
from jiuzhu.casework.models import Reckoning
from jiuzhu.editions.models import Amendment
from jiuzhu.jobs.queue import work_once
from jiuzhu.org.actions import appoint, enrol, load_regions, open_office
from jiuzhu.org.kinds import Level, Role
from tests.casework.conftest import DECIDED, OPENED, SETUP

NEW = "/desk/policy/amendments/new?name=standard_fen&area=urban"
ANSWERS = {
    "area": "urban", "value": "800", "since_y": "2026", "since_m": "11", "since_d": "1",
    "source_key": "渝民规〔2026〕9号", "source_title": "关于调整最低生活保障等标准的通知", "reason": "执行市局通知",
}  # fmt: skip


@pytest.fixture
def city(town, at):
    """Two policy officers of the city; `at("deng")` sits down as one of them."""
    load_regions([{"code": "500000", "name": "重庆市", "level": "province", "parent": ""}], by=SETUP)
    office = open_office("重庆市民政局", "市民政局", Level.PROVINCE, "500000", None, "023-00500000", by=SETUP)
    for name, chinese in (("deng", "邓文斌"), ("ye", "叶琳")):
        login = enrol(name, chinese, "not-a-real-one", by=SETUP)
        appoint(login, office, Role.POLICY, OPENED, by=SETUP)
        setattr(town, name, login)
    return lambda name, on=DECIDED: at(name, on)


def text(page):
    return page.content.decode()


def proposed(city, **other):
    page = city("deng").post(NEW, ANSWERS | other)
    assert page.status_code == 302, text(page)
    return Amendment.objects.latest("pk")


def published(city):
    row = proposed(city)
    city("ye").post(f"/desk/policy/amendments/{row.pk}/publish")
    return row


def work(on=DECIDED):
    at = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
    casework.find_publications(at)
    kinds = {
        casework.RECALCULATE: lambda payload: casework.reckon_awards(payload, at=at),
        casework.CARRY_OUT: lambda payload: casework.carry_out(payload, at=at),
    }
    while work_once(kinds, now=at):
        pass


def test_the_standards_lead_the_policy_officer_to_the_form_and_nobody_else(city, at):
    assert "amendments/new?name=standard_fen&amp;area=urban" in text(city("deng").get("/desk/policy/"))
    assert "amendments/new" not in text(at("li").get("/desk/policy/"))
    assert at("li").get(NEW).status_code == 403


def test_the_form_shows_what_holds_now(city):
    page = text(city("deng").get(NEW))
    assert "770 元，自 2025年7月1日" in page
    assert "重庆市：改最低生活保障标准" in page


def test_a_proposal_waits_for_another_and_is_published(city):
    row = proposed(city)
    place = f"/desk/policy/amendments/{row.pk}/"
    assert "由另一位同事复核发布" in text(city("deng").get(place))
    assert "复核无误，发布" in text(city("ye").get(place))
    assert "复核政策改动" in text(city("ye").get("/desk/"))
    city("ye").post(f"{place}publish")
    page = text(city("ye").get(place))
    assert "已发布" in page
    assert "770 元" in page
    assert "800.00 元" in text(city("ye").get("/desk/policy/?on=2026-11-20"))


@pytest.mark.parametrize(
    ("other", "field", "words"),
    [
        ({"value": "8"}, "value", "是不是把元和分写错了"),
        ({"value": "-8"}, "value", "不能是负数"),
        ({"value": ""}, "value", "新的数还没有填"),
        ({"area": ""}, "area", "分城市和农村"),
        ({"since_y": "2025", "since_m": "7"}, "since", "已定为 770 元"),
        ({"source_title": ""}, "source_title", "还没有收录"),
        ({"source_key": ""}, "source_key", "文号还没有填"),
        ({"reason": ""}, "reason", "为什么改还没有填"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(city, other, field, words):
    page = city("deng").post(NEW, ANSWERS | other)
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert any(words in error for error in errors[field]), errors
    assert not Amendment.objects.exists()


def test_a_number_is_left_to_a_person_by_a_tick(city):
    row = proposed(city, value="", is_open="on")
    assert row.effects[0]["after"] is None


def test_a_proposal_is_taken_back_with_a_reason(city):
    row = proposed(city)
    place = f"/desk/policy/amendments/{row.pk}/withdraw"
    assert "为什么还没有填" in text(city("deng").post(place, {"reason": ""}))
    city("deng").post(place, {"reason": "文件还没有印发"})
    assert "文件还没有印发" in text(city("deng").get(f"/desk/policy/amendments/{row.pk}/"))


def test_an_own_proposal_cannot_be_published(city):
    row = proposed(city)
    assert city("deng").post(f"/desk/policy/amendments/{row.pk}/publish").status_code == 409


def test_the_county_confirms_the_raises_in_one_press(way, city, at):
    way.to_notice()
    way.prove()
    way.confirm()
    row = published(city)
    work()
    place = f"/desk/policy/amendments/{row.pk}/"
    assert "重算出 1 户要办" in text(at("wang", DECIDED).get("/desk/"))
    assert "看名单、确认" in text(at("wang", DECIDED).get(place))
    page = text(at("wang", DECIDED).get(f"{place}raise"))
    assert "确认增发这 1 户" in page
    assert "周明贵" in page
    assert "1,200.00" in page
    at("wang", DECIDED).post(f"{place}raise/confirm")
    work()
    assert Award.objects.get(until_month=None).monthly_fen == 120_000
    assert Reckoning.objects.get().decision_no in text(at("wang", DECIDED).get(f"{place}raise"))


def test_who_may_not_confirm_sees_no_button(way, city, at):
    way.to_notice()
    way.prove()
    way.confirm()
    row = published(city)
    work()
    assert "确认增发" not in text(at("li", DECIDED).get(f"/desk/policy/amendments/{row.pk}/raise"))
    assert at("yang", DECIDED).post(f"/desk/policy/amendments/{row.pk}/raise/confirm").status_code == 403


def test_pages_ask_a_constant_number_of_questions(city, django_assert_max_num_queries):
    proposed(city)
    desk = city("ye")
    with django_assert_max_num_queries(14):
        desk.get(reverse("desk:amendments"))


def test_a_strange_need_is_no_page(city):
    row = published(city)
    assert city("ye").get(f"/desk/policy/amendments/{row.pk}/nothing").status_code == 404


def test_the_day_of_a_change_may_lie_ahead(city):
    row = proposed(city, since_y="2027", since_m="1")
    assert row.effects[0]["since"] == date(2027, 1, 1).isoformat()
