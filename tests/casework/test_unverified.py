"""Nothing is proposed for a new family that nobody asked about, unless it is written why; what was not begun in time stays written."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from jiuzhu.casework import actions, queries
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.models import Report
from tests.casework.conftest import DECIDED, OPENED, POSTED, UNASKED


@pytest.fixture
def visited(way):
    actions.start_survey(way.no, OPENED, by=way.town.scope("li"))
    way.visit()
    return way


@pytest.mark.parametrize("why", ["", "  "])
def test_without_a_report_nothing_is_proposed(visited, town, why):
    with pytest.raises(Refused, match="还没有核对报告"):
        actions.propose(visited.no, POSTED, by=town.scope("li"), note="情况属实", unverified=why)


def test_why_nobody_was_asked_stands_before_the_confirmer(visited, town):
    proposal = actions.propose(
        visited.no, POSTED, by=town.scope("li"), note="情况属实", unverified="核对平台停用"
    )
    assert proposal.note == "没有核对就提出：核对平台停用。情况属实"
    assert visited.case.steps.latest("pk").note == proposal.note


def test_with_a_report_no_reason_is_asked_for(visited, town):
    Report.objects.create(
        case_no=visited.no, household=visited.household, version=1, valid_until=date(2026, 12, 6), states=[],
        made_at=datetime(2026, 11, 6, tzinfo=ZoneInfo("Asia/Shanghai")),
    )  # fmt: skip
    proposal = actions.propose(visited.no, POSTED, by=town.scope("li"), note="情况属实", unverified=UNASKED)
    assert proposal.note == "情况属实"


def test_verification_that_was_never_begun_is_missed_when_the_case_closes(way, town):
    way.to_notice()
    way.prove()
    way.confirm()
    clocks = queries.view(town.scope("li"), way.no, DECIDED).clocks
    states = {reading.clock.key: reading.state for reading in clocks}
    assert (states["db.verify_start"], states["db.publicity"]) == ("missed", "dropped")
