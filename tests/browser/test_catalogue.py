"""The catalogue's pages in a browser: list, one register, items, changes; proposed by hand and published by another."""

import pytest

from jiuzhu.catalogue import actions
from jiuzhu.catalogue.edition import current
from jiuzhu.org.actions import appoint, enrol
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from tests.browser.conftest import overflow
from tests.browser.test_desk import sit
from tests.casework.conftest import OPENED, SETUP, town
from tests.catalogue.conftest import WHY, asked_for_dibao, fresher, new_register

__all__ = ["sit", "town"]
pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "catalogue": "desk/catalogue/",
    "catalogue-searched": "desk/catalogue/?find=账&show=consent",
    "catalogue-none": "desk/catalogue/?find=没有这样的词",
    "register": "desk/catalogue/registers/gongan.cheliang/",
    "register-of-banks": "desk/catalogue/registers/bank/",
    "register-of-ours": "desk/catalogue/registers/minzheng.yanglao/",
    "catalogue-items": "desk/catalogue/items",
    "catalogue-changes": "desk/catalogue/changes/",
    "catalogue-change-waits": "desk/catalogue/changes/{waits}/",
    "catalogue-change-published": "desk/catalogue/changes/{published}/",
    "catalogue-choose": "desk/catalogue/changes/new",
    "catalogue-propose": "desk/catalogue/changes/new?entry=classes/99-local.yaml|gongan.cheliang",
    "catalogue-propose-new": "desk/catalogue/changes/new?new=classes/99-local.yaml",
}


@pytest.fixture
def he(town):
    """The county centre's verifier."""
    login = enrol("he", "何清", "not-a-real-one", by=SETUP)
    appoint(login, Office.objects.get(region_code="500110"), Role.VERIFIER, OPENED, by=SETUP)
    return login


def test_every_page_of_the_catalogue_reads_well(desk_page, sit, town, he, visit_all):
    by, county = Scope.of(he, OPENED), Scope.of(town.wang, OPENED)
    published = actions.propose([new_register(), asked_for_dibao()], WHY, OPENED, by=by)
    actions.publish(published.pk, OPENED, by=county)
    waits = actions.propose([fresher()], "交巡警支队来函，车辆每周更新", OPENED, by=by)
    sit(desk_page, town.wang, OPENED)
    visit_all(desk_page, PAGES, waits=waits.pk, published=published.pk)


def test_a_change_is_written_by_one_and_published_by_another(
    live_server, desk_page, sit, town, he, faults, picture
):
    sit(desk_page, he, OPENED)
    desk_page.goto(f"{live_server.url}/desk/catalogue/registers/gongan.cheliang/")
    desk_page.keyboard.press("a")
    written = desk_page.get_by_label("这一项的写法")
    told = written.input_value()
    written.fill(told.replace("ground: means", "ground: whim"))
    desk_page.get_by_label("为什么改").fill("交巡警支队来函")
    desk_page.get_by_role("button", name="提出，送复核").click()
    desk_page.get_by_text("gongan.cheliang.ground").wait_for()
    picture(desk_page, "catalogue-fault-desk")
    assert faults(desk_page) == [] and overflow(desk_page) == 0
    desk_page.get_by_label("这一项的写法").fill(told.replace("freshness_days: 30", "freshness_days: 10"))
    desk_page.get_by_role("button", name="提出，送复核").click()
    desk_page.get_by_text("已提出，等另一位同事复核发布").wait_for()
    place = desk_page.url
    sit(desk_page, town.wang, OPENED)
    desk_page.goto(place)
    desk_page.get_by_role("button", name="复核无误，发布").click()
    desk_page.get_by_text("已发布，从现在起照它问").wait_for()
    assert current().registers["gongan.cheliang"].freshness_days == 10
