"""A death that is learnt late: with which month less begins, and what becomes of the share of the dead."""

from datetime import date

import pytest

from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.models import Award, BankException, Payment
from jiuzhu.benefits.queries import overpaid
from jiuzhu.casework import actions
from jiuzhu.kernel.month import Month
from jiuzhu.registry.models import Person
from tests.benefits.situations import changed, paid_month, replied
from tests.casework.conftest import Way, strokes
from tests.casework.publications import TAO, ZHAO

pytestmark = pytest.mark.slow
NOVEMBER, DECEMBER, JANUARY = (Month.parse(text) for text in ("2026-11", "2026-12", "2027-01"))
LEARNT = date(2026, 11, 20)
BEFORE_THE_AWARD = "2026-09-20"
DIED, DECIDED = "2026-12-09", date(2027, 1, 11)


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


class TestHeld:
    """The wife died on 9 December; her share of January is held, and January is paid to the others."""

    @pytest.fixture
    def held(self, way):
        confirmed(way)
        for month, on in ((NOVEMBER, date(2026, 11, 18)), (DECEMBER, date(2026, 12, 10))):
            paid_month(month, on, TAO, ZHAO)
        return self.hold(way, JANUARY, date(2027, 1, 8))

    def hold(self, way, month, on, *people):
        batch = benefits.propose_month("500110", "dibao", month, on, by=TAO)
        about = {"by": TAO, "on": on}
        held = [
            actions.hold_back(Award.objects.get(), month, "待查", person=person, **about)
            for person in people or [luo()]
        ]
        benefits.approve_batch(batch, on, by=ZHAO)
        return held[0]

    def paid(self, month):
        return sum(Payment.objects.filter(due__month=month.number).values_list("amount_fen", flat=True))

    def test_a_month_after_the_death_is_not_paid_to_the_dead_and_not_taken_from_the_others(self, way, held):
        decided(way, luo(), DIED, DECIDED)
        held.refresh_from_db()
        assert (held.ended_on, held.ended_how) == (DECIDED, "decided")
        assert paid_month(JANUARY + 1, date(2027, 2, 5), TAO, ZHAO).sum_fen == 34_000
        assert self.paid(JANUARY) == 111_000 - 37_000
        assert overpaid(TAO) == []

    def test_every_month_of_the_dead_that_is_held_is_void(self, way, held):
        no, heard = review(way, luo(), DIED, DECIDED)
        self.hold(way, JANUARY + 1, date(2027, 2, 5))
        actions.settle(no, heard, date(2027, 2, 8), by=way.town.scope("liu"))
        assert paid_month(JANUARY + 2, date(2027, 3, 5), TAO, ZHAO).sum_fen == 34_000

    def test_the_month_of_the_death_is_still_paid_to_the_dead(self, way, held):
        decided(way, luo(), "2027-01-02", DECIDED)
        assert paid_month(JANUARY + 1, date(2027, 2, 5), TAO, ZHAO).sum_fen == 34_000 + 37_000

    def test_what_had_lapsed_but_was_not_paid_yet_is_void_too(self, way, held):
        late = date(2027, 1, 29)
        assert held.lapses_on < late
        decided(way, luo(), DIED, late)
        assert paid_month(JANUARY + 1, date(2027, 2, 5), TAO, ZHAO).sum_fen == 34_000

    def test_a_share_of_the_living_is_paid_when_the_review_is_decided(self, way, held):
        no, heard = review(way, luo(), DIED, DECIDED)
        self.hold(way, JANUARY + 1, date(2027, 2, 5), luo(), Person.objects.get(name="周雨涵"))
        actions.settle(no, heard, date(2027, 2, 8), by=way.town.scope("liu"))
        assert paid_month(JANUARY + 2, date(2027, 3, 5), TAO, ZHAO).sum_fen == 34_000 + 37_000


class TestReturned:
    """The wife died on 9 December; the bank sent the whole of January back."""

    @pytest.fixture
    def returned(self, way):
        confirmed(way)
        for month, on in ((NOVEMBER, date(2026, 11, 18)), (DECEMBER, date(2026, 12, 10))):
            paid_month(month, on, TAO, ZHAO)
        batch = benefits.write_file(paid_month(JANUARY, date(2027, 1, 8), TAO, ZHAO), DECIDED, by=TAO)
        benefits.note_sent(batch, DECIDED, by=TAO)
        replied(batch, TAO, lambda rows: rows[0].update(result="02"), DECIDED)
        return BankException.objects.get()

    def reissued(self, way, returned, on=date(2027, 2, 5)):
        """The return in the open batch of February, for another card."""
        batch = benefits.propose_month("500110", "dibao", JANUARY + 1, on, by=TAO)
        head = way.household.head
        card = benefits.change_payee(
            returned.payment.account, head, "ABC", "6217000500119999", head.name, on, by=way.town.scope("li")
        )
        benefits.reissue(returned, card, on, by=TAO)
        return batch

    def test_a_month_that_came_back_is_lessened_and_sent_again_for_the_living(self, way, returned):
        decided(way, luo(), DIED, date(2027, 1, 20))
        assert Award.objects.get(until_month=None).from_month == JANUARY.number
        batch = self.reissued(way, returned)
        assert benefits.approve_batch(batch, date(2027, 2, 5), by=ZHAO).sum_fen == 34_000 * 2

    def test_what_waits_in_an_open_batch_to_be_sent_again_is_lessened_too(self, way, returned):
        batch = self.reissued(way, returned)
        decided(way, luo(), DIED, date(2027, 2, 5))
        assert Award.objects.get(until_month=None).from_month == JANUARY.number
        assert benefits.approve_batch(batch, date(2027, 2, 5), by=ZHAO).sum_fen == 34_000 * 2
