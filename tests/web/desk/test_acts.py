"""Acts on a case by their pages: from the survey to the decision, and what each refuses."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.casework.models import Case, Visit
from jiuzhu.documents.models import Letter, Paper
from jiuzhu.notices.models import Posting
from jiuzhu.registry.models import Person
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import DECIDED, OPENED, POSTED, UNASKED, VISITED
from tests.casework.test_rework import late_answer
from tests.web.desk.situations import photo, visit_answers

pytestmark = pytest.mark.slow


def url(way, tail=""):
    return f"/desk/cases/{way.no}/{tail}"


def test_a_case_goes_from_acceptance_to_the_award_by_its_pages(way, at, town):
    at("li", OPENED).post(url(way, "act/start_survey"))
    page = at("li", VISITED).post(url(way, "visit"), visit_answers(way, photos=[photo(5), photo(6)]))
    assert page.status_code == 302
    at("li", POSTED).post(url(way, "act/propose"), {"note": "", "unverified": UNASKED})
    at("li", POSTED).post(url(way, "act/give_notice"))
    at("yang", POSTED).post(url(way, "prove"), {"photo": photo(9)})
    at("liu", DECIDED).post(url(way, "act/confirm"))
    assert Award.objects.get().monthly_fen == 111_000
    assert Visit.objects.get().second == town.chen
    assert Paper.objects.filter(kind="visit_photo").count() == 2


def test_a_proposal_without_a_visit_says_what_to_do_first(way, at):
    at("li").post(url(way, "act/start_survey"))
    page = at("li").post(url(way, "act/propose"), {"note": "情况属实", "unverified": UNASKED})
    assert page.status_code == 409
    assert "先两个人上门" in page.content.decode()
    assert "情况属实" in page.content.decode()


def test_the_second_of_two_officers_is_told_that_the_case_moved(way, at):
    at("li").post(url(way, "act/start_survey"))
    page = at("chen").post(url(way, "act/start_survey"))
    assert page.status_code == 409
    assert "同事刚办过一步" in page.content.decode()


def test_sending_back_needs_a_reason(way, at):
    way.to_proposal()
    page = at("liu", POSTED).post(url(way, "act/rework"), {"reason": ""})
    assert page.status_code == 422
    assert "理由还没有填" in page.content.decode()


@pytest.mark.parametrize(
    ("verb", "answers", "stage"),
    [("rework", {"reason": "再看工资"}, "investigating"), ("end", {"reason": "家庭撤回"}, "ended")],
)
def test_a_proposal_can_go_back_or_end(way, at, verb, answers, stage):
    way.to_proposal()
    at("liu", POSTED).post(url(way, f"act/{verb}"), answers)
    assert Case.objects.get().stage == stage


def test_a_clerk_cannot_decide_and_is_told_who_can(way, at):
    way.to_notice()
    way.prove()
    page = at("li", DECIDED).post(url(way, "act/confirm"))
    assert page.status_code == 409
    assert "确认" in page.content.decode()


def test_an_unknown_act_is_not_found(way, at):
    assert at("li").get(url(way, "act/erase")).status_code == 404


def test_the_sheet_of_a_notice_is_a_pdf_for_this_town_only(way, at):
    way.to_notice()
    letter = Letter.objects.get(kind="posting")
    page = at("li", POSTED).get(f"/desk/letters/{letter.pk}")
    assert page.content.startswith(b"%PDF")
    assert at("stranger", POSTED).get(f"/desk/letters/{letter.pk}").status_code == 404


def test_desk_sheet_and_public_page_tell_the_same_days_and_the_countys_telephone(way, at, client):
    way.to_notice()
    data = json.loads(reveal(Letter.objects.get(kind="posting"), "data"))["data"]
    assert (data["phone"], data["from_on"], data["until_on"]) == ("023-00110001", "2026-11-10", "2026-11-16")
    assert "11月10日—16日" in at("li", POSTED).get("/desk/publicity/").content.decode()
    page = client.get(f"/gongshi/{Posting.objects.get().pk}").content.decode()
    assert "023-00110001" in page and "请在 11月16日（含）以前提出" in page


def test_the_list_of_notices_is_shown_page_by_page(way, at, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("jiuzhu.web.desk.publicity.PAGE", 2)
    way.to_notice()
    for number, programme in enumerate(("tekun", "linshi")):
        for row in (Case.objects.get(case_no=way.no), Posting.objects.get(case_no=way.no)):
            row.pk, row._state.adding = None, True
            row.case_no, row.programme, row.application_no = f"SJ-2026-99{number}", programme, ""
            row.save()
    client = at("li", POSTED)
    with django_assert_max_num_queries(13):
        first = client.get("/desk/publicity/").content.decode()
    second = client.get("/desk/publicity/?after=2").content.decode()
    assert "3 件正在公示，3 件还没有照片" in first and first.count("<tr data-row") == 2
    assert 'href="?after=2"' in first and second.count("<tr data-row") == 1 and 'rel="next"' not in second


def test_the_list_of_notices_names_those_without_a_photo(way, at):
    way.to_notice()
    assert "1 件还没有照片" in at("li", POSTED).get("/desk/publicity/").content.decode()
    way.prove()
    assert "没有照片" not in at("li", POSTED).get("/desk/publicity/").content.decode().split("caption")[0]


def test_an_appraisal_with_too_few_representatives_is_refused(way, at):
    way.to_notice()
    way.contest()
    meeting = {
        "held_on_y": "2026", "held_on_m": "11", "held_on_d": "9", "present": "9", "representatives": "5", "agreed": "9",
        "conclusion": "属实",
    }  # fmt: skip
    page = at("li", POSTED).post(url(way, "act/appraise"), meeting)
    assert page.status_code == 409
    assert "三分之二" in page.content.decode()


def test_nothing_is_posted_by_looking(way, at):
    before = Case.objects.get().stage
    for verb in ("start_survey", "confirm", "end"):
        at("li").get(url(way, f"act/{verb}"))
    assert Case.objects.get().stage == before


def test_a_photo_that_is_no_picture_is_refused(way, at):
    way.to_notice()
    page = at("yang", POSTED).post(
        url(way, "prove"), {"photo": SimpleUploadedFile("a.png", BytesIO(b"x").read())}
    )
    assert page.status_code == 422


def test_a_late_answer_during_the_notice_offers_the_way_back(way, at):
    way.to_notice()
    way.prove()
    late_answer(way)
    client = at("liu", DECIDED)
    assert "迟到的答复更新了核对报告" in client.get(url(way)).content.decode()
    client.post(url(way, "act/rework"), {"reason": "看迟到的答复"})
    assert Case.objects.get().stage == "investigating"


def test_the_notice_asks_for_a_guardian_only_where_the_applicant_is_a_minor(way, at):
    way.to_proposal()
    client = at("li", POSTED)
    assert "监护人姓名" not in client.get(url(way, "act/give_notice")).content.decode()
    Case.objects.update(applicant=Person.objects.get(name="周雨涵"))
    assert "监护人姓名" in client.get(url(way, "act/give_notice")).content.decode()
    client.post(url(way, "act/give_notice"), {"guardian": "周大海"})
    assert Posting.objects.get().name == "周大海"


def test_the_confirmer_sees_that_nobody_was_asked_and_the_case_keeps_what_was_missed(way, at):
    at("li", OPENED).post(url(way, "act/start_survey"))
    assert "为什么没有核对就提出" in at("li").get(url(way, "act/propose")).content.decode()
    way.visit()
    way.propose()
    actions.give_notice(way.no, POSTED, by=way.town.scope("li"))
    way.prove()
    client = at("liu", DECIDED)
    assert "没有核对就提出的" in client.get(url(way)).content.decode()
    assert UNASKED in client.get(url(way, "act/confirm")).content.decode()
    client.post(url(way, "act/confirm"))
    assert "到期没有办" in client.get(url(way)).content.decode()
