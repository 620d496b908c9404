"""The case page: who sees it, what it shows, what is next."""

import re
from datetime import UTC, date, datetime

import pytest

from jiuzhu.casework import actions
from jiuzhu.notices.actions import note_sending, tell
from jiuzhu.notices.kinds import Channel, Outcome
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Office
from jiuzhu.trail.models import Entry
from jiuzhu.verification.models import Difference
from jiuzhu.web.ui.marks import MARKS
from tests.casework.conftest import DECIDED, OPENED, POSTED, SETUP, VISITED, Way, register

pytestmark = pytest.mark.slow
LATER = date(2026, 12, 1)


def url(way, tail=""):
    return f"/desk/cases/{way.no}/{tail}"


def text(page):
    return page.content.decode()


def test_the_page_shows_the_family_masked_and_the_one_next_act(way, at):
    page = text(at("li").get(url(way)))
    assert "周明贵家庭" in page
    assert "510223**********" in page
    assert "启动家庭经济状况调查" in page
    assert 'data-key="a"' in page


def test_a_number_opens_for_half_a_minute_and_leaves_a_trace(way, at):
    page = at("li").post(url(way, f"person/{way.household.head_id}"))
    assert way.household.head.id_number is not None
    assert page["Refresh"].startswith("30;")
    assert Entry.objects.filter(act="registry.open_person", case_no=way.no).count() == 1


@pytest.mark.parametrize("tail", ["", "explanation", "verification", "act/end", "adopt?key=income.wage"])
def test_another_towns_clerk_sees_a_lock_and_no_name(way, at, tail):
    page = at("stranger").get(url(way, tail))
    assert page.status_code == 403
    assert "周明贵" not in text(page)


def test_an_officer_with_a_relative_in_the_family_sees_a_lock(town, at):
    office = Office.objects.get(short="三角镇")
    file_relative("李小兰", office, town.li, "堂兄", "510223198203149019", OPENED, by=SETUP)
    case = actions.open_case("SQ-2026-0009", register(), "dibao", OPENED, by=town.scope("chen"))
    assert at("li").get(f"/desk/cases/{case.case_no}/").status_code == 403


def test_who_has_a_relative_there_does_not_find_the_family_and_is_told_so(town, at):
    office = Office.objects.get(short="三角镇")
    file_relative("李小兰", office, town.li, "堂兄", "510223198203149019", OPENED, by=SETUP)
    looking = {"q": "周明贵"}
    case = actions.open_case("SQ-2026-0009", register(), "dibao", OPENED, by=town.scope("chen"))
    page = text(at("li").post("/desk/search", looking, follow=True))
    assert "您须回避的近亲属家庭不列出" in page and case.case_no not in page
    assert case.case_no in text(at("chen").post("/desk/search", looking, follow=True))


def test_an_assistant_who_has_a_relative_in_every_family_is_not_named_for_the_way(town, at):
    office = Office.objects.get(short="三角社区")
    file_relative("杨琴", office, town.yang, "姨妈", "510223198203149019", OPENED, by=SETUP)
    case = actions.open_case("SQ-2026-0009", register(), "dibao", OPENED, by=town.scope("chen"))
    actions.start_survey(case.case_no, OPENED, by=town.scope("chen"))
    page = text(at("chen").get("/desk/"))
    assert "协理员须回避，另派" in page
    assert "杨琴" not in page


def test_a_decided_case_says_so_everywhere(way, at):
    way.to_notice()
    assert "试算：" in text(at("li", POSTED).get(url(way)))
    way.prove()
    way.confirm()
    page = text(at("li", DECIDED).get(url(way)))
    assert "办结，用了 11 个工作日" in page and "全程 第" not in page
    assert "决定的依据：最低生活保障" in page and "试算：" not in page


def strip_of(page):
    """The links of the way on a page by their state."""
    links = re.findall(r'<li class="is-(\w+)"[^>]*><small>\d+ .*?</small>(\w+)</li>', page)
    return {name: state for state, name in links}


def test_a_link_is_ticked_for_what_is_there(way, at):
    actions.start_survey(way.no, OPENED, by=way.town.scope("li"))
    asked = strip_of(text(at("li").get(url(way))))
    assert [asked[name] for name in ("受理", "比对", "核对", "入户")] == ["done", "now", "later", "later"]


