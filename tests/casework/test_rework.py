"""A case whose notice hangs goes back when something new was found: the sheet comes down, a new opinion is posted anew."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Posting
from jiuzhu.notices.queries import public_now
from jiuzhu.verification.models import Report
from tests.casework.conftest import DECIDED, POSTED, VILLAGE

LATER = DECIDED + timedelta(days=8)


def late_answer(way):
    """A bank that answered after the proposal: the report has a version of which the proposal knows nothing."""
    made = datetime(2026, 11, 16, tzinfo=ZoneInfo("Asia/Shanghai"))
    Report.objects.create(
        case_no=way.no,
        household=way.household,
        version=1,
        made_at=made,
        valid_until=date(2026, 12, 16),
        states=[],
    )


def test_a_late_answer_after_the_notice_leads_back_and_to_the_award(way, town):
    way.to_notice()
    way.prove()
    late_answer(way)
    with pytest.raises(Refused, match="请退回"):
        way.confirm()
    actions.rework(way.no, "看迟到的答复", DECIDED, by=town.scope("liu"))
    way.propose(DECIDED)
    actions.give_notice(way.no, DECIDED, by=town.scope("li"))
    way.prove(on=DECIDED)
    assert way.confirm(on=LATER).outcome == "grant"
    assert Award.objects.get().monthly_fen == 111_000


def test_sending_back_takes_the_notice_and_its_clock_down(way, town):
    way.to_notice()
    actions.rework(way.no, "有新的答复", POSTED, by=town.scope("li"))
    assert public_now(POSTED) == []
    assert Posting.objects.get().withdrawn_for == "退回重新调查"
    assert Clock.objects.get(case_no=way.no, key="db.publicity").dropped_on == POSTED


def test_what_is_proposed_again_hangs_for_the_whole_time_even_where_nothing_changed(way, town):
    way.to_notice()
    actions.rework(way.no, "有新的答复", DECIDED, by=town.scope("liu"))
    way.propose(DECIDED)
    again = actions.give_notice(way.no, DECIDED, by=town.scope("li"))
    assert again.until_on == DECIDED + timedelta(days=7)
    assert again.proof is None


def test_after_an_objection_the_shorter_notice_goes_back_too(way, town):
    way.to_notice()
    way.contest()
    actions.rework(way.no, "重新入户", POSTED, by=town.scope("li"))
    way.propose()
    actions.give_notice(way.no, POSTED, by=town.scope("li"))
    actions.rework(way.no, "又有答复", POSTED, by=town.scope("liu"))
    assert Clock.objects.get(case_no=way.no, key="db.republicity").dropped_on == POSTED
    assert public_now(POSTED) == []


def test_the_county_that_finds_otherwise_on_its_visit_sends_the_case_back(way, town):
    way.to_notice()
    actions.sample(way.no, "sampled", POSTED, by=town.scope("wang"))
    way.visit(by="wang", second="yang", on=POSTED)
    actions.rework(way.no, "家里有门面出租", POSTED, by=town.scope("wang"))
    way.say(way.household.head_id, "income.wage", {"per_month": "9000"}, on=POSTED)
    assert way.propose().outcome == "decline"
    assert actions.decline(way.no, DECIDED, by=town.scope("liu")).outcome == "decline"
    assert Posting.objects.get(region_code=VILLAGE).withdrawn_on == POSTED
