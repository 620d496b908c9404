"""Acts pressed by hand: what is missing is said once and supplied; an application is declined with reasons; December is closed."""

from datetime import date

import pytest
from pypdfium2 import PdfDocument

from jiuzhu.benefits import actions
from jiuzhu.benefits.models import Batch
from jiuzhu.casework.models import Case
from jiuzhu.intake.actions import submit
from jiuzhu.intake.models import Resident
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry import actions as registry
from tests.benefits import situations
from tests.browser.test_desk import sit
from tests.browser.test_month import WANG, sign_in
from tests.casework.conftest import DECIDED, OPENED, SETUP, VISITED, Way, strokes, town
from tests.intake.conftest import ZHOU, files, filled, scope_of, signature, signed_in
from tests.web.conftest import bring_in, officer

__all__ = ["files", "sit", "town"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
DECEMBER, PAID, ANSWERED = Month.parse("2026-12"), date(2026, 12, 18), date(2026, 12, 21)


def enter(page, live_server, client, resident):
    """As the resident, who has signed in before."""
    client.logout()
    key = bring_in(client, resident)
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])


def test_what_is_missing_is_told_once_supplied_on_the_phone_and_accepted(
    live_server, desk_page, phone_page, sit, town, client, tmp_path, look_at_both
):
    zhou = signed_in()
    number = submit(filled(zhou), OPENED, by=scope_of(zhou), consents={"1": signature()}).number
    sit(desk_page, town.li, OPENED)
    desk_page.goto(f"{live_server.url}/desk/applications/{number}/")
    desk_page.get_by_role("link", name="还缺材料").click()
    missing = desk_page.get_by_label("还缺别的")
    missing.fill("住院发票")
    desk_page.get_by_role("button", name="告知家庭").click()
    desk_page.get_by_text("每一行都要有“：”").first.wait_for()
    missing.fill("住院发票：拍清楚每一页\n租房合同：拍有签名的一页")
    desk_page.get_by_role("button", name="告知家庭").click()
    desk_page.get_by_text("已一次告知，等家庭补材料").wait_for()
    assert desk_page.get_by_role("link", name="还缺材料").count() == 0
    look_at_both(desk_page, "hand-told-once")

    enter(phone_page, live_server, client, zhou)
    phone_page.goto(f"{live_server.url}/family/progress/{number}")
    phone_page.get_by_role("link", name="拍照补材料").click()
    phone_page.get_by_role("heading", name="还差 2 样").wait_for()
    photo = tmp_path / "invoice.png"
    photo.write_bytes(strokes(5))
    phone_page.locator("input[type=file]").first.set_input_files(photo)
    phone_page.get_by_role("button", name="先传这些").click()
    phone_page.get_by_text("收到 1 张，可以接着传").wait_for()
    look_at_both(phone_page, "hand-supplying")
    phone_page.get_by_role("button", name="都补齐了").click()
    phone_page.get_by_text("收到了，镇里接着办").wait_for()
    assert phone_page.get_by_role("link", name="拍照补材料").count() == 0
    phone_page.goto(f"{live_server.url}/family/photos/{number}")
    phone_page.get_by_role("heading", name="补交照片").wait_for()
    phone_page.go_back()
    look_at_both(phone_page, "hand-supplied")

    sit(desk_page, town.li, VISITED)
    desk_page.goto(f"{live_server.url}/desk/applications/{number}/")
    assert "已补交" in desk_page.locator("main").inner_text()
    look_at_both(desk_page, "hand-to-accept")
    desk_page.get_by_role("link", name="受理", exact=False).last.click()
    desk_page.get_by_role("button", name="受理", exact=True).click()
    desk_page.get_by_text("已受理，受理通知书已生成").wait_for()
    assert Case.objects.get().application_no == number


def test_a_family_that_is_declined_reads_why_and_where_to_turn(
    live_server, desk_page, phone_page, sit, town, client, look_at_both
):
    way = Way(town, wage="3000")
    way.to_proposal()
    sit(desk_page, town.liu, DECIDED)
    desk_page.goto(f"{live_server.url}/desk/cases/{way.no}/")
    desk_page.get_by_role("link", name="作出不予确认决定").first.click()
    look_at_both(desk_page, "hand-decline")
    desk_page.get_by_role("button", name="作出决定并通知家庭").click()
    desk_page.get_by_text("已作出决定，告知书已生成").wait_for()

    head = registry.note_phone(way.household.head, ZHOU["phone"], by=SETUP)
    told = {
        "name": head.name,
        "id_number": ZHOU["id_number"],
        "phone": ZHOU["phone"],
        "id_hash": head.id_hash,
    }
    enter(phone_page, live_server, client, Resident.objects.create(person_id=head.pk, **told))
    phone_page.goto(f"{live_server.url}/family/why/{way.no}")
    phone_page.get_by_role("heading", name="为什么是这个结果").wait_for()
    look_at_both(phone_page, "hand-declined")
    letter = phone_page.get_by_role("link", name="看通知书").get_attribute("href")
    pages = PdfDocument(phone_page.request.get(f"{live_server.url}{letter}").body())
    assert "行政复议" in "".join(page.get_textpage().get_text_range() for page in pages)
    assert Case.objects.get(case_no=way.no).stage == "declined"


def test_the_payer_reads_the_banks_reply_and_closes_december(
    live_server, desk_page, settings, look_at_both, tmp_path, transactional_db
):
    settings.TODAY = ANSWERED
    tao = officer("taoran", "陶然", "500110", Level.COUNTY, Role.PAYER)
    zhao = officer("zhaoqiming", "赵启明", "500110", Level.COUNTY, Role.PAY_APPROVER)
    maker, approver = (Scope.of(login, settings.TODAY) for login in (tao, zhao))
    situations.granted(WANG, 59000, date(2026, 12, 1))
    batch = situations.paid_month(DECEMBER, PAID, maker, approver)
    actions.write_file(batch, PAID, by=maker)
    actions.note_sent(batch, PAID, by=Scope.system("bank", "500110"))
    reply = tmp_path / "reply.txt"
    reply.write_bytes(situations.reply_to(batch))
    sign_in(desk_page, live_server)
    desk_page.goto(f"{live_server.url}/desk/payments/500110/dibao/2026-12/")
    desk_page.get_by_role("link", name="读入银行回盘").first.click()
    desk_page.get_by_label("银行回盘文件").set_input_files(reply)
    desk_page.locator("main form button.is-primary").click()
    desk_page.get_by_text("回盘已读入，共 1 笔").wait_for()
    look_at_both(desk_page, "hand-to-close")
    desk_page.get_by_role("button", name="关账").click()
    desk_page.locator("#said").get_by_text("已关账").wait_for()
    look_at_both(desk_page, "hand-closed")
    assert Batch.objects.get().closed_on == ANSWERED
