"""The pages between two regions: a request drafted and sent, seen by the other county, answered, and in the report."""

import pytest

from tests.browser.test_desk import sit, way
from tests.casework.conftest import OPENED, town
from tests.web.desk.elsewhere import NUMBER, asked, elsewhere, part

__all__ = ["elsewhere", "sit", "town", "way"]
pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "assist-list": "desk/verification/elsewhere/",
    "assist-draft": "desk/cases/{no}/verification/elsewhere",
    "assist-report": "desk/cases/{no}/verification",
    "assist-sent": "desk/verification/elsewhere/out/{number}/",
    "assist-act": "desk/verification/elsewhere/out/{number}/end",
    "assist-days": "desk/verification/elsewhere/days",
    "assist-read": "desk/verification/elsewhere/read",
}
PAGES_OF_ASKED = {
    "assist-list-in": "desk/verification/elsewhere/",
    "assist-received": "desk/verification/elsewhere/in/{number}/",
    "assist-answer": "desk/verification/elsewhere/in/{number}/parts/{part}",
    "assist-return": "desk/verification/elsewhere/in/{number}/return",
}


def test_the_pages_between_two_regions_read_well(desk_page, sit, elsewhere, town, visit_all):
    asked(elsewhere, town)
    sit(desk_page, town.wang, OPENED)
    visit_all(desk_page, PAGES, no=elsewhere.no, number=NUMBER)
    sit(desk_page, town.hang, OPENED)
    visit_all(desk_page, PAGES_OF_ASKED, number=NUMBER, part=part(NUMBER).pk)
