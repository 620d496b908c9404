"""Changes of the law with winners and losers, as pictures: one that waits, one that was withdrawn, one that is worked through."""

from datetime import UTC, date, datetime

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.casework.kinds import Need
from jiuzhu.casework.models import Case, Reckoning
from jiuzhu.editions import actions as editions
from jiuzhu.jobs.queue import work_once
from jiuzhu.kernel.month import Month
from jiuzhu.org.actions import appoint, enrol, load_regions, open_office
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment, NumberChange, Source
from tests.analysis.families import determined, told
from tests.benefits import situations
from tests.browser.test_desk import sit
from tests.casework.conftest import OPENED, SETUP, VILLAGE, town

__all__ = ["sit", "town"]
pytestmark = pytest.mark.django_db(transaction=True)
TODAY, NOW = date(2026, 12, 10), datetime(2026, 12, 10, 15, 59, 59, tzinfo=UTC)
PAPER = Source("渝民规〔2026〕9号", "重庆市民政局关于调整最低生活保障等标准的通知（2026）")
KINDS = {
    actions.RECALCULATE: lambda payload: actions.reckon_awards(payload, at=NOW),
    actions.CARRY_OUT: lambda payload: actions.carry_out(payload, at=NOW),
}
FAMILIES = {
    "冉光明": ("urban", 900),
    "龚正秀": ("urban", 1_180),
    "申屠德才": ("rural", 700),
    "匡素兰": ("rural", 1_000),
    "母先碧": ("rural", 1_230),
}
"""Head of a couple → town or country, and what the head earns a month in yuan."""
PAGES = {
    "amendments-many": "desk/policy/amendments/",
    "amendment-waits": "desk/policy/amendments/{waits}/",
    "amendment-published": "desk/policy/amendments/{published}/",
    "amendment-withdrawn": "desk/policy/amendments/{withdrawn}/",
}
PAGES_OF_COUNTY = {
    "recalculated": "desk/policy/amendments/{published}/",
    "recalculation-raise": "desk/policy/amendments/{published}/raise",
    "recalculation-lower": "desk/policy/amendments/{published}/lower",
    "recalculation-stops": "desk/policy/amendments/{published}/stops",
    "recalculation-none": "desk/policy/amendments/{published}/undecided",
}


def award(number, name, area, wage):
    """A couple that is paid 低保."""
    members = [
        {"id": "1", "relation": "self", "born": "1980-05-01", "sex": "male", "incomes": [{"kind": "wage", "per_month": str(wage)}]},
        {"id": "2", "relation": "spouse", "born": "1982-05-01", "sex": "female"},
    ]  # fmt: skip
    household = situations.family(2, village=VILLAGE, name=name)
    row = determined(told(members=members, region=VILLAGE[:9], area=area), f"SJ-2026-{number:04d}", household)
    Case.objects.create(
        case_no=row.case_no, application_no=f"SQ-{number}", kind="new", programme="dibao", household=household, stage="confirmed",
        applicant=household.head, region_code=VILLAGE, opened_on=OPENED, applied_on=OPENED,
    )  # fmt: skip
    Award.objects.create(
        household=household, programme="dibao", fund="dibao", determination=row, decision_no=f"D-{number}", decided_on=OPENED,
        ground="new", from_month=Month.of(OPENED).number, monthly_fen=row.result["results"]["dibao"]["monthly_fen"], region_code=VILLAGE,
    )  # fmt: skip


def standards(urban, rural, since):
    pairs = (("urban", urban), ("rural", rural))
    return Amendment(
        tuple(NumberChange("standard_fen", "500000", area, fen, since, PAPER) for area, fen in pairs)
    )


@pytest.fixture
def city(town):
    """Two policy officers of the city; one change waits, one was taken back, one raised the towns and cut the country."""
    for number, (name, about) in enumerate(FAMILIES.items(), 1):
        award(number, name, *about)
    load_regions([{"code": "500000", "name": "重庆市", "level": "province", "parent": ""}], by=SETUP)
    office = open_office("重庆市民政局", "市民政局", Level.PROVINCE, "500000", None, "023-00500000", by=SETUP)
    for name, chinese in (("deng", "邓文斌"), ("ye", "叶琳")):
        login = enrol(name, chinese, "not-a-real-one", by=SETUP)
        appoint(login, office, Role.POLICY, OPENED, by=SETUP)
        setattr(town, name, login)
    deng, ye = (Scope.of(login, TODAY) for login in (town.deng, town.ye))
    withdrawn = editions.propose(standards(79_000, 64_000, date(2027, 7, 1)), "执行市局通知", TODAY, by=deng)
    editions.withdraw(withdrawn.pk, "文件还没有印发", TODAY, by=deng)
    published = editions.propose(standards(80_000, 60_000, date(2026, 11, 1)), "执行市局通知", TODAY, by=deng)
    editions.publish(published.pk, TODAY, by=ye)
    actions.find_publications(NOW)
    while work_once(KINDS, now=NOW):
        pass
    waits = editions.propose(standards(84_000, 68_000, date(2027, 7, 1)), "下一年的标准", TODAY, by=deng)
    return {"waits": waits.pk, "published": published.pk, "withdrawn": withdrawn.pk}


def test_whoever_loses_by_a_change_of_the_law_stands_apart_and_every_page_reads_well(
    desk_page, sit, town, city, visit_all
):
    assert set(Reckoning.objects.values_list("need", flat=True)) == {Need.RAISE, Need.LOWER, Need.STOPS}
    sit(desk_page, town.ye, TODAY)
    visit_all(desk_page, PAGES, **city)
    sit(desk_page, town.wang, TODAY)
    visit_all(desk_page, PAGES_OF_COUNTY, **city)
