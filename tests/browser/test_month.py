"""The month desk in the browser: its chart, its checks, and the lists behind them."""

from datetime import date

import pytest

from jiuzhu.benefits import actions
from jiuzhu.benefits.models import BankException
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.scope import Scope
from tests.benefits import situations
from tests.documents.conftest import files
from tests.web.conftest import PASSWORD, officer

__all__ = ["files"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
WANG = Scope("officer", "officer:999", "王璐", ((Role.CONFIRMER, "500110101"),), login_id=999)
AUGUST = "desk/payments/500110/dibao/2026-08/"
PAGES = {
    "month-months": "desk/payments/",
    "month-month": AUGUST,
    "month-lines": f"{AUGUST}lines",
    "month-check": f"{AUGUST}checks/card",
    "month-changes": f"{AUGUST}changes/review_down",
    "month-holds": f"{AUGUST}holds",
    "month-villages": f"{AUGUST}villages",
    "month-export": f"{AUGUST}export",
    "month-overpaid": "desk/payments/overpaid",
    "month-exceptions": "desk/payments/exceptions",
    "month-exception": "desk/payments/exceptions/{returned}",
    "month-finding": f"{AUGUST}checks/card/{{award}}",
    "month-reply": "desk/payments/500110/dibao/2026-07/reply/1",
}


@pytest.fixture
def county(settings):
    """July is closed with one return; August is proposed with a raise, a cut, a newcomer and a shared card."""
    settings.TODAY = date(2026, 8, 20)
    tao = officer("taoran", "陶然", "500110", Level.COUNTY, Role.PAYER)
    zhao = officer("zhaoqiming", "赵启明", "500110", Level.COUNTY, Role.PAY_APPROVER)
    maker, approver = (Scope.of(login, settings.TODAY) for login in (tao, zhao))
    names = ("冉光明", "龚正秀", "封勇", "申屠德才", "匡素兰")
    awards = [situations.granted(WANG, 59000 + 7000 * n, name=name) for n, name in enumerate(names)]
    july = situations.paid_month(situations.JULY, date(2026, 7, 20), maker, approver)
    actions.write_file(july, date(2026, 7, 20), by=maker)
    actions.note_sent(july, date(2026, 7, 20), by=Scope.system("bank", "500110"))
    situations.replied(july, maker, lambda rows: rows[0].update(result="01"))
    actions.close_batch(july, date(2026, 7, 28), by=maker)
    heard = situations.hearing()
    situations.changed(awards[1], 80000, date(2026, 8, 3), WANG, month=situations.AUGUST)
    situations.changed(awards[2], 60000, date(2026, 8, 3), WANG, heard=heard, month=situations.AUGUST)
    situations.granted(WANG, 110400, date(2026, 8, 4), name="穆德芳")
    one = situations.granted(WANG, 46800, date(2026, 8, 4), name="罗成")
    one.household.accounts.update(card_hash=awards[0].household.accounts.get().card_hash)
    actions.propose_month("500110", "dibao", situations.AUGUST, date(2026, 8, 19), by=maker)
    actions.hold(awards[3], situations.AUGUST, "公安登记已注销户口，待核实", date(2026, 8, 20), by=maker)
    return one


def sign_in(page, server):
    page.goto(f"{server.url}/desk/login")
    page.fill("[name=username]", "taoran")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/desk/")


def test_every_page_of_a_month_reads_well(live_server, county, desk_page, visit_all):
    returned = BankException.objects.get().pk
    sign_in(desk_page, live_server)
    visit_all(desk_page, PAGES, award=county.pk, returned=returned)


def test_the_payer_clears_what_blocks_the_approval(live_server, county, desk_page):
    sign_in(desk_page, live_server)
    desk_page.goto(f"{live_server.url}/{AUGUST}")
    assert desk_page.locator("#way svg").count() == 1
    desk_page.click("text=处理检查出的")
    desk_page.click("text=核实或挂起 >> nth=0")
    desk_page.fill("[name=reason]", "母女同住，共用一张卡")
    desk_page.click("text=写明情况，照发")
    assert "已写明核实情况" in desk_page.locator("#said").inner_text()
