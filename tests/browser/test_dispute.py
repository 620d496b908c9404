"""重新核对 in a real browser: the form, and old and new answer beside the evidence, at the desk and on a phone."""

from urllib.parse import urlencode

import pytest

from jiuzhu.casework import actions
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.verification.kinds import Way
from jiuzhu.verification.models import Answer
from tests.browser.test_desk import sit
from tests.casework.conftest import VILLAGE, VISITED, town
from tests.casework.test_disputes import KEY, found, photo, wage

__all__ = ["found", "sit", "town"]
pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "dispute-form": "desk/cases/{no}/dispute?{fact}",
    "dispute-fact": "desk/cases/{no}/fact?{fact}",
    "dispute-adopt": "desk/cases/{no}/adopt?{fact}",
    "dispute-report": "desk/cases/{no}/verification",
}


def test_every_page_of_an_objection_reads_well(desk_page, sit, found, visit_all):
    by = found.town.scope("li")
    paper = take_paper(
        found.no, PaperKind.INCOME, photo(), by=by, region_code=VILLAGE, on=VISITED, note="工资流水"
    )
    says = "那是别人用我的身份证上的班，我一直在家种地，银行流水上没有这笔钱"
    actions.dispute_fact(found.no, found.head, KEY, says, VISITED, by=by, papers=[paper])
    found.departments.says["shuiwu.geshui"] = [wage(1_440_000)]
    found.work(VISITED)
    Answer.objects.update(way=Way.HTTP)
    sit(desk_page, found.town.li, VISITED)
    visit_all(desk_page, PAGES, no=found.no, fact=urlencode({"person": found.head, "key": KEY}))
