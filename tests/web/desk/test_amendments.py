"""The policy desk's pages: choose a number, propose, publish as another, and confirm what follows."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions as casework
from jiuzhu.casework.models import Reckoning
from jiuzhu.editions.models import Amendment
from jiuzhu.jobs.queue import work_once
from jiuzhu.org.actions import appoint, enrol, load_regions, open_office
from jiuzhu.org.kinds import Level, Role
from jiuzhu.web.desk.amendment_form import value_field
from jiuzhu.web.desk.ruling import _value_field as ruling_field
from tests.casework.conftest import DECIDED, OPENED, SETUP

pytestmark = pytest.mark.slow

NEW = "/desk/policy/amendments/new"
FIRST = f"{NEW}?number=standard_fen&area=urban"
ANSWERS = {
    "part": ["0|number|standard_fen"], "0-area": "urban", "0-value": "800",
    "0-since_y": "2026", "0-since_m": "11", "0-since_d": "1",
    "0-source_key": "渝民规〔2026〕9号", "0-source_title": "关于调整最低生活保障等标准的通知", "reason": "执行市局通知",
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


def posted(desk, step, **other):
    """The answers with some of the first part's changed (`value="8"`), or others whole (`{"1-text": …}`)."""
    parts = [name.partition("-")[2] for name in ANSWERS if "-" in name] + ["is_open"]
    told = {f"0-{name}" if name in parts else name: value for name, value in other.items()}
    return desk.post(NEW, ANSWERS | told | {"step": step})


def proposed(city, **other):
    page = posted(city("deng"), "propose", **other)
    assert page.status_code == 302, text(page)
    return Amendment.objects.latest("pk")


def published(city):
    row = proposed(city)
    city("ye").post(f"/desk/policy/amendments/{row.pk}/publish")
    return row


def work(on=DECIDED):
    at = datetime(
        on.year, on.month, on.day, 15, 59, 59, tzinfo=UTC
    )  # midnight in China: all that was asked today is due
    casework.find_publications(at)
    kinds = {
        casework.RECALCULATE: lambda payload: casework.reckon_awards(payload, at=at),
        casework.CARRY_OUT: lambda payload: casework.carry_out(payload, at=at),
    }
    while work_once(kinds, now=at):
        pass


def test_the_standards_lead_the_policy_officer_to_the_form_and_nobody_else(city, at):
    assert "amendments/new?number=standard_fen&amp;area=urban" in text(city("deng").get("/desk/policy/"))
    assert "amendments/new" not in text(at("li").get("/desk/policy/"))
    assert at("li").get(FIRST).status_code == 403


