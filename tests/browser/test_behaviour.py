"""What the small scripts do: keys, drafts, large type, echoes, charts, a login that is about to end."""

import time

import pytest
from playwright.sync_api import expect

from jiuzhu.web.ui.numerals import yuan_in_words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.gallery.urls")]


@pytest.fixture
def desk(live_server, desk_page):
    desk_page.goto(f"{live_server.url}/gallery/desk")
    return desk_page


@pytest.fixture
def step(live_server, phone_page):
    phone_page.goto(f"{live_server.url}/gallery/phone")
    return phone_page


def test_j_and_k_walk_the_rows(desk):
    desk.keyboard.press("j")
    expect(desk.locator("tr.is-now")).to_contain_text("周素芬")
    desk.keyboard.press("j")
    expect(desk.locator("tr.is-now")).to_contain_text("罗德珍")
    desk.keyboard.press("k")
    expect(desk.locator("tr.is-now")).to_contain_text("周素芬")


def test_g_and_a_letter_go_to_an_area(desk):
    desk.keyboard.press("g")
    desk.keyboard.press("w")
    desk.wait_for_url("**/desk/login**")


def test_the_list_of_keys_opens_and_closes_without_losing_the_place(desk):
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_be_hidden()


def test_single_keys_can_be_switched_off(desk):
    desk.keyboard.press("?")
    desk.get_by_role("button", name="停用单键快捷键").click()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator("tr.is-now")).to_have_count(0)


def test_keys_are_letters_inside_a_field(live_server, desk_page):
    desk_page.goto(f"{live_server.url}/gallery/form")
    desk_page.get_by_label("姓名", exact=True).press_sequentially("jk?")
    expect(desk_page.get_by_label("姓名", exact=True)).to_have_value("jk?")
    expect(desk_page.get_by_role("dialog")).to_be_hidden()


def test_a_chart_is_drawn_as_svg_and_has_its_table(desk):
    expect(desk.locator("[data-chart] svg")).to_have_count(1)
    expect(desk.get_by_role("img", name="东溪镇每月多支出最多")).to_be_visible()
    desk.get_by_text("表格", exact=True).click()
    expect(desk.get_by_role("row", name="赶水镇 11.9")).to_be_visible()


def test_large_type_keeps_what_was_typed_and_is_remembered(step):
    step.get_by_label("姓名", exact=True).fill("冉光明")
    step.get_by_role("button", name="大字版").click()
    expect(step.get_by_label("姓名", exact=True)).to_have_value("冉光明")
    step.reload()
    expect(step.get_by_role("button", name="标准版")).to_be_visible()


@pytest.mark.parametrize("yuan", ["800", "12.5", "10001", "100500", "200005000"])
def test_the_page_says_amounts_as_the_server_does(step, yuan):
    step.get_by_label("每月大约挣多少").fill(yuan)
    words = yuan_in_words(round(float(yuan) * 100) * 12)
    expect(step.locator("[data-echo]")).to_contain_text(f"（{words}）")


def test_an_identity_number_is_grouped_when_its_field_is_left(step):
    step.get_by_label("身份证号").fill("50022220080618003x")
    step.get_by_label("姓名", exact=True).focus()
    expect(step.get_by_label("身份证号")).to_have_value("500222 20080618 003X")


def test_going_away_and_back_loses_nothing(step, live_server):
    step.get_by_label("理由").fill("写了一半")
    step.goto(f"{live_server.url}/")
    step.goto(f"{live_server.url}/gallery/phone")
    expect(step.get_by_label("理由")).to_have_value("写了一半")


def test_a_file_that_is_no_picture_is_refused_in_words(step):
    note = {"name": "表.txt", "mimeType": "text/plain", "buffer": b"no picture"}
    step.locator("[data-photo]").set_input_files(note)
    expect(step.locator("[data-photo-said]")).to_contain_text("表.txt 不是照片")


def test_a_login_that_ends_in_five_minutes_says_so(desk):
    desk.evaluate(f"document.body.dataset.sessionEnds = '{int(time.time()) + 299}'")
    desk.evaluate("import('/static/jz/js/session.js?again')")
    expect(desk.get_by_role("alert")).to_contain_text("还有 5 分钟")


def test_errors_take_the_focus_and_lead_to_their_field(live_server, phone_page):
    phone_page.goto(f"{live_server.url}/gallery/phone?wrong")
    expect(phone_page).to_have_title("有 3 处要改 · 申请救助：收入 · 社会救助")
    expect(phone_page.get_by_role("alert")).to_be_focused()
    phone_page.get_by_role("link", name="理由还没有填").click()
    expect(phone_page.get_by_label("理由")).to_be_in_viewport()


def test_nothing_breaks_the_content_policy(live_server, desk_page):
    complaints = []
    desk_page.on(
        "console", lambda message: complaints.append(message.text) if message.type == "error" else None
    )
    for path in ("gallery/desk", "gallery/phone?wrong", "gallery/progress", ""):
        desk_page.goto(f"{live_server.url}/{path}")
    assert complaints == []
