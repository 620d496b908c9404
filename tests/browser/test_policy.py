"""The policy desk in a real browser: propose, publish, confirm; no fault of axe-core, no sideways scroll."""

from datetime import UTC, datetime

import pytest

from jiuzhu.casework import actions as casework
from jiuzhu.editions.models import Amendment
from jiuzhu.jobs.queue import work_once
from jiuzhu.org.actions import appoint, enrol, load_regions, open_office
from jiuzhu.org.kinds import Level, Role
from tests.browser.conftest import overflow
from tests.browser.test_desk import sit
from tests.casework.conftest import DECIDED, OPENED, SETUP, town, way_of_three

__all__ = ["sit", "town"]
pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 17, 2, tzinfo=UTC)


def city(name, chinese):
    load_regions([{"code": "500000", "name": "重庆市", "level": "province", "parent": ""}], by=SETUP)
    office = open_office("重庆市民政局", "市民政局", Level.PROVINCE, "500000", None, "023-00500000", by=SETUP)
    login = enrol(name, chinese, "not-a-real-one", by=SETUP)
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


@pytest.fixture
def looked_at(faults, picture):
    def look(page, name):
        assert faults(page) == []
        assert overflow(page) == 0
        picture(page, f"policy-{name}")

    return look


def test_a_standard_goes_from_the_form_to_the_familys_raise(
    desk_page, phone_page, sit, town, live_server, looked_at
):
    way = way_of_three(town)
    way.to_notice()
    way.prove()
    way.confirm()
    deng, ye = city("deng", "邓文斌"), city("ye", "叶琳")
    page, base = desk_page, live_server.url
    sit(page, deng, DECIDED)
    page.goto(f"{base}/desk/policy/")
    looked_at(page, "standards")
    page.locator("a[href*='name=standard_fen&area=urban']").click()
    page.get_by_label("新的数").fill("8")
    for box, part in zip(("y", "m", "d"), ("2026", "11", "1"), strict=True):
        page.locator(f"#id_since_{box}").fill(part)
    page.get_by_label("文号").fill("渝民规〔2026〕9号")
    page.get_by_label("文件全称").fill("重庆市民政局关于调整最低生活保障等标准的通知（2026）")
    page.get_by_label("为什么改").fill("执行市局 2026 年通知")
    page.get_by_role("button", name="提出，送复核").click()
    looked_at(page, "form-wrong")
    page.get_by_label("新的数").fill("800")
    page.get_by_role("button", name="提出，送复核").click()
    looked_at(page, "waiting")
    place = f"{base}/desk/policy/amendments/{Amendment.objects.get().pk}/"
    sit(page, ye, DECIDED)
    page.goto(place)
    page.get_by_role("button", name="复核无误，发布").click()
    work()
    sit(page, town.wang, DECIDED)
    page.goto(f"{base}/desk/policy/amendments/")
    looked_at(page, "list")
    page.goto(place)
    looked_at(page, "published")
    page.locator("a[href$='/raise']").click()
    looked_at(page, "raises")
    page.get_by_role("button", name="确认增发这 1 户").click()
    work()
    page.reload()
    looked_at(page, "done")
    sit(phone_page, town.wang, DECIDED)
    for name, where in (
        ("list", f"{base}/desk/policy/amendments/"),
        ("published", place),
        ("raises", f"{place}raise"),
    ):
        phone_page.goto(where)
        looked_at(phone_page, f"phone-{name}")
