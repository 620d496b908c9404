"""The public pages: the sheet, the objection, the lists, the standards, a letter's proof."""

from datetime import date

import pytest

from tests.browser.conftest import PICTURES
from tests.casework.conftest import town, way
from tests.documents.conftest import files

__all__ = ["files", "town", "way"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]


@pytest.fixture
def posting(way, settings):
    settings.TODAY = date(2026, 11, 11)
    return way.to_notice()


PAGES = {
    "public-notices": "gongshi/",
    "public-notice": "gongshi/{posting}",
    "public-objection": "gongshi/{posting}/yijian",
    "public-villages": "gongshi/mingdan/",
    "public-confirmed": "gongshi/mingdan/{region}/2026-11",
    "public-standards": "gongshi/biaozhun",
    "public-laws": "gongshi/zhengce",
    "public-law": "gongshi/zhengce/500110/dibao",
    "public-law-changes": "gongshi/zhengce/500110/dibao?on=2026-07-01&before=2021-06-01",
    "public-supervision": "gongshi/jiandu",
    "public-letter": "letter/{letter}/{check}",
}


def test_every_public_page_reads_well(posting, desk_page, visit_all):
    sheet = posting.sheet
    visit_all(
        desk_page,
        PAGES,
        posting=posting.pk,
        region=posting.region_code,
        letter=sheet.pk,
        check=sheet.check_code,
    )


def test_a_neighbour_objects_on_the_phone(live_server, posting, phone_page):
    phone_page.goto(f"{live_server.url}/gongshi/{posting.pk}")
    phone_page.click("text=提出意见")
    phone_page.fill("[name=text]", "他家有门面出租")
    phone_page.click("main button")
    assert "3 个工作日内处理" in phone_page.locator("#said").inner_text()


def test_the_printed_sheet_has_the_list_and_whom_to_call_and_no_buttons(live_server, posting, desk_page):
    desk_page.goto(f"{live_server.url}/gongshi/{posting.pk}")
    desk_page.emulate_media(media="print")
    printed = desk_page.locator("body").inner_text()
    assert "周明贵" in printed
    assert "三角镇 023-00110114" in printed
    assert "提出意见" not in printed


def test_the_printed_law_leaves_out_the_questions_and_keeps_every_clause(
    live_server, posting, desk_page, picture
):
    desk_page.goto(f"{live_server.url}/gongshi/zhengce/500110/dibao?on=2025-08-01")
    desk_page.emulate_media(media="print")
    printed = desk_page.locator("body").inner_text()
    assert "人均收入低于低保标准" in printed
    assert "看这一天" not in printed
    desk_page.pdf(path=PICTURES / "public-law-printed.pdf", format="A4")
