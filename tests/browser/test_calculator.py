"""A family asks on its phone what it may get: by touch, by keyboard, in large type, on paper, on the narrowest screen."""

from datetime import date

import pytest

from tests.browser.conftest import overflow
from tests.intake.conftest import files, town

__all__ = ["files", "town"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("town")]
PAGES = {"calculator": "family/calculator"}
NARROW = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def fixed_day(settings):
    settings.TODAY = date(2026, 11, 20)


def go(page, value="next"):
    with page.expect_navigation():
        page.locator(f".jz-act-bar [value={value}]").click()


def begin(page, address, size="2"):
    page.goto(f"{address}/{PAGES['calculator']}")
    page.locator("[name=region]").first.check()
    page.get_by_label("农村").check()
    page.get_by_label("家里一起生活的有几口人？").fill(size)


@pytest.mark.parametrize("size", ["standard", "large"])
def test_a_step_reads_well_on_the_narrowest_phone(live_server, phone_page, faults, picture, size):
    begin(phone_page, live_server.url)
    if size == "large":
        phone_page.get_by_role("button", name="大字版").click()
    go(phone_page)
    for name in ("who", "first"):
        phone_page.set_viewport_size({"width": 390, "height": 844})
        picture(phone_page, f"calculator-{name}-{size}")
        assert faults(phone_page) == []
        phone_page.set_viewport_size(NARROW)
        assert overflow(phone_page) == 0
        if name == "who":
            phone_page.locator("[name='members.1.relation']").select_option("child")
            go(phone_page)


def test_keyboard_alone_answers_and_return_means_the_next_question(live_server, desk_page):
    begin(desk_page, live_server.url, size="1")
    desk_page.get_by_label("家里一起生活的有几口人？").focus()
    with desk_page.expect_navigation():
        desk_page.keyboard.press("Enter")
    assert desk_page.locator("[name=asked][value=start]").count()
    first = desk_page.locator("h1").inner_text()
    with desk_page.expect_navigation():
        desk_page.get_by_role("button", name="说不清，跳过").press("Enter")
    assert desk_page.locator("h1").inner_text() != first
    go(desk_page, "back")
    assert desk_page.locator("h1").inner_text() == first


def test_the_result_on_paper_has_every_programme_and_no_buttons(live_server, phone_page, faults, picture):
    begin(phone_page, live_server.url, size="1")
    go(phone_page)
    for _ in range(60):
        if not phone_page.locator("#ask [name=shown]").count():
            break
        with phone_page.expect_navigation():
            phone_page.get_by_role("button", name="说不清").first.click()
    picture(phone_page, "calculator-result")
    assert faults(phone_page) == []
    phone_page.emulate_media(media="print")
    printed = phone_page.locator("body").inner_text()
    assert "最低生活保障" in printed
    assert "到哪里申请" in printed
    assert "重新开始" not in printed
    assert "上一题" not in printed
