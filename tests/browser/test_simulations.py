"""What-ifs in the browser: asked, answered with the losers first, listed, compared, still running."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jiuzhu.analysis.actions import Asked, ask
from jiuzhu.analysis.evidence import Item, Told
from jiuzhu.benefits.models import Award
from jiuzhu.casework.models import Case
from jiuzhu.kernel.month import Month
from jiuzhu.org.actions import load_regions
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.queries import towns
from jiuzhu.org.scope import Scope
from tests.analysis.families import DAY, RULINGS, determined, standards, told
from tests.benefits import situations
from tests.web.conftest import PASSWORD, officer

pytestmark = pytest.mark.django_db(transaction=True)
DIVISIONS = Path(__file__).parents[2] / "data" / "divisions" / "500110.csv"
TODAY, NOW = date(2026, 12, 10), datetime(2026, 12, 10, 2, tzinfo=UTC)
TOWNS = ("500110108001", "500110109001", "500110114001")
ASSUMED = (
    "postgraduate_counts",
    "tekun_assets_ruled",
    "tekun_supporters_unable",
    "min_housing_area_m2",
    "single_person_amount_fen",
    "gangxing_percent",
)
PAGES = {
    "list": "desk/policy/simulations/",
    "new": "desk/policy/simulations/new",
    "again": "desk/policy/simulations/new?from={0}",
    "one": "desk/policy/simulations/{0}/",
    "losers": "desk/policy/simulations/{0}/families/loses",
    "paid": "desk/policy/simulations/{0}/families/paid",
    "export": "desk/policy/simulations/{0}/export",
    "failed": "desk/policy/simulations/{2}/",
    "compare": "desk/policy/simulations/compare?one={0}&other={1}",
}


@pytest.fixture
def county(settings, tmp_path):
    """A county in which a proposal gives most families more and cuts those above seventy; a second, and one that waits."""
    settings.HOME, settings.TODAY = tmp_path, TODAY
    load_regions(
        list(csv.DictReader(DIVISIONS.read_text(encoding="utf-8").splitlines())), by=Scope.system("setup")
    )
    wang = officer("wangzhiyuan", "王志远", "500110", Level.COUNTY, Role.COUNTY)
    names = ("冉光明", "龚正秀", "封勇", "申屠德才", "匡素兰", "母先碧", "穆德芳")
    for index in range(24):
        old = {"born": "1950-05-01"} if index % 6 == 0 else {}
        members = [
            {"id": "1", "relation": "self", "born": "1980-05-01", "sex": "male", "incomes": [{"kind": "wage", "per_month": str(1100 + 20 * index)}], **old},
            {"id": "2", "relation": "spouse", "born": "1982-05-01", "sex": "female"},
        ][: 2 if index % 4 else 1]  # fmt: skip
        household = situations.family(len(members), village=TOWNS[index % 3], name=names[index % 7])
        area = "rural" if index % 5 == 0 else "urban"
        row = determined(
            told(members=members, region=TOWNS[index % 3], area=area), f"SJ-2026-{index:04d}", household
        )
        Case.objects.create(
            case_no=row.case_no, application_no=f"SQ-{index}", kind="new", programme="dibao", household=household,
            applicant=household.head, region_code=household.region_code, stage="accepted", opened_on=TODAY, applied_on=TODAY,
        )  # fmt: skip
        fen = row.result["results"]["dibao"]["monthly_fen"]
        if fen:
            Award.objects.create(
                household=household, programme="dibao", fund="dibao", determination=row, decision_no=f"D-{index}", decided_on=TODAY,
                ground="new", from_month=Month.of(TODAY).number, monthly_fen=fen, region_code=household.region_code,
            )  # fmt: skip
    by = Scope.of(wang, TODAY)
    evidence = {
        Told.MIN_WAGE: Item(Told.MIN_WAGE, 233_000, "渝府办发〔2025〕1号"),
        Told.PRICES: Item(Told.PRICES, None, "统计局未公布"),
    }
    first = Asked(
        "2027年标准方案乙",
        "500110",
        standards(80_000, 60_000, date(2026, 10, 1)),
        DAY,
        Month.of(DAY),
        assumed={name: RULINGS[name] for name in ASSUMED},
        evidence=evidence,
    )
    second = Asked("方案丙", "500110", standards(82_000, 66_000), DAY, Month.of(DAY), assumed=RULINGS)
    nobody = Asked("渝北试算", "500110", standards(90_000), DAY, Month.of(DAY))
    rows = [ask(one, TODAY, NOW, by=by) for one in (first, second)]
    rows.append(ask(nobody, date(2026, 1, 1), NOW, by=by))
    return [row.pk for row in rows]


def sign_in(page, server):
    page.goto(f"{server.url}/desk/login")
    page.fill("[name=username]", "wangzhiyuan")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/desk/")


def test_every_page_of_a_simulation_reads_well(live_server, county, desk_page, visit_all):
    sign_in(desk_page, live_server)
    visit_all(desk_page, {f"simulations-{name}": place.format(*county) for name, place in PAGES.items()})


def test_a_town_on_the_map_opens_its_families(live_server, county, desk_page):
    sign_in(desk_page, live_server)
    desk_page.goto(f"{live_server.url}/{PAGES['one'].format(*county)}")
    assert desk_page.locator(".jz-tile").count() == len(towns("500110")) > 20
    desk_page.locator(".jz-tilemap a[aria-label*='减 1']").focus()
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_url("**/families/changed?town=*")
    assert "有变化" in desk_page.locator("h1").inner_text()
