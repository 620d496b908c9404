"""The worklist, search, lists, verification and policy pages."""

import re
from datetime import date

import pytest

from jiuzhu.casework import actions
from jiuzhu.verification.models import Difference
from tests.casework.conftest import DECIDED, OPENED, POSTED


def text(page):
    return page.content.decode()


def test_the_worklist_groups_by_village_with_both_clocks(way, at):
    page = text(at("li").get("/desk/"))
    assert "三角社区" in page
    assert "周明贵" in page
    assert "还剩 3 个工作日" in page
    assert "第 0 / 20 个工作日" in page


def test_on_a_phone_the_clock_stands_under_the_name(way, at):
    cell = text(at("li").get("/desk/")).split(way.no)[2].split("</th>")[0]
    assert "jz-phone-line" in cell and "还剩 3 个工作日" in cell


def test_a_late_case_is_named_first_and_can_be_filtered(way, at):
    client = at("li", date(2026, 11, 10))
    assert "逾期 1 件" in text(client.get("/desk/"))
    assert "周明贵" in text(client.get("/desk/?show=late&by=deadline"))


def test_a_case_waits_for_whose_act_is_next_and_the_first_number_counts_them(way, at):
    way.to_proposal()
    mine = {who: text(at(who, POSTED).get("/desk/")) for who in ("li", "liu")}
    assert "等您办 1 件" in mine["li"] and "开始公示" in mine["li"]
    assert "等您办 0 件" in mine["liu"] and "本辖区案件 1 件" in mine["liu"]
    actions.give_notice(way.no, POSTED, by=way.town.scope("li"))
    way.prove()
    assert "等您办 0 件" in text(at("liu", POSTED).get("/desk/"))
    assert "等您办 1 件" in text(at("liu", DECIDED).get("/desk/"))


