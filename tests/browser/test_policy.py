"""Changes of the law in the browser: proposed by a form, published, and the families that follow from it."""

from datetime import UTC, datetime

import pytest

from jiuzhu.casework import actions as casework
from jiuzhu.editions import actions as editions
from jiuzhu.editions.models import Amendment
from jiuzhu.jobs.queue import work_once
from jiuzhu.org.actions import appoint, enrol, load_regions, open_office
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.scope import Scope
from tests.browser.conftest import overflow
from tests.browser.test_desk import sit
from tests.casework.conftest import DECIDED, OPENED, SETUP, town, way_of_three

__all__ = ["sit", "town"]
pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 17, 15, 59, 59, tzinfo=UTC)
PAGES = {
    "amendment-new": "desk/policy/amendments/new?number=standard_fen&area=urban",
    "amendment-begin": "desk/policy/amendments/new",
    "amendments": "desk/policy/amendments/",
    "amendment": "desk/policy/amendments/{amendment}/",
}
PAGES_OF_THE_COUNTY = {
    "amendment-published": "desk/policy/amendments/{amendment}/",
    "amendment-raises": "desk/policy/amendments/{amendment}/raise",
}


@pytest.fixture
def deng(town):
    """The city's policy officer."""
    load_regions([{"code": "500000", "name": "重庆市", "level": "province", "parent": ""}], by=SETUP)
    office = open_office("重庆市民政局", "市民政局", Level.PROVINCE, "500000", None, "023-00500000", by=SETUP)
    login = enrol("deng", "邓文斌", "not-a-real-one", by=SETUP)
    appoint(login, office, Role.POLICY, OPENED, by=SETUP)
    return login


def work():
    casework.find_publications(AT)
    kinds = {
        casework.RECALCULATE: lambda payload: casework.reckon_awards(payload, at=AT),
        casework.CARRY_OUT: lambda payload: casework.carry_out(payload, at=AT),
    }
    while work_once(kinds, now=AT):
        pass


def fill(page, value):
    page.get_by_label("新的数").fill(value)
    for box, part in zip(("y", "m", "d"), ("2026", "11", "1"), strict=True):
        page.locator(f"input[name='0-since_{box}']").fill(part)
    page.get_by_label("文号").fill("渝民规〔2026〕9号")
    page.get_by_label("文件全称").fill("重庆市民政局关于调整最低生活保障等标准的通知（2026）")
    page.get_by_label("为什么改").fill("执行市局 2026 年通知")
    page.get_by_role("button", name="核对改动前后").click()


def test_a_standard_goes_from_the_form_to_the_familys_raise(
    desk_page, sit, town, deng, live_server, faults, picture, visit_all
):
    way = way_of_three(town)
    way.to_notice()
    way.prove()
    way.confirm()
    page = desk_page
    sit(page, deng, DECIDED)
    page.goto(f"{live_server.url}/{PAGES['amendment-new']}")
    fill(page, "8")
    assert page.get_by_role("alert").is_visible()
    assert faults(page) == []
    picture(page, "amendment-wrong-desk")
    fill(page, "800")
    picture(page, "amendment-check-desk")
    page.get_by_role("button", name="提出，送复核").click()
    page.wait_for_url("**/policy/amendments/*/")
    row = Amendment.objects.get()
    visit_all(page, PAGES, amendment=row.pk)
    second = Scope("officer", "officer:902", "叶琳", ((Role.POLICY, "500000"),), login_id=902)
    editions.publish(row.pk, DECIDED, by=second)
    work()
    sit(page, town.wang, DECIDED)
    visit_all(page, PAGES_OF_THE_COUNTY, amendment=row.pk)
    page.get_by_role("button", name="确认增发这 1 户").click()
    work()
    page.reload()
    picture(page, "amendment-done-desk")
    assert page.get_by_text("已办").is_visible()


def reads_well(page, faults, picture, name):
    """The page as it stands has no fault and does not scroll sideways."""
    picture(page, name)
    assert faults(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_a_number_a_rule_and_a_list_are_written_together_and_read_well(
    desk_page, phone_page, sit, deng, live_server, faults, picture, width
):
    page = desk_page if width == "desk" else phone_page
    sit(page, deng, DECIDED)
    page.goto(f"{live_server.url}/{PAGES['amendment-new']}")
    fill(page, "800")
    page.get_by_role("button", name="回去改").click()
    page.get_by_label("改一条规则的写法").select_option("is_excluded")
    page.get_by_role("button", name="加这条规则").click()
    page.get_by_role("button", name="加这个列表").click()
    assert page.get_by_label("新的数").input_value() == "800"
    text = page.get_by_label("新的写法")
    written = text.input_value()
    text.fill(written.replace("marital !=", "maritl !="))
    page.get_by_label("失去联系").check()
    page.get_by_role("button", name="核对改动前后", exact=True).click()
    assert "是不是 marital" in page.get_by_role("alert").inner_text()
    reads_well(page, faults, picture, f"amendment-several-wrong-{width}")
    page.get_by_label("新的写法").fill(written.replace('marital != "married"', 'marital == "single"'))
    page.get_by_role("button", name="核对改动前后", exact=True).click()
    assert page.get_by_text("写法改了哪几行").is_visible()
    reads_well(page, faults, picture, f"amendment-several-check-{width}")
    page.get_by_role("button", name="提出，送复核").click()
    page.wait_for_url("**/policy/amendments/*/")
    reads_well(page, faults, picture, f"amendment-several-{width}")
    assert [effect["kind"] for effect in Amendment.objects.get().effects] == ["number", "rule", "list"]
