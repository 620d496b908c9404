from datetime import date

import pytest

from jiuzhu.documents.actions import write_letter
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.notices import actions as notices
from jiuzhu.notices.kinds import PostingKind
from jiuzhu.org import actions as org
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from tests.documents.samples import SAMPLES
from tests.web.conftest import DIVISIONS, SETUP

pytestmark = pytest.mark.django_db
VILLAGE = "500110106201"


@pytest.fixture
def place(db):
    """A village of 三角镇, and whom to call there."""
    village = {"code": VILLAGE, "name": "乐兴村", "level": "village", "parent": "500110106"}
    org.load_regions([*DIVISIONS, village], by=SETUP)
    org.open_office(
        "綦江区三角镇人民政府", "三角镇", Level.TOWN, "500110106", None, "023-4800 0000", by=SETUP
    )


@pytest.fixture
def posted(place):
    """A family on notice from a day, 20 November 2026, for seven more."""

    def post(name="冉光明", kind=PostingKind.REVIEW, case_no="SJ-2026-0387", on=date(2026, 11, 20)):
        return notices.post(
            case_no, VILLAGE, kind, notices.Shown(name, 4, "低保", 93600), on,
            by=Scope.system("test"), applicant_born_on=date(1968, 1, 1),
        )  # fmt: skip

    return post


def text(page):
    return page.content.decode()


def test_the_public_reads_the_four_things_and_no_case_number(client, posted):
    posting = posted()
    for path in ("/gongshi/", f"/gongshi/{posting.pk}", f"/gongshi/{posting.pk}/yijian"):
        page = text(client.get(path))
        assert "冉光明" in page, path
        assert "SJ-2026" not in page, path
    assert "936.00 元" in text(client.get(f"/gongshi/{posting.pk}"))


def test_a_notice_is_gone_when_its_time_is_over(client, posted, settings):
    posting = posted()
    settings.TODAY = date(2026, 11, 28)
    assert "冉光明" not in text(client.get("/gongshi/"))
    assert client.get(f"/gongshi/{posting.pk}").status_code == 404
    assert client.post(f"/gongshi/{posting.pk}/yijian", {}).status_code == 404


@pytest.mark.parametrize(
    ("on", "left"),
    [(date(2026, 11, 20), "7 天"), (date(2026, 11, 24), "3 天"), (date(2026, 11, 27), "今天到期")],
)
def test_a_notice_counts_its_days_from_the_one_after_posting(client, posted, settings, on, left):
    posting, settings.TODAY = posted(), on
    page = text(client.get(f"/gongshi/{posting.pk}"))
    assert "公示期 7 天，自 2026年11月21日至 11月27日（11月20日张贴）" in page
    assert page.count("jz-tag") == 7
    assert f'jz-more">{left}</p>' in page
    assert 'href="tel:023-48000000"' in page


def test_who_prints_a_notice_gets_the_sheet_that_hangs_in_the_village(client, posted, settings, tmp_path):
    posting = posted()
    assert client.get(f"/gongshi/{posting.pk}/zhangtie").status_code == 404
    office = Office.objects.get()
    posting.sheet = write_letter(
        LetterKind.POSTING, "SJ-2026-0387", office, SAMPLES[LetterKind.POSTING], date(2026, 11, 20),
        by=Scope.system("test"), region_code=VILLAGE,
    )  # fmt: skip
    posting.save()
    assert f'href="/gongshi/{posting.pk}/zhangtie"' in text(client.get(f"/gongshi/{posting.pk}"))
    assert client.get(f"/gongshi/{posting.pk}/zhangtie").content.startswith(b"%PDF")
    settings.TODAY = date(2026, 11, 28)
    assert client.get(f"/gongshi/{posting.pk}/zhangtie").status_code == 404


def test_many_notices_ask_no_more_questions(client, posted, django_assert_num_queries):
    posted()
    with django_assert_num_queries(4):
        client.get("/gongshi/")
    for number in range(4):
        posted(f"龚正{number}", case_no=f"SJ-2026-05{number}")
    with django_assert_num_queries(4):
        client.get("/gongshi/")


def test_many_sheets_are_shown_page_by_page_each_whole(client, posted, monkeypatch):
    monkeypatch.setattr("jiuzhu.web.disclosure.notices.PAGE", 2)
    for number, name in enumerate(("冉光明", "冉光荣", "龚正秀", "龚正明")):
        posted(name, case_no=f"SJ-2026-04{number}", on=date(2026, 11, 16 + number // 2))
    posted("周明贵", case_no="SJ-2026-0499")
    first, second = (text(client.get(f"/gongshi/{page}")) for page in ("", "?after=2"))
    assert "正在公示 5 家" in first and "共 3 张公示" in first and 'href="?after=2"' in first
    assert all(name in first and name not in second for name in ("冉光明", "冉光荣", "龚正秀", "龚正明"))
    assert "周明贵" in second and "周明贵" not in first and 'rel="next"' not in second


def test_a_published_decision_takes_no_objection(client, posted):
    posting = posted(kind=PostingKind.CONFIRMED)
    assert "提出意见" not in text(client.get(f"/gongshi/{posting.pk}"))
    assert client.get(f"/gongshi/{posting.pk}/yijian").status_code == 409


def test_an_objection_says_what_is_wrong(client, posted):
    posting = posted()
    page = client.post(f"/gongshi/{posting.pk}/yijian", {"posting": posting.pk, "text": ""})
    assert page.status_code == 422
    assert "觉得哪里不对还没有填" in text(page)


def test_the_standards_name_their_documents(client, place):
    page = text(client.get("/gongshi/biaozhun"))
    assert "770" in page
    assert "渝民规〔2025〕6号" in page


def test_whom_to_call_is_published(client, place):
    assert "023-4800 0000" in text(client.get("/gongshi/jiandu"))