def test_nothing_is_ticked_after_a_confirmation_before_it_happened(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    links = strip_of(text(at("li", DECIDED).get(url(way))))
    expected = {"公示": "done", "确认": "done", "告知": "now", "发放": "later", "比对": "exempt"}
    assert {name: links[name] for name in expected} == expected


def test_an_ended_case_waits_for_no_link(way, at):
    actions.end_case(way.no, "不办了", POSTED, by=way.town.scope("li"))
    links = strip_of(text(at("li", POSTED).get(url(way))))
    assert links["受理"] == "done" and links["审核"] == links["公示"] == links["发放"] == "exempt"


def test_after_an_objection_the_appraisal_is_open_until_it_was_held(way, at):
    way.to_notice()
    assert strip_of(text(at("li", POSTED).get(url(way))))["评议"] == "exempt"
    way.contest("他家有门面出租")
    assert 'class="is-later"><small>9 </small>评议' in text(at("li", POSTED).get(url(way)))


def test_the_nearest_clock_stands_in_the_title_line_for_narrow_screens(way, at):
    line = (
        text(at("li").get(url(way))).split('class="jz-titleline"')[1].split("</h1>")[1].split("无近亲属")[0]
    )
    assert "jz-when-narrow" in line and "还剩 3 个工作日" in line and "启动家庭经济状况调查" in line


def test_every_mark_of_a_source_is_explained(way, at):
    legend = text(at("li").get(url(way))).split("事实与证据")[1].split("</header>")[0]
    assert all(f">{one.sign}</span>" in legend for one in MARKS.values())


def test_the_county_sees_the_case_and_may_draw_it(way, at):
    assert "抽查这一件" in text(at("wang").get(url(way)))


def test_no_refusal_is_offered_while_the_county_owes_a_visit(town, at):
    way = Way(town, wage="3000")
    way.to_proposal()
    assert "作出不予确认决定" in text(at("liu").get(url(way)))
    actions.sample(way.no, "complaint", POSTED, by=town.scope("wang"))
    page = text(at("liu").get(url(way)))
    assert "区民政局入户调查以后才能作决定" in page
    assert "作出不予确认决定" not in page


def test_a_visit_that_the_county_owes_is_told_on_the_case_and_on_its_worklist(way, at, town):
    way.to_notice()
    assert "区级入户（" not in text(at("wang", POSTED).get("/desk/"))
    actions.sample(way.no, "complaint", POSTED, by=town.scope("wang"))
    assert "周明贵家：区级入户（接到投诉举报）" in text(at("wang", POSTED).get("/desk/"))
    assert "区级入户（" not in text(at("li", POSTED).get("/desk/"))
    page = text(at("wang", POSTED).get(url(way)))
    assert "等区级入户：接到投诉举报" in page
    assert "在那以前区民政局要先入户" in page
    assert "区级入户调查" in page
    way.visit(by="wang", second="yang", on=POSTED)
    assert "等区级入户" not in text(at("wang", POSTED).get(url(way)))
    assert "区级入户（" not in text(at("wang", POSTED).get("/desk/"))


def test_declared_and_seen_stand_side_by_side_until_one_is_adopted(way, at, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    way.say(way.household.head_id, "income.wage", {"per_month": "1500"}, "visit")
    client = at("li")
    assert "1,500.00 元/月" in text(client.get(url(way)))
    tail = f"adopt?person={way.household.head_id}&key=income.wage"
    claim = next(key for key in text(client.get(url(way, tail))).split('value="') if "入户看到" in key)
    answer = {"chosen": claim.split('"')[0], "reason": "看了工资条"}
    assert client.post(url(way, tail), answer).status_code == 302
    assert "看了工资条 · 李小兰" in text(client.get(url(way)))


def test_the_other_programmes_stand_beside_the_one_that_was_asked_for(way, at, town):
    way.to_proposal()
    page = text(at("li").get(url(way)))
    assert "一次申请，分类认定" in page
    assert "explanation?programme=tekun" in page
    assert "按最低生活保障办" in page


def test_what_is_missing_is_told_in_words_and_leads_to_where_it_is_written(way, at, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    head = way.household.head_id
    way.say(head, "disability", [{"kind": "visual"}])
    client = at("li")
    client.post(url(way, "act/assess"))
    case, told = text(client.get(url(way))), text(client.get(url(way, "explanation")))
    for page in (case, told):
        assert f'adopt?person={head}&amp;key=disability">周明贵的残疾等级</a>' in page
        assert "members[" not in page
    assert "周明贵的残疾等级" in text(at("liu").get(url(way)))
    assert f"adopt?person={head}&amp;key=disability" not in text(at("liu").get(url(way)))


def test_the_way_tells_of_the_visit_and_who_went(way, at, town):
    way.to_proposal()
    assert "李小兰、陈雪梅" in text(at("li").get(url(way))).split('id="history"')[1]


def test_adopting_without_a_reason_keeps_the_choice(way, at, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    tail = f"adopt?person={way.household.head_id}&key=income.wage"
    page = at("li").post(url(way, tail), {"chosen": "other", "amount": "900"})
    assert page.status_code == 422
    assert 'value="900"' in text(page)


def test_a_ruling_is_asked_for_in_the_unit_of_its_question(way, at):
    tail = "ruling?key=single_person.unlifted_poverty"
    page = text(at("li").get(url(way, tail)))
    assert "未脱贫的重残、重病人员是否参照单人户纳入" in page
    assert 'value="yes"' in page
    wrong = {"value": "六百三", "reason": "按纪要", "ground": "纪要〔2026〕3号"}
    assert at("li").post(url(way, "ruling?key=single_person.amount"), wrong).status_code == 422
    assert at("li").get(url(way, "ruling?key=x")).status_code == 404


def test_a_ruling_waits_on_the_worklist_of_who_may_agree(way, at):
    told = {"value": "630", "reason": "按纪要", "ground": "纪要〔2026〕3号"}
    at("li").post(url(way, "ruling?key=single_person.amount"), told)
    assert "李小兰提出 630 元" in text(at("liu").get("/desk/"))
    for name in ("li", "chen", "stranger"):
        assert "李小兰提出 630 元" not in text(at(name).get("/desk/"))


def test_a_ruling_waits_for_a_second_officer(way, at):
    tail = "ruling?key=single_person.amount"
    at("li").post(url(way, tail), {"value": "100", "reason": "按纪要", "ground": "纪要〔2026〕3号"})
    assert "等另一位同事复核" in text(at("li").get(url(way)))
    page = text(at("liu").get(url(way)))
    ruling = page.split(f"/desk/cases/{way.no}/ruling/")[1].split('"')[0]
    at("liu").post(url(way, f"ruling/{ruling}"))
    assert "刘国强 已复核" in text(at("liu").get(url(way)))


def test_a_ruling_that_nobody_agreed_to_is_written_again(way, at):
    tail = "ruling?key=single_person.amount"
    told = {"value": "6300", "reason": "按纪要", "ground": "纪要〔2026〕3号"}
    at("li").post(url(way, tail), told)
    page = text(at("liu").get(url(way)))
    assert f'href="/desk/cases/{way.no}/{tail}">写错了、不同意，另写一条' in page
    first = page.split(f"/desk/cases/{way.no}/ruling/")[1].split('"')[0]
    at("li").post(url(way, tail), told | {"value": "630"})
    page = text(at("liu").get(url(way)))
    assert "6,300 元" not in page and "630 元" in page
    assert "6,300 元" not in text(at("liu").get("/desk/"))
    refused = at("liu").post(url(way, f"ruling/{first}"))
    assert refused.status_code == 409
    assert "复核新写的那一条" in text(refused)
    second = page.split(f"/desk/cases/{way.no}/ruling/")[1].split('"')[0]
    at("liu").post(url(way, f"ruling/{second}"))
    page = text(at("liu").get(url(way)))
    assert "刘国强 已复核" in page and "另写一条" not in page


def test_the_page_asks_the_same_number_of_questions_for_any_family(way, at, django_assert_max_num_queries):
    way.to_proposal()
    client = at("li", POSTED)
    with django_assert_max_num_queries(42):
        client.get(url(way))


def test_the_explanation_goes_clause_by_clause_and_is_derived_again(way, at):
    way.to_proposal()
    page = text(at("li", POSTED).get(url(way, "explanation")))
    assert "怎么算的：每月 1,110.00 元" in page
    assert "复算一致" in page
    assert "jiuzhu redetermine" in page
    assert "您家 3 口人" in page


def test_a_case_decided_in_a_later_month_tells_the_month_of_its_award(way, at):
    way.to_notice()
    way.prove()
    assert "自 2026-11 起" in text(at("li", POSTED).get(url(way, "explanation")))
    way.confirm(on=LATER)
    client = at("li", LATER)
    for page in (text(client.get(url(way))), text(client.get(url(way, "explanation")))):
        assert "自 2026-12 起" in page and "自 2026-11 起" not in page
    assert "从 2026 年 12 月算起" in page


def test_every_step_and_number_leads_to_its_place_in_the_law_of_that_day(way, at):
    way.to_proposal()
    client = at("li", POSTED)
    page = text(client.get(url(way, "explanation")))
    links = set(re.findall(r'jz-clause" href="([^"]+)"', page))
    pages = {link.split("#")[0].replace("&amp;", "&") for link in links}
    assert len(pages) == 1
    law = text(client.get(pages.pop()))
    assert all(f'id="{link.split("#")[1]}"' in law for link in links)
    assert any("渝民规〔2025〕6号" in words for words in re.findall(r'standard_fen">([^<]+)', page))


def test_a_number_leads_to_who_said_it_when_and_why_it_is_believed(way, at, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    head = way.household.head_id
    way.say(head, "income.wage", {"per_month": "1300"}, "visit", on=VISITED)
    actions.adopt_fact(
        way.no,
        head,
        "income.wage",
        {"per_month": "1300"},
        "visit",
        "看了工资条",
        VISITED,
        by=town.scope("li"),
    )
    way.visit()
    way.propose()
    client = at("li", POSTED)
    page = text(client.get(url(way, "explanation")))
    (link,) = set(re.findall(r'jz-source" href="([^"]+)">周明贵工资 1,300.00 元/月', page))
    fact = text(client.get(link.replace("&amp;", "&")))
    for words in ("1,200.00 元/月", "家庭申报", "入户看到", "看了工资条", "李小兰"):
        assert words in fact


def test_a_refusal_says_what_would_turn_it(town, at):
    way = Way(town, wage="3000")
    way.to_proposal()
    page = text(at("li", POSTED).get(url(way, "explanation?programme=dibao")))
    assert "如果周明贵的工资性收入平均每月低于 770 元（现在 3,000 元），就符合最低生活保障。" in page


def test_what_is_granted_says_what_would_end_it(way, at):
    way.to_proposal()
    page = text(at("li", POSTED).get(url(way, "explanation")))
    assert "周明贵的工资性收入平均每月到 2,310 元（现在 1,200 元），就不再符合最低生活保障。" in page


def test_a_fact_shows_its_difference_and_how_it_was_explained(way, at, town):
    head = way.household.head
    Difference.objects.create(
        case_no=way.no, household=way.household, person=head, key="income.wage", declared={"per_month": "1200"},
        found={"per_month": "1500"}, size={"fen": 360_000, "permille": 250}, noticed_on=OPENED,
        explanation="上月加班", explained_by="officer:1", explained_on=OPENED,
    )  # fmt: skip
    page = text(at("li").get(url(way, f"fact?person={head.pk}&key=income.wage")))
    assert "查到多 3,600.00 元/年" in page
    assert "上月加班" in page


def test_a_fact_nobody_spoke_of_has_no_page(way, at):
    assert at("li").get(url(way, "fact?person=&key=assets.homes")).status_code == 404


def test_a_case_never_reckoned_says_so(way, at):
    assert "还没有算过" in text(at("li").get(url(way, "explanation")))


def test_a_text_message_that_nobody_got_asks_for_a_call(way, at):
    head = way.household.head_id
    message = tell(head, way.no, Channel.SMS, "请补一份发票。", by=SETUP, on=OPENED, phone="10002304041")
    page = text(at("li").get(url(way)))
    assert "等待发送" in page and "请补一份发票。" in page
    assert "周明贵 100****4041" in page and "10002304041" not in page
    at_noon = datetime(2026, 11, 2, 4, tzinfo=UTC)
    note_sending(message, Outcome.REFUSED, at_noon, by=SETUP, reason="no_such_phone")
    page = text(at("li").get(url(way)))
    assert "请打电话" in page and "号码不存在" in page
