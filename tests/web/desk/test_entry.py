"""The desk of another department's officer: what waits, one question, an answer by hand; no family, and nobody else's question."""

import json

import pytest
from django.test import Client

from jiuzhu.casework import actions
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.kernel.moments import start_of
from jiuzhu.org.actions import appoint, enrol, file_relative, open_office
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Post
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions import receive
from jiuzhu.verification.models import Answer, Query
from tests.casework.conftest import OPENED, SETUP, VISITED

pytestmark = pytest.mark.slow

DESK, NUMBER = "/desk/entry/", "510223198203149019"
HOMES = "ziran.budongchan"
TAX = "shuiwu.geshui"
DAY = {"as_of_y": "2026", "as_of_m": "11", "as_of_d": "4"}
WAGE = {"item": "wage", "payer": "渝南物流", "month": "2026-10", "income_fen": "1,300.50", "tax_fen": "0"}


def keeper(town, department, username, name):
    """An officer of another department of the county, kept in the town under the `username`."""
    office = open_office(
        f"綦江区{department}", department, Level.COUNTY, "500110", None, "", by=SETUP, department=department
    )
    login = enrol(username, name, "not-a-real-one", by=SETUP)
    appoint(login, office, Role.KEEPER, OPENED, by=SETUP)
    setattr(town, username, login)


@pytest.fixture
def questions(way, town):
    """What stands with officers of two departments about 周明贵, by source."""
    keeper(town, "shuiwu", "jing", "许静")
    keeper(town, "shuiwu", "fang", "方圆")
    keeper(town, "ziran", "ding", "丁一")
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    actions.ask_sources(way.no, OPENED, by=town.scope("li"))
    for query in Query.objects.filter(case_no=way.no, state="waiting", source__in=[TAX, HOMES]):
        receive(query, NoAnswer(Silence.WITH_OFFICER), start_of(OPENED), by=SETUP)
    rows = Query.objects.filter(case_no=way.no, person_id=way.household.head_id, source__in=[TAX, HOMES])
    return {row.source: row for row in rows}


@pytest.fixture
def desk(questions, at):
    return at("jing", VISITED)


def text(page):
    return page.content.decode()


def url(query):
    return f"{DESK}{query.pk}"


def typed(*records, found="yes", **more):
    """A form as the browser sends it."""
    told = {"count": str(max(1, len(records))), "found": found, **DAY, **more}
    for number, record in enumerate(records):
        told |= {f"record{number}-{name}": value for name, value in record.items()}
    return told


def test_the_officer_lands_on_what_waits(desk):
    page = text(desk.get("/desk/", follow=True))
    assert "3 个问题等您查" in page
    assert "綦江区 · 税务局" in page and "部门联络员" in page
    assert "最久 3 天" in page


def test_names_on_the_list_are_masked_and_the_list_is_one_look(desk):
    before = Entry.objects.filter(kind="look").count()
    page = text(desk.get(DESK))
    assert "周*贵" in page and "周明贵" not in page and NUMBER not in page
    assert Entry.objects.filter(kind="look").count() == before + 1


@pytest.mark.parametrize("place", ["/desk/cases/", "/desk/search", "/desk/verification/", "/desk/officers/"])
def test_the_officer_sees_no_family(desk, place):
    assert desk.get(place).status_code == 403


def test_the_header_leads_nowhere_else(desk):
    page = text(desk.get(DESK))
    assert "案件号" not in page
    assert all(f'href="/desk/{area}/"' not in page for area in ("cases", "verification", "catalogue"))


@pytest.mark.parametrize("who", ["li", "wang"])
def test_who_works_with_families_has_no_such_desk(questions, at, who):
    assert at(who).get(DESK).status_code == 403


def test_a_question_tells_whom_what_on_what_ground_and_for_which_case(desk, questions, way):
    page = text(desk.get(url(questions[TAX])))
    assert all(told in page for told in ("周明贵", NUMBER, "2026年11月2日", way.no, questions[TAX].article))
    seen = Entry.objects.get(act="verification.open_put")
    assert (seen.purpose, seen.case_no) == ("部门填报", way.no)


def test_a_question_of_another_department_is_not_there(desk, questions):
    assert desk.get(url(questions[HOMES])).status_code == 404
    assert desk.post(url(questions[HOMES]), typed(found="none")).status_code == 404


def test_what_is_typed_becomes_the_answer(desk, questions, at):
    page = desk.post(url(questions[TAX]), typed(WAGE), follow=True)
    assert "记下了 1 条" in text(page) and "2 个问题等您查" in text(page)
    answer = Answer.objects.get(query=questions[TAX])
    assert (answer.rows, str(answer.as_of)) == (1, "2026-11-04")
    clerk = at("li", VISITED)
    opened = clerk.post(
        f"/desk/cases/{questions[TAX].case_no}/verification/answers/{questions[TAX].pk}",
        {"purpose": "核对这一处不一致"},
    )
    assert "渝南物流" in text(opened) and "1,300.50" in text(opened)


