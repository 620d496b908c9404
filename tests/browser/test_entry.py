"""The desk of another department's officer in a real browser: answered by keyboard, one more record without script, read at both widths."""

import pytest

from jiuzhu.verification.models import Answer
from tests.browser.conftest import overflow
from tests.browser.test_desk import sit, way
from tests.casework.conftest import VISITED, town
from tests.web.desk.test_entry import HOMES, TAX, questions

__all__ = ["questions", "sit", "town", "way"]
pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {"desk-entry": "desk/entry/", "desk-entry-question": "desk/entry/{query}"}
PAGES_OF_CORRECTION = {"desk-entry-after": "desk/entry/", "desk-entry-correct": "desk/entry/{query}/correct"}
PAGES_OF_ANOTHER = {"desk-entry-homes": "desk/entry/{query}"}


def test_the_desk_of_another_departments_officer_reads_well(
    live_server, desk_page, phone_page, sit, town, questions, visit_all, faults, picture
):
    sit(desk_page, town.jing, VISITED)
    visit_all(desk_page, PAGES, query=questions[TAX].pk)
    for page, size in ((desk_page, "desk"), (phone_page, "phone")):
        sit(page, town.jing, VISITED)
        page.goto(f"{live_server.url}/{PAGES['desk-entry-question'].format(query=questions[TAX].pk)}")
        page.get_by_label("扣缴单位").fill("渝南物流")
        page.get_by_role("button", name="再加一条").click()
        page.get_by_role("group", name="第 2 条").wait_for()
        assert page.get_by_label("扣缴单位").first.input_value() == "渝南物流"
        page.get_by_text("有记录，写在下面").click()
        page.get_by_role("button", name="交", exact=True).click()
        page.get_by_role("heading", name="处要改一下").wait_for()
        picture(page, f"desk-entry-wrong-{size}")
        assert faults(page) == [] and overflow(page) == 0
    sit(desk_page, town.ding, VISITED)
    visit_all(desk_page, PAGES_OF_ANOTHER, query=questions[HOMES].pk)


def test_an_answer_is_typed_sent_and_corrected(
    live_server, desk_page, phone_page, sit, town, questions, visit_all, faults, picture
):
    sit(desk_page, town.jing, VISITED)
    desk_page.goto(f"{live_server.url}/desk/")
    desk_page.get_by_role("link", name=questions[TAX].request_no).click()
    desk_page.get_by_text("有记录，写在下面").click()
    desk_page.get_by_label("所得项目").select_option("工资薪金")
    desk_page.get_by_label("所属月份").fill("2026-10")
    desk_page.get_by_label("收入额").fill("1300")
    desk_page.get_by_label("税额").fill("0")
    desk_page.get_by_role("button", name="交", exact=True).click()
    desk_page.get_by_text("记下了 1 条").wait_for()
    picture(desk_page, "desk-entry-done")
    assert faults(desk_page) == []
    assert Answer.objects.get(query=questions[TAX]).rows == 1
    desk_page.get_by_role("link", name="更正").click()
    desk_page.get_by_text("原来填的").first.wait_for()
    picture(desk_page, "desk-entry-correct-desk")
    assert faults(desk_page) == []
    sit(phone_page, town.jing, VISITED)
    visit_all(phone_page, PAGES_OF_CORRECTION, query=questions[TAX].pk)
