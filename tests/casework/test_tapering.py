"""渐退: it ends when its months are over, however often the family is reviewed within them."""

from datetime import date

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.month import Month
from tests.casework.conftest import strokes

pytestmark = pytest.mark.slow
JANUARY, MARCH = date(2027, 1, 11), date(2027, 3, 8)


@pytest.fixture
def tapering(way, town):
    """Granted in November; a job in December; tapering is settled in January, and holds from February."""
    way.to_notice()
    way.prove()
    way.confirm()
    assert reviewed(way, town, JANUARY, wage="3000").programme == "tapering"
    return way


def reviewed(way, town, on, wage):
    li, head = town.scope("li"), way.household.head_id
    no = actions.open_review(way.no, "家庭主动报告", on, by=li).case_no
    actions.start_survey(no, on, by=li)
    facts = {"income.wage": {"per_month": wage}, "newly_employed_on": "2026-12-14"}
    for key, value in facts.items():
        actions.adopt_fact(no, head, key, value, "record", "劳动合同", on, by=li)
    for key, value in {"tapering.months": "6", "tapering.amount": "500", "tapering.topups": "false"}.items():
        ruling = actions.rule(no, key, value, "文件没有写", "纪要〔2027〕1号", on, by=li)
        actions.second_ruling(no, ruling.pk, on, by=town.scope("liu"))
    proposal = actions.propose(no, on, by=li)
    heard = None
    if proposal.outcome != "keep":
        signed = {"strokes": strokes(3), "speaker_id": head}
        heard = actions.record_hearing(no, "没有意见", "", "", on, by=li, **signed)
    return actions.settle(no, heard, on, by=town.scope("liu"))


def ends():
    return list(Clock.objects.filter(key="db.grace_max", met_on=None).values_list("due_on", flat=True))


def test_six_months_are_counted_from_the_first_that_it_is_paid_in(tapering):
    assert Month(Award.objects.get(until_month=None).from_month) == Month.parse("2027-02")
    assert ends() == [date(2027, 7, 31)]


def test_a_review_that_keeps_it_does_not_begin_its_months_anew(tapering, town):
    assert reviewed(tapering, town, MARCH, wage="3100").outcome == "keep"
    assert ends() == [date(2027, 7, 31)]