def test_the_month_counts_applications_and_reviews_apart(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    actions.open_review(way.no, "定期核查", DECIDED, by=way.town.scope("li"))
    page = text(at("li", DECIDED).get("/desk/"))
    for told in (
        "受理申请</dt><dd>1 件",
        "开始复核</dt><dd>1 件",
        "其中确认</dt><dd>1 件",
        "其中复核决定</dt><dd>0 件",
    ):
        assert told in page


def test_a_filter_without_a_result_says_how_many_there_are(way, at):
    page = text(at("li").get("/desk/?show=held"))
    assert "这样筛选没有结果" in page
    assert "全部有 1" in page


def test_a_village_says_who_helps_there_and_whom_one_way_out_would_see(way, at, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    page = text(at("li").get("/desk/"))
    assert "协理员 杨琴" in page
    assert "待入户 1 户" in page
    way.visit()
    assert "按村走访" not in text(at("li").get("/desk/"))


def test_another_town_has_nothing_to_do(way, at):
    page = text(at("stranger").get("/desk/"))
    assert "没有待办" in page
    assert "周明贵" not in page


def test_the_worklist_asks_a_constant_number_of_questions(way, at, django_assert_max_num_queries):
    client = at("li")
    with django_assert_max_num_queries(24):
        client.get("/desk/")


@pytest.mark.parametrize("words", ["周明贵", "周", "zmg", "罗春梅"])
def test_a_family_is_found_by_name_beginning_and_initials(way, at, words):
    page = text(at("li").post("/desk/search", {"q": words}, follow=True))
    assert way.no in page


def test_a_case_number_goes_straight_to_the_case(way, at):
    assert at("li").post("/desk/search", {"q": way.no.lower()}).url == f"/desk/cases/{way.no}/"


def test_search_finds_nobody_of_another_town(way, at):
    page = text(at("stranger").post("/desk/search", {"q": "周明贵"}, follow=True))
    assert "没有找到" in page
    assert way.no not in page


def test_neither_a_name_nor_a_number_comes_into_an_address_or_lies_open_in_the_session(way, at):
    client, number = at("li"), "510223198203149019"
    answer = client.post("/desk/search", {"q": number})
    assert re.fullmatch(r"/desk/search/[\w-]+", answer.url) and number not in answer.url
    assert number not in str(dict(client.session))
    for _ in ("at once", "after going back"):
        assert way.no in text(client.get(answer.url))
    assert "周明贵" not in text(client.get("/desk/search?q=周明贵"))


def test_another_login_does_not_find_what_somebody_looked_for(way, at):
    address = at("li").post("/desk/search", {"q": "周明贵"}).url
    page = text(at("chen").get(address))
    assert "查找家庭" in page and "周明贵" not in page


def test_only_the_last_searches_are_kept(way, at):
    client = at("li")
    first, *_, last = [client.post("/desk/search", {"q": "周明贵"}).url for _ in range(21)]
    assert way.no not in text(client.get(first))
    assert way.no in text(client.get(last))


def test_cases_are_counted_by_state(way, at):
    page = text(at("wang").get("/desk/cases/"))
    assert "在办 1 件 · 新的在前" in page
    assert "周明贵" in page
    assert "这里没有案件" in text(at("wang").get("/desk/cases/?state=declined"))


def test_the_report_begins_with_asking(way, at, town):
    client = at("li")
    client.post(f"/desk/cases/{way.no}/act/start_survey")
    assert "还没有发起核对" in text(client.get(f"/desk/cases/{way.no}/verification"))
    client.post(f"/desk/cases/{way.no}/act/ask_sources")
    page = text(client.get(f"/desk/cases/{way.no}/verification"))
    assert "问了没有答" in page
    assert "没有问：没有本人有效授权" in page
    assert way.no in text(client.get("/desk/verification/"))


def test_a_difference_is_explained_by_adopting_a_value(way, at, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    head = way.household.head
    way.say(head.pk, "income.wage", {"per_month": "1500"}, "record")
    Difference.objects.create(
        case_no=way.no, household=way.household, person=head, key="income.wage", declared={"per_month": "1200"},
        found={"per_month": "1500"}, size={"fen": 360_000, "permille": 250}, noticed_on=OPENED,
    )  # fmt: skip
    client = at("li")
    assert "查到多 3,600.00 元/年，多 25 %" in text(client.get(f"/desk/cases/{way.no}/"))
    adopt = f"/desk/cases/{way.no}/adopt?person={head.pk}&key=income.wage"
    chosen = text(client.get(adopt)).split("部门记录")[0].split('value="')[-1].split('"')[0]
    client.post(adopt, {"chosen": chosen, "why": "forgotten", "reason": "本人说涨了工资，看了流水"})
    settled = Difference.objects.get()
    assert (settled.explanation, settled.why) == ("本人说涨了工资，看了流水", "forgotten")


def test_the_adoption_page_advises_the_heavier_source_and_says_who_proves_otherwise(way, at, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    head = way.household.head
    way.say(head.pk, "income.wage", {"per_month": "1500"}, "record")
    page = text(at("li").get(f"/desk/cases/{way.no}/adopt?person={head.pk}&key=income.wage"))
    assert page.count("· 建议采信") == 1
    assert "由家庭举证" in page


def test_the_policy_page_shows_numbers_with_their_source(at):
    page = text(at("li", POSTED).get("/desk/policy/"))
    assert "渝民规〔2025〕6号" in page
    assert "770.00 元" in page
    assert "由人确定" in page


def test_a_clerk_and_an_assistant_may_apply_for_somebody_and_the_county_not(way, at):
    assert "代群众申请" in text(at("li").get("/desk/"))
    assert "代群众申请" in text(at("yang").get("/desk/"))
    assert "代群众申请" not in text(at("wang").get("/desk/"))


def test_the_header_offers_only_areas_that_let_me_in(way, at):
    assert "/desk/payments/" not in text(at("li").get("/desk/"))


def test_who_receives_nothing_and_visits_nobody_is_shown_neither_list(way, at):
    actions.start_survey(way.no, OPENED, by=way.town.scope("li"))
    assert "按村走访" in text(at("li").get("/desk/"))
    assert "按村走访" not in text(at("liu").get("/desk/"))


@pytest.mark.parametrize(
    "address", ["/desk/?after=²", "/desk/cases/?after=²", "/desk/cases/?after=" + "9" * 40]
)
def test_an_address_that_says_no_number_is_answered_with_the_first_page(way, at, address):
    page = at("li").get(address)
    assert page.status_code == 200
    assert "周明贵" in text(page)


def test_a_fact_of_nobody_is_not_found(way, at):
    assert at("li").get(f"/desk/cases/{way.no}/fact?person=²&key=marital").status_code == 404
