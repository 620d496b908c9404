"""The family 周 fills in the whole form on a phone and hands it in, with and without 大字版; every page is looked at."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from jiuzhu.intake.actions import request_correction, submit
from jiuzhu.intake.models import Application, Resident
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import note_phone
from jiuzhu.web.ui.fields import echo
from tests.browser.conftest import overflow
from tests.casework.conftest import DECIDED, SETUP, open_town, way_of_three
from tests.intake.conftest import ON, VILLAGE, ZHOU, files, filled, scope_of, signature, signed_in, town
from tests.web.conftest import bring_in

__all__ = ["files", "town"]
pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO, settings.TODAY = True, date(2026, 11, 2)


SEEN = {
    f"citizen:{name}"
    for name in (
        "sign_in",
        "code",
        "apply",
        "page",
        "mine",
        "progress",
        "withdraw",
        "messages",
        "reasons",
        "why_now",
        "money",
        "supply",
    )
}


@pytest.fixture
def seen(picture, faults):
    """Look at a page in both sizes: a picture each, nothing sideways, nothing that axe-core finds."""

    def look(page: Page, name: str) -> None:
        assert resolve(urlsplit(page.url).path).view_name in SEEN
        for size in ("standard", "large"):
            page.evaluate(
                "large => document.documentElement.classList.toggle('jz-large', large)", size == "large"
            )
            picture(page, f"citizen-{name}-{size}")
            assert overflow(page) <= 0, f"{name} {size} is too wide"
            assert faults(page, colours=size == "standard") == []
        page.evaluate("document.documentElement.classList.remove('jz-large')")

    return look


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".jz-act-bar button.is-primary").click()


def choose(page: Page, *words: str) -> None:
    for word in words:
        page.get_by_label(word, exact=True).check()


def come_in(page: Page, address: str, seen) -> None:
    page.goto(f"{address}/family/login?next=/family/apply")
    seen(page, "login")
    page.get_by_label("姓名").fill(ZHOU["name"])
    page.get_by_label("身份证号").fill(ZHOU["id_number"])
    page.get_by_label("手机号").fill(ZHOU["phone"])
    go_on(page)
    code = re.search(r"\d{6}", page.get_by_text("演示：验证码是").inner_text())[0]
    seen(page, "code")
    page.get_by_label("六位验证码").fill(code)
    go_on(page)


def tell_of_home(page: Page, seen) -> None:
    seen(page, "begin")
    go_on(page)
    seen(page, "town")
    answer(page, "town", VILLAGE[:9])
    go_on(page)
    seen(page, "home")
    answer(page, "region", VILLAGE)
    page.get_by_label("门牌或小地名").fill("3 组 12 号")
    choose(page, "城镇（居民小区、街上）", "就在住的这个镇、街道", "打工、退休金或其他")
    go_on(page)


def tell_of_people(page: Page, seen) -> None:
    choose(page, "已婚", "能干活")
    for key, word in {"employment": "flexible", "study": "none", "status": "present"}.items():
        answer(page, key, word)
    seen(page, "self")
    go_on(page)
    add(
        page,
        "罗春梅",
        "510223198408029146",
        "spouse",
    )
    seen(page, "person-wrong")
    assert page.get_by_role("alert").get_by_text("最后一位对不上").is_visible()
    page.get_by_label("身份证号").click()
    page.get_by_label("身份证号").fill("510223198408029141")
    go_on(page)
    for key, word in {"marital": "married", "work_capacity": "full", "employment": "none", "study": "none", "status": "present"}.items():  # fmt: skip
        answer(page, key, word)
    seen(page, "about")
    go_on(page)
    add(page, "周雨涵", "50011020130521928X", "child")
    answer(page, "study", "compulsory")
    answer(page, "status", "present")
    seen(page, "about-child")
    go_on(page)
    seen(page, "family")
    go_on(page)


def add(page: Page, name: str, number: str, relation: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="再加一位").click()
    page.get_by_label("姓名").fill(name)
    page.get_by_label("身份证号").fill(number)
    for key, word in {"relation": relation, "registered": "same"}.items():
        answer(page, key, word)
    go_on(page)


def answer(page: Page, key: str, word: str) -> None:
    """A choice, whether it stands open or in a list."""
    box = page.locator(f"input[name={key}][value='{word}']")
    if box.count():
        box.check()
    else:
        page.locator(f"select[name={key}]").select_option(word)


def tell_of_money(page: Page, seen) -> None:
    choose(page, "打工、上班")
    seen(page, "living")
    go_on(page)
    page.locator("input[name=amount]").fill("1200")
    said_of_amount(page)
    seen(page, "amount")
    go_on(page)
    choose(page, "没有收入")
    go_on(page)
    page.get_by_label("一共").fill("3200")
    seen(page, "savings")
    go_on(page)
    choose(page, "一处")
    seen(page, "homes")
    go_on(page)
    page.get_by_label("有多大").fill("86")
    answer(page, "use", "live")
    seen(page, "home1")
    go_on(page)
    choose(page, "没有车、船和农业机械")
    page.get_by_label("门面几间").fill("0")
    answer(page, "business", "none")
    seen(page, "things")
    go_on(page)


def said_of_amount(page: Page) -> None:
    """The line under an amount follows the choice beside it, and is the same when the server says it."""
    line = page.locator("[data-echo]")
    choose(page, "一年的")
    assert line.inner_text() == "1,200 元（一千二百元）"
    choose(page, "一个月的")
    assert line.inner_text() == echo("1200", yearly=True) == "合一年 14,400 元（一万四千四百元）"
    go_on(page)
    page.go_back()
    page.reload()
    assert page.locator("[data-echo]").inner_text() == "合一年 14,400 元（一万四千四百元）"


def tell_of_hardship(page: Page, seen) -> None:
    choose(page, "周明贵")
    seen(page, "health")
    go_on(page)
    answer(page, "disability", "none")
    choose(page, "慢性病")
    seen(page, "illness")
    go_on(page)
    seen(page, "spending")
    go_on(page)
    seen(page, "papers")
    go_on(page)


def hand_in(page: Page, seen) -> None:
    seen(page, "check")
    answer(page, "holder", "周明贵")
    page.get_by_label("卡号").fill("6217000500110114000")
    page.get_by_role("group", name="罗春梅的签名").locator("input[type=file]").set_input_files(
        {"name": "luo.png", "mimeType": "image/png", "buffer": signature()}
    )
    page.get_by_label("我保证写的都是真的").check()
    go_on(page)


def test_a_family_applies_on_its_phone(live_server, phone_page, town, seen):
    page = phone_page
    come_in(page, live_server.url, seen)
    tell_of_home(page, seen)
    tell_of_people(page, seen)
    tell_of_money(page, seen)
    tell_of_hardship(page, seen)
    hand_in(page, seen)
    assert page.get_by_role("heading", name="周明贵，您好").is_visible()
    seen(page, "mine")
    with page.expect_navigation():
        page.get_by_role("link", name="看办到哪一步了").click()
    seen(page, "progress")
    page.goto(f"{live_server.url}/family/messages")
    seen(page, "messages")
    assert Application.objects.get().number == "SQ-2026-0001"


def test_a_family_takes_its_application_back_without_javascript(
    live_server, browser, phone_page, client, seen, town
):
    zhou = signed_in()
    application = submit(filled(zhou), ON, by=scope_of(zhou), consents={"1": signature()})
    key = bring_in(client, zhou)
    cookie = {"name": "sessionid", "value": key, "url": live_server.url}
    phone_page.context.add_cookies([cookie])
    phone_page.goto(f"{live_server.url}/family/progress/{application.number}/withdraw")
    seen(phone_page, "withdraw")
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}/family/progress/{application.number}")
    page.get_by_role("link", name="写错了，或者不想申请了").click()
    page.get_by_role("button", name="撤回申请").click()
    assert page.get_by_role("button", name="重新填一份").is_visible()
    context.close()
    phone_page.goto(f"{live_server.url}/family/progress/{application.number}")
    seen(phone_page, "withdrawn")


def test_a_form_can_be_filled_in_without_javascript(browser, live_server, town):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    context.set_default_timeout(10_000)
    page = context.new_page()
    come_in(page, live_server.url, lambda *_: None)
    tell_of_home(page, lambda *_: None)
    assert page.get_by_role("heading", name="您自己的情况").is_visible()
    context.close()


def test_a_decided_family_sees_why(live_server, phone_page, client, settings, seen, transactional_db):
    settings.TODAY = DECIDED
    way = way_of_three(open_town())
    way.to_notice()
    way.prove()
    way.confirm()
    head = note_phone(way.household.head, ZHOU["phone"], by=SETUP)
    resident = Resident.objects.create(
        name=head.name,
        id_number=ZHOU["id_number"],
        id_hash=head.id_hash,
        phone=ZHOU["phone"],
        person_id=head.pk,
    )
    key = bring_in(client, resident)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
    phone_page.context.add_cookies([cookie])
    phone_page.goto(f"{live_server.url}/family/why/{way.no}")
    seen(phone_page, "reasons")
    assert phone_page.get_by_role("heading", name="每月").is_visible()
    phone_page.goto(f"{live_server.url}/family/money")
    seen(phone_page, "money")
    phone_page.goto(f"{live_server.url}/family/money/why")
    seen(phone_page, "why-now")


def test_a_family_sees_what_is_missing(live_server, phone_page, client, settings, seen, town):
    zhou = signed_in()
    waiting = submit(filled(zhou), ON, by=scope_of(zhou), consents={"1": signature()})
    clerk = Scope("officer", "officer:1", "小李", (("clerk", "500110114"),), login_id=1)
    missing = [{"who": "周明贵", "what": "住院发票", "how": "拍清楚每一页"}]
    request_correction(waiting, missing, ON, by=clerk)
    key = bring_in(client, zhou)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
    phone_page.context.add_cookies([cookie])
    phone_page.goto(f"{live_server.url}/family/photos/{waiting.number}")
    seen(phone_page, "supply")
    assert phone_page.get_by_role("heading", name="还差 1 样").is_visible()
