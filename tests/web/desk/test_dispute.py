"""The pages of 重新核对: one form from the fact, and what came of it where the fact is looked at and adopted."""

import re

import pytest

from jiuzhu.casework.models import Dispute
from tests.casework.conftest import OPENED, VISITED
from tests.casework.test_disputes import found  # noqa: F401
from tests.web.desk.situations import photo

pytestmark = pytest.mark.slow


@pytest.fixture
def place(found):
    return f"/desk/cases/{found.no}/{{}}?person={found.head}&key=income.wage"


def text(page):
    return page.content.decode()


def test_the_clerk_sends_a_found_fact_back_to_its_source_with_a_photo(found, place, at):
    assert "家庭有异议，重新核对" in text(at("li", VISITED).get(place.format("fact")))
    told = {"says": "那是别人用我的身份证上的班", "photo": photo(3)}
    page = at("li", VISITED).post(place.format("dispute"), told, follow=True)
    assert "已记下，并向 1 个来源重新核对" in text(page)
    assert "问了没有答" in text(page)
    assert "家庭有异议，重新核对</a>" not in text(page)
    assert "家庭有异议" in text(at("li", VISITED).get(f"/desk/cases/{found.no}/verification"))
    found.departments.says["shuiwu.geshui"] = []
    found.work(VISITED)
    for name in ("fact", "adopt"):
        page = text(at("li", VISITED).get(place.format(name)))
        assert "这次没有查到记录" in page
        assert "”的凭据（" in page
    assert "重新核对没有再查到" in page
    assert re.search(r"600.00 元/月[^<]*建议采信", page)
    assert Dispute.objects.get().papers.count() == 1


def test_on_the_page_of_the_whole_family_a_members_value_has_their_name(found, at):
    page = text(at("li", VISITED).get(f"/desk/cases/{found.no}/fact?person=&key=income.wage"))
    assert "<small>周明贵</small>" in page


def test_without_words_the_form_comes_back_and_the_confirmer_may_not(found, place, at):
    assert at("li", OPENED).post(place.format("dispute"), {"says": ""}).status_code == 422
    assert "重新核对</a>" not in text(at("liu", OPENED).get(place.format("fact")))


def test_a_report_made_after_midnight_is_of_the_day_here(found, at):
    page = text(at("li", OPENED).get(f"/desk/cases/{found.no}/verification"))
    assert "第 1 版" in page
    assert "11-01" not in page
