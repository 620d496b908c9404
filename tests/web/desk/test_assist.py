"""The pages between regions: asked from the report, seen by the other county alone, answered, merged, printed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiuzhu.jobs.models import Job
from jiuzhu.trail.models import Entry
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.kinds import Direction
from jiuzhu.verification.assist.models import AnswerTime, Request
from jiuzhu.verification.models import Query
from tests.casework.conftest import OPENED
from tests.verification.assist.conftest import HOMES, PENSION
from tests.verification.conftest import NOON
from tests.web.desk.elsewhere import NUMBER, asked, elsewhere, form, part, work

__all__ = ["elsewhere"]
pytestmark = pytest.mark.slow
LIST = "/desk/verification/elsewhere/"


def text(page):
    return page.content.decode()


def out(tail=""):
    return f"{LIST}out/{NUMBER}/{tail}"


def came(tail=""):
    return f"{LIST}in/{NUMBER}/{tail}"


def test_a_verifier_asks_from_the_report_reads_it_once_more_and_sends_it(elsewhere, at):
    report = f"/desk/cases/{elsewhere.no}/verification"
    assert "请外地协查" in text(at("wang").get(report))
    assert f"{report}/elsewhere" not in text(at("li").get(report))
    page = at("wang").post(f"{report}/elsewhere", form(elsewhere))
    assert page.headers["Location"] == out()
    drafted = text(at("wang").get(out()))
    assert "待发" in drafted
    assert "发出请求" in drafted
    assert not Query.objects.filter(source__contains="@").exists()
    at("wang").post(out("send"))
    sent = text(at("wang").get(out()))
    assert "已发" in sent
    assert "10 个工作日" in sent
    assert Job.objects.filter(kind=actions.JOB).count() == 1
    assert "对方还没有收到" in sent
    Job.objects.filter(kind=actions.JOB).update(gave_up_at=NOON)
    assert "没有送成" in text(at("wang").get(out()))
    Job.objects.filter(kind=actions.JOB).update(done_at=NOON, gave_up_at=None)
    assert "对方还没有收到" not in text(at("wang").get(out()))
    shown = text(at("li").get(report))
    assert NUMBER in shown
    assert "外地：重庆市渝北区" in shown


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"region": "不存在县"}, "没有找到这个地方"),
        ({"region": "綦江区"}, "本区自己的数据"),
        ({"people": []}, "还没有选"),
        ({"until_on_m": "10"}, "截止日期"),
    ],
)
def test_what_is_wrong_with_a_request_is_said_on_its_page(elsewhere, at, wrong, message):
    page = at("wang").post(f"/desk/cases/{elsewhere.no}/verification/elsewhere", form(elsewhere, **wrong))
    assert page.status_code in (409, 422)
    assert message in text(page)
    assert not Request.objects.exists()


def test_the_asked_county_alone_sees_whom_it_is_about(elsewhere, at, town):
    asked(elsewhere, town)
    assert NUMBER in text(at("hang").get(LIST))
    assert "外地协查" in text(at("hang").get("/desk/"))
    page = text(at("hang").get(came()))
    assert "周明贵" in page
    assert "510223********" in page
    assert "罗春梅" not in page
    assert at("wang").get(came()).status_code == 404
    assert at("hang").get(out()).status_code == 404
    assert at("hang").get(f"/desk/cases/{elsewhere.no}/").status_code == 403
    assert at("hang").get(f"/desk/cases/{elsewhere.no}/verification").status_code == 403
    assert at("li").get(came()).status_code == 403
    assert Entry.objects.filter(act="assist.subjects", case_no=NUMBER).exists()


def test_after_the_last_day_nobody_is_seen(elsewhere, at, town):
    asked(elsewhere, town)
    page = at("hang", OPENED.replace(month=12)).get(came())
    assert page.status_code == 409
    assert "周明贵" not in text(page)


def test_what_is_typed_in_there_is_read_here(elsewhere, at, town):
    asked(elsewhere, town)
    address = came(f"parts/{part(NUMBER).pk}")
    assert "险种或待遇" in text(at("hang").get(address))
    rows = {"rows-TOTAL_FORMS": "12", "rows-INITIAL_FORMS": "0"}
    day = {"as_of_y": "2026", "as_of_m": "11", "as_of_d": "2"}
    pension = {
        "rows-0-item": "benefit", "rows-0-kind": "pension", "rows-0-month": "2026-10", "rows-0-amount_fen": "1500",
    }  # fmt: skip
    nothing = at("hang").post(address, rows | day)
    assert nothing.status_code == 422
    half = at("hang").post(address, rows | day | {"rows-0-item": "benefit"})
    assert "险种或待遇还没有写" in text(half)
    assert at("hang").post(address, rows | day | pension).status_code == 302
    none = at("hang").post(came(f"parts/{part(NUMBER, HOMES).pk}"), rows | day | {"none": "on"})
    assert none.status_code == 302
    work()
    done = text(at("wang").get(out()))
    assert "完成" in done
    report = text(at("wang").get(f"/desk/cases/{elsewhere.no}/verification"))
    assert "人社社保（外地）" in report
    assert "迟到" in report


def test_questions_are_given_back_with_a_reason_and_asked_again(elsewhere, at, town):
    asked(elsewhere, town)
    at("hang").post(came("return"), {"part_ids": [str(part(NUMBER).pk)], "reason": "授权书看不清"})
    work()
    page = text(at("wang").get(out()))
    assert "部分退回" in page
    assert "授权书看不清" in page
    at("wang").post(out("ask_again"), {"note": "重新拍了"})
    work()
    assert "第 2 次请" in text(at("hang").get(came()))
    at("wang").post(out("end"), {"reason": "家庭撤回"})
    work()
    page = text(at("hang").get(came()))
    assert "终止" in page
    assert "周明贵" not in page


def test_own_sources_are_asked_and_their_answer_used_by_a_button(elsewhere, at, town):
    asked(elsewhere, town)
    number = part(NUMBER).pk
    assert at("hang").post(came(f"parts/{number}/use")).status_code == 409
    assert at("hang").post(came(f"parts/{number}/ask")).status_code == 302
    assert "问了 1，答了 0" in text(at("hang").get(came()))
    assert Query.objects.get(case_no=NUMBER).source == PENSION


def test_the_letter_and_the_file_open_numbers_with_a_look(elsewhere, at, town, settings, tmp_path):
    asked(elsewhere, town)
    for name, address in (("wang", out("letter")), ("hang", came("letter"))):
        page = at(name).get(address)
        assert page.content.startswith(b"%PDF")
    assert Entry.objects.filter(act="assist.open_numbers", purpose=f"协查函 {NUMBER}").count() == 2
    settings.GATEWAYS = tmp_path / "none.json"
    assert at("wang").post(out("file")).status_code == 409


def test_a_letter_that_came_back_is_typed_in_by_the_asking_county(elsewhere, at, town, settings, tmp_path):
    settings.GATEWAYS = tmp_path / "none.json"
    at("wang").post(f"/desk/cases/{elsewhere.no}/verification/elsewhere", form(elsewhere, region="520302"))
    at("wang").post(out("send"))
    assert "按复函填写" in text(at("wang").get(out()))
    number = part(NUMBER, direction=Direction.OUT).pk
    at("wang").post(f"{LIST}out/{NUMBER}/return", {"part_ids": [str(number)], "reason": "查无此人"})
    assert "部分退回" in text(at("wang").get(out()))


def test_a_county_says_in_how_many_days(elsewhere, at):
    assert "法律只写及时" in text(at("wang").get(LIST))
    at("wang").post(f"{LIST}days", {"days": "15", "reason": "和邻省说好的"})
    assert AnswerTime.objects.get().days == 15
    assert "15 个工作日" in text(at("wang").get(LIST))


def test_what_is_no_file_is_said_so(elsewhere, at):
    page = at("wang").post(f"{LIST}read", {"file": SimpleUploadedFile("a.json", b"{}")})
    assert page.status_code == 409
    assert "不是协查文件" in text(page)


def test_a_case_that_ends_asks_nobody_any_more(elsewhere, at, town):
    asked(elsewhere, town)
    at("li").post(f"/desk/cases/{elsewhere.no}/act/end", {"reason": "家庭撤回"})
    row = Request.objects.get(direction=Direction.OUT)
    assert (row.ended_for, row.closed_on) == ("案件已经办结", OPENED)
