"""A death that is learnt late: with which month less begins, and what becomes of the share of the dead."""

from datetime import date

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.kernel.month import Month
from jiuzhu.registry.models import Person
from tests.benefits.situations import changed
from tests.casework.conftest import Way, strokes

pytestmark = pytest.mark.slow
NOVEMBER, DECEMBER = Month.parse("2026-11"), Month.parse("2026-12")
LEARNT = date(2026, 11, 20)
BEFORE_THE_AWARD = "2026-09-20"


def confirmed(way):
    way.to_notice()
    way.prove()
    way.confirm()
    return way


def review(way, dead, died_on, on):
    """A review in which somebody was found to have died, as far as the hearing: its number and the record."""
    li = way.town.scope("li")
    no = actions.open_review(way.no, "去世", on, by=li).case_no
    actions.start_survey(no, on, by=li)
    for key, value in {"status": "dead", "status_since": died_on}.items():
        actions.adopt_fact(no, dead.pk, key, value, "record", "死亡注销", on, by=li)
    actions.propose(no, on, by=li)
    if dead.pk == way.household.head_id:
        return no, actions.record_hearing(no, "", "", "死亡证明 1 号", on, by=li)
    signed = {"strokes": strokes(3), "speaker_id": way.household.head_id}
    return no, actions.record_hearing(no, "没有意见", "", "", on, by=li, **signed)


def decided(way, dead, died_on, on):
    no, heard = review(way, dead, died_on, on)
    return actions.settle(no, heard, on, by=way.town.scope("liu"))


def luo():
    return Person.objects.get(name="罗春梅")


class TestBeforeTheAward:
    def test_what_was_never_paid_is_lessened_from_the_first_month_of_the_award(self, way):
        decided(confirmed(way), luo(), BEFORE_THE_AWARD, LEARNT)
        award = Award.objects.get(until_month=None)
        assert (award.monthly_fen, award.from_month) == (34_000, NOVEMBER.number)

    def test_what_was_never_paid_is_stopped_from_the_first_month_of_the_award(self, town):
        alone = confirmed(Way(town, wage="300"))
        decision = decided(alone, alone.household.head, BEFORE_THE_AWARD, LEARNT)
        assert (decision.outcome, Award.objects.get().until_month) == ("stop", NOVEMBER.number)

    def test_an_award_that_has_not_begun_is_lessened_from_its_first_month(self, way):
        way.to_notice()
        way.prove()
        determination = way.case.proposals.get().determination
        determination.result["results"]["dibao"]["from_month"] = "2026-12"
        determination.save()
        way.confirm()
        decided(way, luo(), BEFORE_THE_AWARD, LEARNT)
        award = Award.objects.get(until_month=None)
        assert (award.monthly_fen, award.from_month) == (34_000, DECEMBER.number)

    def test_an_award_that_was_raised_is_lessened_from_the_first_month_of_the_one_before(self, way):
        confirmed(way)
        changed(Award.objects.get(), 120_000, date(2026, 12, 2), way.town.scope("liu"), month=DECEMBER)
        decided(way, luo(), BEFORE_THE_AWARD, date(2026, 12, 21))
        assert Award.objects.get(until_month=None).from_month == NOVEMBER.number
