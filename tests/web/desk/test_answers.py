"""Two versions of a report beside each other; one source's own records, opened for a purpose."""

import re
from datetime import timedelta

import pytest

from jiuzhu.casework import actions
from jiuzhu.gateways.envelope import NoAnswer, Reply, Silence
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.moments import start_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.trail.models import Entry
from jiuzhu.verification.actions import explain, receive
from jiuzhu.verification.models import Query
from jiuzhu.verification.queries import open_differences
from tests.casework.conftest import OPENED, POSTED, SETUP, VISITED

pytestmark = pytest.mark.slow

SOURCE = "shuiwu.geshui"


@pytest.fixture
def case(way, town):
    """The departments were asked; the tax office was silent at first, and then told what 周明贵 earned in October."""
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    actions.ask_sources(way.no, OPENED, by=town.scope("li"))
    for query in Query.objects.filter(case_no=way.no, state="waiting"):
        said = NoAnswer(Silence.FAILED) if query.source == SOURCE else Reply(query.request_no, OPENED, ())
        receive(query, said, start_of(OPENED), by=SETUP)
    wage = {
        "id_number": "51022319820314901",
        "month": "2026-10",
        "item": "wage",
        "payer": "渝南物流",
        "income_fen": 130_000,
        "tax_fen": 0,
    }
    for query in Query.objects.filter(case_no=way.no, source=SOURCE):
        mine = (wage,) if query.person_id == way.household.head_id else ()
        receive(query, Reply(query.request_no, OPENED, mine), start_of(OPENED + timedelta(days=3)), by=SETUP)
    return way


def text(page):
    return page.content.decode()


def url(case, tail=""):
    return f"/desk/cases/{case.no}/verification{tail}"


def query_of(case):
    return Query.objects.get(case_no=case.no, source=SOURCE, person_id=case.household.head_id)


def test_a_supplement_says_what_it_changed(case, at):
    page = text(at("li").get(url(case)))
    versions = page.split('id="history"')[1]
    assert "改了什么" in versions
    newest = max(int(number) for number in re.findall(r"/versions/(\d+)", versions))
    page = text(at("li").get(url(case, f"/versions/{newest}")))
    assert "周明贵" in page
    assert "问了没有答" in page


def test_the_first_version_has_no_page(case, at):
    assert at("li").get(url(case, "/versions/1")).status_code == 404


def test_records_are_opened_for_a_purpose_and_the_look_is_on_the_trail(case, at):
    query = query_of(case)
    address = url(case, f"/answers/{query.pk}")
    asked = text(at("li").get(address))
    assert "为什么要看原始答复" in asked
    assert "渝南物流" not in asked
    assert not Entry.objects.filter(act="verification.open_answer").exists()
    page = at("li").post(address, {"purpose": "核对这一处不一致"})
    for words in ("渝南物流", "1,300.00", "工资薪金", "扣缴单位"):
        assert words in text(page)
    assert page.headers["Refresh"].startswith("300;")
    look = Entry.objects.get(act="verification.open_answer")
    assert (look.purpose, look.subject) == ("核对这一处不一致", f"person:{case.household.head_id}")


def test_without_a_purpose_nothing_is_opened(case, at):
    page = at("li").post(url(case, f"/answers/{query_of(case).pk}"))
    assert page.status_code == 422
    assert "渝南物流" not in text(page)


def test_nobody_elsewhere_opens_an_answer(case, at):
    for tail in (f"/answers/{query_of(case).pk}", "/versions/2"):
        assert at("stranger").get(url(case, tail)).status_code == 403
    assert at("li").get(url(case, "/answers/999999")).status_code == 404


def test_until_the_first_report_the_next_act_is_to_look_for_answers(way, town, at):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    actions.ask_sources(way.no, OPENED, by=town.scope("li"))
    page = at("li").get(f"/desk/cases/{way.no}/").content.decode()
    assert "第一批答复还没有到齐" in page
    assert re.search(r'verification"[^>]*data-key="a">看答复到了没有', page)
    assert "act/propose" in page


def test_answers_that_our_own_program_failed_on_are_not_said_to_be_out(way, town, at):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    actions.ask_sources(way.no, OPENED, by=town.scope("li"))
    Job.objects.filter(kind="verification.query").update(error="KeyError", attempts=1)
    case, report = (
        at("li").get(f"/desk/cases/{way.no}/{tail}").content.decode() for tail in ("", "verification")
    )
    for page in (case, report):
        assert "系统处理出错，已记录，技术人员处理" in page
        assert "第一批答复还没有到齐" not in page
    assert "问了没有答 ·" not in report


def test_who_may_not_open_an_answer_is_offered_none(case, at, way):
    report = f"/desk/cases/{way.no}/verification"
    assert "原始答复" in at("li").get(report).content.decode()
    assert "原始答复" not in at("yang").get(report).content.decode()


def test_what_the_visit_saw_otherwise_is_to_be_chosen_before_anything_is_proposed(case, at, town):
    for difference in open_differences(case.no):
        explain(difference, "已说明", OPENED, by=SETUP)
    head = case.household.head_id
    case.say(head, "income.pension", {"per_month": "300"}, "visit", VISITED)
    page, report = text(at("li").get(f"/desk/cases/{case.no}/")), text(at("li").get(url(case)))
    adopt = f"adopt?person={head}&amp;key=income.pension"
    assert re.search(rf'{re.escape(adopt)}"[^>]*data-key="a">处理看到的 1 处不一致', page)
    assert "看到多 3,600.00 元/年" in page
    assert "入户、邻里说的不一样" in report and adopt in report
    case.visit()
    with pytest.raises(Refused, match="没有说明"):
        case.propose()


def test_what_is_seen_after_the_proposal_sends_it_back(case, at, town):
    for difference in open_differences(case.no):
        explain(difference, "已说明", OPENED, by=SETUP)
    case.visit()
    case.propose()
    case.say(case.household.head_id, "income.pension", {"per_month": "300"}, "visit", POSTED)
    page = text(at("liu").get(f"/desk/cases/{case.no}/"))
    assert "入户看到的和审核意见用的不一样，审核意见要重新提出" in page
