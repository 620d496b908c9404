"""The law as anyone may read it: clause by clause, on any day, and what changed."""

import re

import pytest

from jiuzhu.org import actions as org
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.programmes import library_of
from tests.web.conftest import DIVISIONS, SETUP

pytestmark = pytest.mark.django_db
CHONGQING = {"code": "500000", "name": "重庆市", "level": "province", "parent": ""}
CITY = {"code": "500100", "name": "市辖区", "level": "city", "parent": "500000"}
DIBAO = "/gongshi/zhengce/500110/dibao"


@pytest.fixture(autouse=True)
def named(db):
    org.load_regions([CHONGQING, CITY, *DIVISIONS], by=SETUP)


def text(page):
    return page.content.decode()


def test_every_region_with_law_of_its_own_can_be_chosen(client):
    page = text(client.get("/gongshi/zhengce"))
    for code in library_of(shipped()).regions:
        assert f'<option value="{code}"' in page
    assert "重庆市綦江区" in page


def test_the_fine_stands_last_and_is_not_counted_as_help(client):
    page = text(client.get("/gongshi/zhengce"))
    listed = page[page.index("项救助</h1>") :].split("<li>")[1:]
    assert "骗取救助的罚款" in listed[-1]
    assert f"{len(listed) - 1}&nbsp;项救助" in page


def test_a_programme_is_read_clause_by_clause(client):
    page = text(client.get(DIBAO, {"on": "2025-08-01", "area": "urban"}))
    assert "最低生活保障：<wbr>2025年8月1日有效的规定" in page
    assert "重庆市綦江区 · 城市" in page
    assert '<li id="dibao_income_below">' in page
    assert (
        '<a href="#income_monthly_fen">家庭月收入</a> 低于 <b>最低生活保障标准（每人每月）〔770 元〕</b>'
        in page
    )
    assert "由人决定</b>（由设区的市级以上地方政府规定，本地规定未查到）" in page


def test_two_days_stand_side_by_side_with_what_differs_marked(client):
    page = text(client.get(DIBAO, {"on": "2025-08-01", "before": "2025-06-01"}))
    assert "<del>750</del> 元" in page
    assert "<ins>770</ins> 元" in page


def test_a_day_on_which_a_programme_was_not_law_says_so(client):
    page = text(client.get("/gongshi/zhengce/500110/gangxing", {"on": "2024-12-31"}))
    assert "这一天的规定没有收录这一项" in page


def test_today_is_read_when_no_day_is_asked(client):
    assert "2026年11月20日有效的规定" in text(client.get(DIBAO, {"on": "昨天"}))


@pytest.mark.parametrize(
    "path", ["500110/nothing", "x/dibao", "50011/dibao", "999999/dibao", "５００１１０/dibao"]
)
def test_what_there_is_no_law_for_is_not_found(client, path):
    assert client.get(f"/gongshi/zhengce/{path}").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_law_of_a_day_far_away_is_a_page_too(client, day):
    assert client.get(DIBAO, {"on": day}).status_code == 200


def test_the_law_asks_few_questions_of_the_database(client, django_assert_max_num_queries):
    """What is in force, once a page; then names of places, and the county this product serves."""
    for path in (DIBAO, "/gongshi/zhengce", "/gongshi/biaozhun"):
        with django_assert_max_num_queries(4 if path.endswith("biaozhun") else 3):
            client.get(path)


def test_a_long_page_begins_with_its_sections_each_a_step_away(client):
    page = client.get(f"{DIBAO}?on=2025-08-01").content.decode()
    targets = re.findall(r'class="jz-chip" href="#([^"]+)"', page)
    assert len(targets) > 3
    assert all(f'id="{target}"' in page for target in targets)
