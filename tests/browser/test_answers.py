"""The pages behind a report: versions beside each other, opened records."""

import pytest

from tests.browser.test_desk import sit, way
from tests.casework.conftest import OPENED, town
from tests.web.desk.test_answers import case, query_of

__all__ = ["case", "sit", "town", "way"]
pytestmark = pytest.mark.django_db(transaction=True)


PAGES = {
    "desk-report-versions": "desk/cases/{no}/verification",
    "desk-version": "desk/cases/{no}/verification/versions/2",
    "desk-answer": "desk/cases/{no}/verification/answers/{query}",
}


def test_the_pages_behind_a_report_read_well(desk_page, sit, case, look_at_both, visit_all):
    sit(desk_page, case.town.li, OPENED)
    visit_all(desk_page, PAGES, no=case.no, query=query_of(case).pk)
    desk_page.get_by_text("家庭有异议，复查").click()
    desk_page.get_by_role("button", name="打开（留痕）").click()
    desk_page.get_by_text("渝南物流").wait_for()
    look_at_both(desk_page, "desk-answer-open")
