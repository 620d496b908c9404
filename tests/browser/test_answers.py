"""The pages behind a report: versions beside each other, opened records."""

import pytest

from tests.browser.conftest import overflow
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


def test_the_pages_behind_a_report_read_well(desk_page, phone_page, sit, case, faults, picture, visit_all):
    for page, size in ((desk_page, "desk"), (phone_page, "phone")):
        sit(page, case.town.li, OPENED)
        visit_all(page, PAGES, no=case.no, query=query_of(case).pk)
        page.get_by_text("家庭有异议，复查").click()
        page.get_by_role("button", name="打开（留痕）").click()
        page.get_by_text("渝南物流").wait_for()
        picture(page, f"desk-answer-open-{size}")
        assert faults(page) == []
        assert overflow(page) == 0
