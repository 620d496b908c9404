"""What-if pages: the answer, its lists, map, file and comparison."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.analysis import actions
from jiuzhu.analysis.models import Failure
from jiuzhu.jobs.models import Job
from jiuzhu.org.models import Region
from jiuzhu.trail.models import Entry
from tests.analysis.families import determined, told
from tests.web.desk.simulated import (
    CUT,
    LIST,
    NOW,
    address,
    families,
    home,
    in_towns,
    simulated,
    text,
    visit,
    wang_of_county,
    ye,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
__all__ = ["home", "visit", "wang_of_county", "ye"]


def test_losers_come_first_and_their_list_is_exact(visit, ye, wang_of_county):
    families(["1200"] * 6 + ["1450"] * 7)
    row = simulated(ye, CUT)
    shown = text(visit(wang_of_county, address(row)))
    assert "13 户减少，0 户增加" in shown and "-loses" not in shown
    listed = text(visit(wang_of_county, address(row, "families/loses")))
    assert listed.count("SJ-2026-") == 2 * 13 and "冉光明" in listed


def test_the_number_of_a_town_opens_the_families_of_that_town(visit, ye, wang_of_county):
    families(["1200"] * 3)
    determined(told("1200", region="500110114001"), "SJ-2026-0099")
    row = simulated(ye)
    assert "families/changed?town=500110114" in text(visit(wang_of_county, address(row)))
    there = text(visit(wang_of_county, address(row, "families/changed?town=500110114")))
    assert "三角镇有变化：1 户" in there or "500110114有变化：1 户" in there


def test_the_map_draws_every_town_of_the_county_with_who_gains_and_who_loses(visit, ye, wang_of_county):
    about = {"name": "空镇", "level": "town", "parent_code": "500110"}
    Region.objects.get_or_create(code="500110199", defaults=about)
    in_towns({"500110106001": ["1200"] * 2 + ["1790"], "500110109001": ["1300"]})
    page = text(visit(wang_of_county, address(simulated(ye, CUT))))
    assert "增 0 减 2，−280 元/月" in page
    assert "空镇，没有单列" in page
    assert "公开资料里没有镇街界线" in page
    assert "?town=500110106" in page


def test_the_states_of_the_list(visit, ye, monkeypatch):
    assert "还没有人试算过" in text(visit(ye, LIST))
    simulated(ye)
    families(["1200"] * 6)
    simulated(ye)
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    simulated(ye)
    shown = text(visit(ye, LIST))
    assert "算不了" in shown and "正在算" in shown and "6 户增加" in shown


def test_a_scenario_that_waits_says_so_and_may_be_left(visit, ye, monkeypatch):
    families(["1200"] * 6)
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    row = simulated(ye)
    assert "在排队" in text(visit(ye, address(row))) and "可以先离开" in text(visit(ye, address(row)))
    Job.objects.update(gave_up_at=NOW)
    assert "后台试了多次" in text(visit(ye, address(row)))


def test_a_scenario_without_an_answer_says_why(visit, ye):
    row = simulated(ye)
    assert Failure.objects.get().why[:10] in text(visit(ye, address(row)))


def test_two_scenarios_stand_side_by_side(visit, ye):
    families(["1200"] * 6)
    one, other = simulated(ye), simulated(ye, 85_000, title="方案丙")
    shown = text(visit(ye, f"{LIST}compare?one={one.pk}&other={other.pk}"))
    assert "方案丙比方案乙一年多花 7,200.00 元" in shown and "6 户得到的不一样" in shown


def test_only_what_can_be_compared_is_offered(visit, ye):
    families(["1200"] * 6)
    one = simulated(ye)
    simulated(ye, 85_000, title="同一天的方案")
    simulated(ye, title="另一天的方案", on=date(2027, 2, 1))
    shown = text(visit(ye, address(one)))
    assert "同一天的方案" in shown and "另一天的方案" not in shown


def test_the_file_is_watermarked_and_holds_no_formula(visit, ye, wang_of_county):
    families(["1200"] * 6)
    row = simulated(ye, title='=cmd|" /C calc"!A1')
    answer = visit(wang_of_county, address(row, "export"), {"purpose": "局务会"})
    book = ZipFile(io.BytesIO(answer.content))
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    strings = book.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 7 and all("局务会" in sheet and "<f>" not in sheet for sheet in sheets)
    assert "'=cmd" in strings and "SJ-2026-0003" in strings and "冉光明" not in strings
    assert Entry.objects.filter(act="analysis.export", purpose="局务会").exists()


def test_the_questions_to_the_database_do_not_grow(visit, ye, wang_of_county):
    def asked():
        row = simulated(ye)
        visit(wang_of_county, address(row))
        with CaptureQueriesContext(connection) as seen:
            visit(wang_of_county, address(row))
        return len(seen)

    families(["1200"] * 2)
    few = asked()
    for index in range(2, 12):
        determined(told("1300"), f"SJ-2026-{index:04d}")
    assert asked() == few


def test_whoever_waits_is_shown_the_result_when_it_is_there(visit, ye, client):
    families(["1200"] * 6)
    row = simulated(ye)
    client.force_login(ye)
    assert client.get(address(row), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