def test_areas_days_and_choices_are_typed_as_people_write_them(questions, at):
    home = {"certificate": "渝〔2019〕1号", "kind": "home", "use": "live", "area_dm2": "86.5"}
    bought = {"registered_on_y": "2019", "registered_on_m": "4", "registered_on_d": "1"}
    assert at("ding", VISITED).post(url(questions[HOMES]), typed(home | bought)).status_code == 302
    (kept,) = json.loads(reveal(Answer.objects.get(query=questions[HOMES]), "records"))
    assert (kept["area_dm2"], kept["registered_on"], kept["address"]) == (8650, "2019-04-01", "")


def test_no_record_is_chosen_expressly(desk, questions):
    assert "记下了：没有记录" in text(desk.post(url(questions[TAX]), typed(found="none"), follow=True))
    assert Answer.objects.get(query=questions[TAX]).rows == 0


def test_an_empty_form_is_sent_back(desk, questions):
    page = desk.post(url(questions[TAX]), {"count": "1"})
    assert page.status_code == 422
    assert "查到了吗还没有选" in text(page) and "数据截至哪天还没有填" in text(page)
    assert not Answer.objects.filter(query=questions[TAX]).exists()


def test_records_without_a_record_are_sent_back(desk, questions):
    assert "还没有写一条" in text(desk.post(url(questions[TAX]), typed()))
    assert "不能选“没有记录”" in text(desk.post(url(questions[TAX]), typed(WAGE, found="none")))


def test_what_is_wrong_is_told_by_its_record_and_column_and_the_rest_is_kept(desk, questions):
    wrong = WAGE | {"month": "十月", "income_fen": "", "payer": "西南建工"}
    page = desk.post(url(questions[TAX]), typed(WAGE, wrong))
    assert page.status_code == 422
    assert "第 2 条：" in text(page) and "不是月份" in text(page)
    assert "第 2 条：收入额还没有填" in text(page)
    assert "西南建工" in text(page) and "渝南物流" in text(page)


def test_one_more_record_keeps_what_was_typed_and_judges_nothing(desk, questions):
    half = {"payer": "渝南物流", "month": "十月"}
    page = desk.post(url(questions[TAX]), typed(half, more="1"))
    assert page.status_code == 200
    assert len(page.context["form"].records) == 2
    assert "渝南物流" in text(page) and "十月" in text(page) and "处要改一下" not in text(page)
    assert not Answer.objects.filter(query=questions[TAX]).exists()


def test_ten_records_are_all_that_a_page_takes(desk, questions):
    page = desk.post(url(questions[TAX]), typed(more="1") | {"count": "10"})
    assert len(page.context["form"].records) == 10 and "再加一条" not in text(page)
    page = desk.post(url(questions[TAX]), typed() | {"count": "9999"})
    assert len(page.context["form"].records) == 10


def test_records_left_empty_say_nothing(desk, questions):
    desk.post(url(questions[TAX]), typed({}, WAGE, {}))
    assert Answer.objects.get(query=questions[TAX]).rows == 1


def test_sent_twice_is_one_answer(desk, questions):
    for _ in range(2):
        assert desk.post(url(questions[TAX]), typed(WAGE)).status_code == 302
    assert Answer.objects.filter(query=questions[TAX]).count() == 1


def test_the_second_of_two_officers_is_told(desk, questions, town):
    other = Client()
    other.force_login(town.fang)
    assert other.get(url(questions[TAX])).status_code == 200
    desk.post(url(questions[TAX]), typed(WAGE))
    page = other.post(url(questions[TAX]), typed(found="none"))
    assert page.status_code == 409
    assert "已经答复过了" in text(page) and NUMBER not in text(page)
    assert other.get(url(questions[TAX])).status_code == 409


def test_what_was_written_wrongly_is_corrected_with_a_reason_and_the_case_is_told(desk, questions, at, town):
    query = questions[TAX]
    desk.post(url(query), typed(WAGE))
    page = text(desk.get(DESK))
    assert "最近填的" in page and f"{query.pk}/correct" in page
    place = f"{url(query)}/correct"
    assert "渝南物流" in text(desk.get(place)) and "1,300.50" in text(desk.get(place))
    fields = Entry.objects.filter(act="verification.open_entered").last().refs["fields"]
    assert {"name", f"{query.source}.income_fen"} < set(fields)
    right = WAGE | {"income_fen": "3,100"}
    assert "哪里错了，为什么还没有填" in text(desk.post(place, typed(right)))
    done = text(desk.post(place, typed(right, reason="看成了上个月"), follow=True))
    assert "更正记下了" in done and "再更正" in done
    assert desk.get(place).status_code == 409
    again = Query.objects.get(corrects=query)
    opened = f"/desk/cases/{query.case_no}/verification/answers/{again.pk}"
    page = text(at("li", VISITED).post(opened, {"purpose": "核对这一处不一致"}))
    assert "部门更正过：看成了上个月" in page and "3,100.00" in page


def test_of_a_relatives_family_an_officer_sees_only_that_a_colleague_answers(desk, questions, town):
    post = Post.objects.get(login=town.jing)
    file_relative("许静", post.office, town.jing, "弟弟", NUMBER, OPENED, by=SETUP)
    page = text(desk.get(DESK))
    assert "另有 3 个问题" in page and f'/{questions[TAX].pk}"' not in page
    refused = desk.get(url(questions[TAX]))
    assert refused.status_code == 403 and "回避" in text(refused) and NUMBER not in text(refused)