def test_the_form_shows_what_holds_now(city):
    page = text(city("deng").get(FIRST))
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
        (
            {"since_y": "2025", "since_m": "7"},
            "since",
            "这个地区（城市）的最低生活保障标准（每人每月）从 2025-07-01 起已定为 770 元",
        ),
        ({"source_title": ""}, "source_title", "还没有收录"),
        ({"source_key": ""}, "source_key", "文号还没有填"),
        ({"reason": ""}, "reason", "为什么改还没有填"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(city, other, field, words):
    page = posted(city("deng"), "check", **other)
    assert page.status_code == 422
    draft = page.context["form"]
    errors = draft.why.errors if field == "reason" else draft.parts[0].errors
    assert any(words in error for error in errors[field]), errors
    assert not Amendment.objects.exists()


def test_what_was_typed_stays_when_something_is_wrong(city):
    page = text(posted(city("deng"), "check", value="8", source_title="一份通知"))
    assert 'value="8"' in page
    assert "一份通知" in page
    assert "执行市局通知" in page
    assert 'value="11"' in page


def test_before_it_is_proposed_it_is_shown_as_before_and_after_and_nothing_is_kept(city):
    page = posted(city("deng"), "check")
    assert page.status_code == 200
    assert "770 元" in text(page)
    assert "800 元" in text(page)
    assert "提出，送复核" in text(page)
    assert not Amendment.objects.exists()


def test_what_the_check_carries_proposes_the_same_change(city):
    draft = posted(city("deng"), "check").context["form"]
    told = {}
    for name, value in draft.typed:
        told.setdefault(name, []).append(value)
    assert city("deng").post(NEW, told | {"step": "propose"}).status_code == 302
    assert Amendment.objects.get().effects[0]["after"] == 80_000


def test_going_back_keeps_everything(city):
    page = posted(city("deng"), "edit")
    assert page.status_code == 200
    assert page.context["form"].wrong == []
    assert 'value="800"' in text(page)


def test_a_further_part_takes_over_the_document_and_the_day(city):
    page = posted(city("deng"), "add:number", new_number="tekun_basic_fen")
    first, second = page.context["form"].parts
    assert (first["value"].value(), second.name) == ("800", "tekun_basic_fen")
    assert second["source_key"].value() == "渝民规〔2026〕9号"
    assert second["since"].value() == ["2026", "11", "1"]


def test_a_part_is_taken_away_and_the_others_stay(city):
    two = {"part": [*ANSWERS["part"], "1|list|excluded_statuses"]}
    (part,) = posted(city("deng"), "remove:1", **two).context["form"].parts
    assert (part.name, part["value"].value()) == ("standard_fen", "800")


def test_a_rule_begins_with_the_text_in_force_dated_from_the_new_day(city):
    page = posted(city("deng"), "add:rule", new_rule="is_excluded")
    written = page.context["form"].parts[1]["text"].value()
    assert written.count("@rule(") == 1
    assert 'since="2026-11-01"' in written
    assert "until" not in written
    assert 'marital != "married"' in written


def with_rule(city, step, change=lambda text: text):
    """A number and a rule together, the rule's text in force changed."""
    begun = posted(city("deng"), "add:rule", new_rule="is_excluded")
    told = {}
    for name, value in begun.context["form"].typed:
        told.setdefault(name, []).append(value)
    told["1-text"] = change(told["1-text"][0])
    return city("deng").post(NEW, told | {"step": step})


def test_a_rules_new_text_is_shown_line_by_line(city):
    page = text(with_rule(city, "check", lambda t: t.replace('marital != "married"', 'marital == "single"')))
    assert "写法改了哪几行" in page
    assert (
        "<del>return status in excluded_statuses or (status == &quot;conscript&quot; and marital !=" in page
    )
    assert "marital == &quot;single&quot;" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.replace("return status in", "return 1 / 2 in"), "不能用 /"),
        (lambda t: t.replace("marital !=", "maritl !="), "是不是 marital"),
        (lambda t: t.replace('since="2026-11-01"', 'since="11月1日"'), "请写成 2025-07-01"),
        (lambda t: t.replace("民发〔2021〕57号", "民发〔2021〕75号"), "不在 sources.yaml 里"),
        (lambda t: t + "import os\n", "规则文件里只能有"),
        (lambda t: "def", "不是 Python"),
        (lambda t: "", "新的写法还没有填"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told_with_file_line_and_way_out(city, change, words):
    page = with_rule(city, "check", change)
    assert page.status_code == 422
    errors = page.context["form"].parts[1].errors["text"]
    (error,) = [told for told in errors if words in told]
    assert words == "新的写法还没有填" or ("500000/family/members.py 第" in error and "行" in error)
    assert not Amendment.objects.exists()


def test_a_number_a_rule_and_a_list_are_published_together(city):
    begun = with_rule(city, "add:list").context["form"]
    told = {}
    for name, value in begun.typed:
        told.setdefault(name, []).append(value)
    told = told | {"part": [*told["part"][:2], "2|list|excluded_statuses"], "2-members": ["lost_contact"]}
    told |= {
        f"2-{name}": told[f"0-{name}"]
        for name in ("since_y", "since_m", "since_d", "source_key", "source_title")
    }
    assert city("deng").post(NEW, told | {"step": "propose"}).status_code == 302
    row = Amendment.objects.get()
    city("ye").post(f"/desk/policy/amendments/{row.pk}/publish")
    page = text(city("ye").get(f"/desk/policy/amendments/{row.pk}/"))
    assert "加上：失去联系" in page
    assert "写法改了哪几行" in page
    assert "已发布" in page


def test_a_list_without_anything_chosen_is_told_so(city):
    page = city("deng").post(NEW, ANSWERS | {"part": ["0|list|excluded_statuses"], "step": "check"})
    assert any("还没有选" in error for error in page.context["form"].parts[0].errors["members"])


def test_parts_that_clash_are_told_at_the_second(city):
    two = {"part": [*ANSWERS["part"], "1|number|standard_fen"]}
    two |= {name.replace("0-", "1-"): value for name, value in ANSWERS.items() if name.startswith("0-")}
    page = posted(city("deng"), "check", **two)
    assert any(told.startswith("第 2 项") and "同一天" in told for _, told in page.context["form"].wrong)


def test_nothing_chosen_is_told_so(city):
    page = city("deng").post(NEW, {"reason": "执行市局通知", "step": "check"})
    assert "还没有选要改什么" in text(page)


def test_only_what_may_truly_stay_empty_is_called_so(city):
    page = text(city("deng").get(FIRST))
    assert page.count("可以不填") == 1
    assert '备注<span class="jz-optional">（可以不填）' in page


def test_a_number_is_left_to_a_person_by_a_tick(city):
    row = proposed(city, value="", is_open="on")
    assert row.effects[0]["after"] is None


def test_a_proposal_is_taken_back_with_a_reason(city):
    row = proposed(city)
    place = f"/desk/policy/amendments/{row.pk}/withdraw"
    assert "为什么还没有填" in text(city("deng").post(place, {"reason": ""}))
    city("deng").post(place, {"reason": "文件还没有印发"})
    assert "文件还没有印发" in text(city("deng").get(f"/desk/policy/amendments/{row.pk}/"))


def test_a_proposal_that_a_colleague_sends_back_is_told_to_its_author_for_a_month(city):
    row = proposed(city)
    city("ye").post(f"/desk/policy/amendments/{row.pk}/withdraw", {"reason": "文号写错了"})
    assert "叶琳退回了您的政策改动“最低生活保障标准（每人每月）”：文号写错了" in text(
        city("deng").get("/desk/")
    )
    assert "退回了您的" not in text(city("ye").get("/desk/"))
    assert "退回了您的" not in text(city("deng", DECIDED + timedelta(days=31)).get("/desk/"))


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


def test_months_of_an_award_that_ended_are_confirmed_in_one_press(way, city, at):
    way.to_notice()
    way.prove()
    way.confirm()
    Award.objects.update(until_month=Award.objects.get().from_month + 1)
    row = published(city)
    work()
    place = f"/desk/policy/amendments/{row.pk}/"
    assert "补发（待遇已结束）" in text(at("wang", DECIDED).get(place))
    page = text(at("wang", DECIDED).get(f"{place}arrears"))
    assert "确认补发这 1 户" in page
    assert "要补发的 1 户：共补 90.00 元" in page
    at("wang", DECIDED).post(f"{place}arrears/confirm")
    work()
    assert "已办" in text(at("wang", DECIDED).get(f"{place}arrears"))
    assert Award.objects.latest("pk").monthly_fen == 120_000


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


@pytest.mark.parametrize("field", [value_field, ruling_field])
def test_an_area_is_asked_in_square_metres_and_kept_in_square_centimetres(field):
    asked = field(SimpleNamespace(unit="count/cm2·person"))
    assert asked.help_text == "平方米" and asked.clean("40.2") == 402_000
