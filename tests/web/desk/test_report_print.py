"""The verification report on paper and for the office's own programs: the page's words, its reach and its look."""

from datetime import UTC, datetime

import pytest

from jiuzhu.casework import actions
from jiuzhu.gateways.envelope import Reply
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.verification import actions as verification
from jiuzhu.verification.models import Query, Report
from tests.casework.conftest import OPENED
from tests.verification.conftest import NOON

BY = Scope.system("test")
CAR = {
    "plate": "渝B00001",
    "kind": "car",
    "model": "五菱",
    "registered_on": "2020-01-01",
    "value_fen": 4_500_000,
}


@pytest.fixture
def reported(way, town):
    """A report of two sources: a car of the head's that nobody declared, and no boat."""
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    way.say(None, "assets.vehicles", [])
    codes = ["gongan.cheliang", "jiaotong.chuanbo"]
    verification.ask(way.no, way.household, "apply", OPENED, by=town.scope("li"), only=codes)
    for query in Query.objects.filter(case_no=way.no).order_by("pk"):
        is_his = query.source == codes[0] and query.person_id == way.household.head_id
        records = ({"id_number": "", **CAR},) if is_his else ()
        verification.receive(query, Reply(query.request_no, OPENED, records), NOON, by=BY)
    return f"/desk/cases/{way.no}/verification"


def test_the_report_is_printed_as_pdf_and_looked_at(reported, at):
    before = Entry.objects.filter(act="verification.report").count()
    page = at("li").get(f"{reported}/report.pdf")
    assert (page.status_code, page["Content-Type"]) == (200, "application/pdf")
    assert page.content[:5] == b"%PDF-"
    assert Entry.objects.filter(act="verification.report").count() == before + 1


def test_a_report_made_before_eight_in_the_morning_is_of_that_day(reported, at):
    Report.objects.update(made_at=datetime(2026, 11, 30, 22, 30, tzinfo=UTC))
    assert at("li").get(f"{reported}/report.json").json()["made_on"] == "2026-12-01"


def test_programs_of_the_office_read_what_the_page_says(reported, at):
    told = at("li").get(f"{reported}/report.json").json()
    assert [(one["code"], one["state"], one["rows"]) for one in told["sources"]] == [
        ("gongan.cheliang", "有记录", 1),
        ("jiaotong.chuanbo", "没有记录", 0),
    ]
    row = next(one for one in told["rows"] if one["what"] == "车辆、船舶")
    assert (row["declared"], row["found"], row["size"], row["believed"]) == (
        "没有",
        "汽车",
        "多 1 项",
        "待家庭说明",
    )
    assert told["conclusion"] == "还有：车辆、船舶待说明"


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_an_officer_of_another_town_gets_neither(reported, at, kind):
    assert at("stranger").get(f"{reported}/report.{kind}").status_code in (403, 404)


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_before_the_first_report_there_is_nothing_to_print(way, at, kind):
    assert at("li").get(f"/desk/cases/{way.no}/verification/report.{kind}").status_code == 404
