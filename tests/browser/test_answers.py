"""The pages behind a report: versions beside each other, opened records."""

import pytest

from tests.browser.conftest import overflow
from tests.browser.test_desk import sit, way
from tests.casework.conftest import OPENED, town
from tests.web.desk.test_answers import case, query_of

__all__ = ["case", "sit", "town", "way"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pages_behind_a_report_have_no_fault(
    live_server, desk_page, phone_page, sit, case, faults, picture
):
    found = {}
    base = f"{live_server.url}/desk/cases/{case.no}/verification"
    for page, size in ((desk_page, "desk"), (phone_page, "phone")):
        sit(page, case.town.li, OPENED)
        for name, tail in {
            "report-versions": "",
            "version": "/versions/2",
            "answer": f"/answers/{query_of(case).pk}",
        }.items():
            page.goto(base + tail)
            picture(page, f"desk-{name}-{size}")
            found[f"{name} {size}"] = [*faults(page), *(["sideways"] if overflow(page) else [])]
        page.get_by_text("家庭有异议，复查").click()
        page.get_by_role("button", name="打开（留痕）").click()
        page.get_by_text("渝南物流").wait_for()
        picture(page, f"desk-answer-open-{size}")
        found[f"opened {size}"] = [*faults(page), *(["sideways"] if overflow(page) else [])]
    assert not {name: wrong for name, wrong in found.items() if wrong}
