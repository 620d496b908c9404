"""With which month a decision begins: award, letter, message and standing say the same one, and less makes no debt."""

import json
import sys
from datetime import date

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.benefits.queries import overpaid
from jiuzhu.casework import actions
from jiuzhu.documents.models import Letter
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.registry.models import Standing
from jiuzhu.vault.seal import reveal
from tests.benefits.situations import paid_month
from tests.casework.conftest import strokes
from tests.casework.publications import TAO, ZHAO

pytestmark = pytest.mark.slow
REVIEWED = date(2026, 11, 25)
NOVEMBER, DECEMBER = Month.parse("2026-11"), Month.parse("2026-12")


@pytest.fixture
def confirmed(way):
    way.to_notice()
    way.prove()
    way.confirm()
    return way


def heard(way, wage, on=REVIEWED):
    """A review in which the wage was found to be another one, as far as the hearing: its number and the record."""
    li = way.town.scope("li")
    no = actions.open_review(way.no, "工资变了", on, by=li).case_no
    actions.start_survey(no, on, by=li)
    head = way.household.head_id
    actions.adopt_fact(no, head, "income.wage", {"per_month": wage}, "record", "工资流水", on, by=li)
    actions.propose(no, on, by=li)
    signed = {"strokes": strokes(3), "speaker_id": head}
    return no, actions.record_hearing(no, "知道了", "按规定算", "", on, by=li, **signed)


def reviewed(way, wage, on=REVIEWED):
    no, record = heard(way, wage, on)
    return actions.settle(no, record, on, by=way.town.scope("liu"))


def told(decision):
    return json.loads(reveal(Letter.objects.get(number=decision.decision_no), "data"))["data"]["from_month"]


def starts(programme):
    return Month(Standing.objects.get(programme=programme, until_month=None).from_month)


def test_a_decrease_after_the_month_was_paid_begins_with_the_next_and_makes_no_debt(confirmed, town):
    paid_month(NOVEMBER, date(2026, 11, 18), TAO, ZHAO)
    decision = reviewed(confirmed, "2000")
    award = Award.objects.get(until_month=None)
    assert (award.monthly_fen, Month(award.from_month), told(decision)) == (31_000, DECEMBER, "2026-12")
    assert overpaid(TAO) == []


def test_a_month_that_is_approved_while_a_decrease_is_decided_is_not_cut(confirmed, town, monkeypatch):
    no, record = heard(confirmed, "2000")
    settling = sys.modules["jiuzhu.casework.actions.settle"]
    real = settling._first_month

    def between(*about):
        monkeypatch.setattr(settling, "_first_month", real)
        first = real(*about)
        paid_month(DECEMBER, REVIEWED, TAO, ZHAO)
        return first

    monkeypatch.setattr(settling, "_first_month", between)
    with pytest.raises(Refused, match="请再按一次"):
        actions.settle(no, record, REVIEWED, by=town.scope("liu"))
    paid_month(DECEMBER, REVIEWED, TAO, ZHAO)
    decision = actions.settle(no, record, REVIEWED, by=town.scope("liu"))
    award = Award.objects.get(until_month=None)
    assert (Month(award.from_month), told(decision), overpaid(TAO)) == (DECEMBER + 1, "2027-01", [])


def test_an_increase_begins_with_the_month_of_the_decision(confirmed, town):
    decision = reviewed(confirmed, "900")
    award = Award.objects.get(until_month=None)
    assert (award.monthly_fen, Month(award.from_month), told(decision)) == (141_000, NOVEMBER, "2026-11")


def test_a_stop_ends_award_and_standing_with_the_month_of_the_decision(confirmed):
    decision = reviewed(confirmed, "9000")
    assert (decision.outcome, told(decision)) == ("stop", "2026-12")
    assert Award.objects.get().until_month == DECEMBER.number
    assert Standing.objects.get(programme="dibao").until_month == DECEMBER.number


def test_where_the_rule_says_the_next_month_letter_message_and_standing_say_it_too(way):
    way.to_notice()
    way.prove()
    determination = way.case.proposals.get().determination
    determination.result["results"]["dibao"]["from_month"] = "2026-12"
    determination.save()
    decision = way.confirm()
    assert Month(Award.objects.get().from_month) == starts("dibao") == DECEMBER
    assert told(decision) == "2026-12"
    assert "自 2026-12 起" in reveal(Letter.objects.get(number=decision.decision_no), "data")
    assert "从 12 月算起" in reveal(Message.objects.latest("pk"), "body")
