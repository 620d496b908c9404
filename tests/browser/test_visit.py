"""The home visit on a phone without a signal: nothing is lost, and it arrives once."""

import pytest
from playwright.sync_api import expect

from jiuzhu.casework.models import Visit
from jiuzhu.documents.models import Paper
from tests.browser.conftest import overflow
from tests.browser.test_desk import sign, sit, way
from tests.casework.conftest import VISITED, strokes, town

__all__ = ["sit", "town", "way"]
pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "已保存在本机，等网络恢复后自动提交"


@pytest.fixture
def visit(live_server, phone_page, sit, way):
    """The form of the visit, open on 小李's phone."""
    sit(phone_page, way.town.li, VISITED)
    phone_page.goto(f"{live_server.url}/desk/cases/{way.no}/visit")
    return phone_page


def write(page, way):
    """All that a visit needs, with one income and a photo."""
    page.get_by_label("和谁一起去的").select_option("陈雪梅")
    page.get_by_text("土木或砖木，能住").click()
    page.get_by_text("记一项", exact=True).click()
    page.get_by_label("看到什么").first.select_option("工资性收入")
    page.get_by_label("谁的").first.select_option("周明贵")
    page.get_by_label("多少").first.fill("1500")
    page.locator("[data-photo]").set_input_files(
        {"name": "屋.png", "mimeType": "image/png", "buffer": strokes(7)}
    )
    expect(page.locator("[data-preview]")).to_have_count(1)
    sign(page, "second_strokes")
    sign(page, f"sign_{way.household.head_id}")


def send(page):
    page.get_by_role("button", name="提交入户调查").click()


def test_a_visit_written_without_a_signal_is_sent_when_there_is_one(visit, way, faults, picture):
    visit.context.set_offline(True)
    write(visit, way)
    send(visit)
    expect(visit.get_by_text(WAITING)).to_be_visible()
    picture(visit, "visit-waiting-phone")
    assert not [*faults(visit), *(["sideways"] if overflow(visit) else [])]
    assert not Visit.objects.exists()
    visit.context.set_offline(False)
    expect(visit.get_by_text("入户调查已记录")).to_be_visible()
    assert Visit.objects.count() == 1
    assert Paper.objects.filter(kind="visit_photo").count() == 1


def test_a_phone_that_was_put_away_sends_from_any_page(visit, way, live_server):
    visit.context.set_offline(True)
    write(visit, way)
    send(visit)
    expect(visit.get_by_text(WAITING)).to_be_visible()
    context = visit.context
    visit.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(f"{live_server.url}/desk/")
    expect(later.get_by_text("周明贵家庭的入户调查已经提交")).to_be_visible()
    assert Visit.objects.count() == 1


def test_going_away_and_back_keeps_words_photos_and_signatures(visit, way):
    write(visit, way)
    expect(visit.locator("#visit[data-saved=yes]")).to_be_visible()
    visit.reload()
    expect(visit.get_by_text("接着写")).to_be_visible()
    expect(visit.get_by_label("多少").first).to_have_value("1500")
    expect(visit.locator("[data-preview]")).to_have_count(1)
    expect(visit.get_by_text("已签名。要重签请先擦掉。")).to_have_count(2)
    send(visit)
    expect(visit.get_by_text("入户调查已记录")).to_be_visible()


def test_a_form_that_comes_back_keeps_words_photos_and_signatures(visit, way, faults, picture):
    write(visit, way)
    visit.get_by_label("谁的").first.select_option("")
    send(visit)
    expect(visit.get_by_role("alert")).to_contain_text("第 1 项：收入要选是谁的")
    expect(visit.get_by_text("第 1 张，已收到")).to_be_visible()
    picture(visit, "visit-again-phone")
    assert faults(visit) == []
    visit.get_by_label("谁的").first.select_option("周明贵")
    send(visit)
    expect(visit.get_by_text("入户调查已记录")).to_be_visible()
    assert Paper.objects.filter(kind="visit_photo").count() == 1


def test_a_login_that_ended_meanwhile_loses_nothing(visit, way):
    write(visit, way)
    visit.context.clear_cookies(name="sessionid")
    send(visit)
    expect(visit.get_by_text("重新登录后自动提交")).to_be_visible()
    assert not Visit.objects.exists()


def test_a_second_photo_is_added_to_the_first(visit):
    for shade in (1, 200):
        visit.locator("[data-photo]").set_input_files(
            {"name": f"{shade}.png", "mimeType": "image/png", "buffer": strokes(shade)}
        )
        expect(visit.get_by_text(f"选好 {1 if shade == 1 else 2} 张")).to_be_visible()
    visit.get_by_role("button", name="不要这张").first.click()
    expect(visit.locator("[data-preview]")).to_have_count(1)
