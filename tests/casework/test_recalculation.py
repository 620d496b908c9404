"""A new standard is published: every award is reckoned again, raises are confirmed together, and nobody is cut unheard."""

from datetime import date

import pytest

from jiuzhu.assessment.models import Determination
from jiuzhu.assessment.queries import rederive
from jiuzhu.benefits.models import Award, Due
from jiuzhu.casework import actions
from jiuzhu.casework.kinds import Need, Progress
from jiuzhu.casework.models import Case, Reckoning
from jiuzhu.casework.reckon import first_month
from jiuzhu.casework.states import Outcome
from jiuzhu.documents.models import Letter
from jiuzhu.editions import actions as editions
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.policy.amend import Amendment, NumberChange
from jiuzhu.vault.seal import reveal
from tests.benefits.situations import paid_month
from tests.casework.conftest import strokes
from tests.casework.publications import (
    DENG,
    NOVEMBER,
    PAPER,
    TAO,
    TODAY,
    YE,
    ZHAO,
    confirm,
    paid,
    published,
    sent,
    work,
)

__all__ = ["paid"]
pytestmark = pytest.mark.slow


def test_a_standard_raised_backwards_is_paid_with_the_back_pay_to_the_fen(paid, town):
    published()
    work()
    row = Reckoning.objects.get()
    assert (row.need, row.old_fen, row.new_fen, row.back_fen) == (Need.RAISE, 111_000, 120_000, 27_000)
    confirm(town)
    work()
    award = Award.objects.get(until_month=None)
    assert (award.monthly_fen, Month(award.from_month), award.ground) == (
        120_000,
        Month.parse("2026-11"),
        "standard",
    )
    paid_month(Month.parse("2027-02"), date(2027, 2, 18), TAO, ZHAO)
    assert sent() == 4 * 120_000
    assert [sent(month) for month in ("2026-11", "2026-12", "2027-01", "2027-02")] == [120_000] * 4
    assert Due.objects.filter(part="correction").count() == 3


def test_publishing_alone_changes_no_award(paid):
    published()
    work()
    assert Award.objects.get().monthly_fen == 111_000


def test_the_family_is_written_to_and_told(paid, town):
    published()
    work()
    confirm(town)
    work()
    row = Reckoning.objects.get()
    letter = Letter.objects.get(pk=row.letter_id)
    assert row.decision_no == letter.number == Award.objects.get(until_month=None).decision_no
    data = reveal(letter, "data")
    assert "由 770 元调整为 800 元（渝民规〔2026〕9号）" in data
    assert "270 元" in data
    assert "现在增加：2026年11月起每月 1,200 元" in reveal(Message.objects.latest("pk"), "body")


def test_old_and_new_decision_each_follow_from_their_own_edition(paid, town):
    published()
    work()
    confirm(town)
    work()
    old, new = Award.objects.order_by("pk")
    assert old.determination.edition_hash != new.determination.edition_hash
    assert all(rederive(row) for row in Determination.objects.all())
    assert new.determination.fact_set.facts | {"date": ""} == old.determination.fact_set.facts | {"date": ""}


def test_a_change_from_the_middle_of_a_month_is_paid_from_the_next(paid):
    assert first_month(date(2026, 11, 2)) == Month.parse("2026-12")
    published(since=date(2026, 11, 20))
    work()
    assert [told["from"] for told in Reckoning.objects.get().stretches] == ["2026-12"]


def test_another_area_stays_as_it_is(paid):
    change = NumberChange("standard_fen", "500000", "rural", 66_000, NOVEMBER, PAPER)
    editions.publish(editions.propose(Amendment((change,)), "执行", TODAY, by=DENG).pk, TODAY, by=YE)
    work()
    assert (Reckoning.objects.get().need, Reckoning.objects.get().back_fen) == (Need.SAME, 0)


def test_two_steps_up_are_two_changes(paid, town):
    changes = [
        NumberChange("standard_fen", "500000", "urban", value, since, PAPER)
        for value, since in ((78_000, NOVEMBER), (80_000, date(2027, 1, 1)))
    ]
    editions.publish(editions.propose(Amendment(tuple(changes)), "执行", TODAY, by=DENG).pk, TODAY, by=YE)
    work()
    confirm(town)
    work()
    assert Reckoning.objects.get().progress == Progress.DONE
    paid_month(Month.parse("2027-02"), date(2027, 2, 18), TAO, ZHAO)
    assert [sent(month) for month in ("2026-11", "2026-12", "2027-01", "2027-02")] == [
        114_000,
        114_000,
        120_000,
        120_000,
    ]


def test_a_lower_standard_is_heard_before_it_counts(paid, town):
    published(75_000)
    work()
    assert Reckoning.objects.get().need == Need.LOWER
    with pytest.raises(Refused, match="没有可以由您确认的"):
        confirm(town)
    confirm(town, Need.LOWER)
    work()
    row = Reckoning.objects.get()
    review = Case.objects.get(case_no=row.review_no)
    assert (row.progress, Award.objects.get().monthly_fen) == (Progress.DONE, 111_000)
    actions.start_survey(review.case_no, TODAY, by=town.scope("li"))
    proposal = actions.propose(review.case_no, TODAY, by=town.scope("li"))
    assert (proposal.outcome, proposal.monthly_fen) == (Outcome.CHANGE, 105_000)
    with pytest.raises(Refused, match="听取"):
        actions.settle(review.case_no, None, TODAY, by=town.scope("liu"))
    heard = actions.record_hearing(
        review.case_no,
        "知道了",
        "按新标准",
        "",
        TODAY,
        by=town.scope("li"),
        strokes=strokes(3),
        speaker_id=review.applicant_id,
    )
    actions.settle(review.case_no, heard, TODAY, by=town.scope("liu"))
    assert Award.objects.get(until_month=None).monthly_fen == 105_000
    assert sent("2026-11") == 111_000


def test_what_a_person_must_settle_goes_to_a_review(paid):
    published(None)
    work()
    row = Reckoning.objects.get()
    assert (row.need, row.new_fen) == (Need.UNDECIDED, None)
    assert "最低生活保障标准" in row.why


@pytest.mark.parametrize(
    "first",
    [
        NumberChange("standard_fen", "500000", "rural", 66_000, NOVEMBER, PAPER),
        NumberChange("tekun_care_full_fen", "500000", None, 90_000, NOVEMBER, PAPER),
    ],
)
def test_a_step_to_come_is_reckoned_where_the_first_concerns_others(paid, town, first):
    """The first step is of the other area, or of people in 特困; nobody comes back for the second."""
    april = date(2027, 4, 1)
    changes = (first, NumberChange("standard_fen", "500000", "urban", 80_000, april, PAPER))
    editions.publish(editions.propose(Amendment(changes), "执行", TODAY, by=DENG).pk, TODAY, by=YE)
    work()
    row = Reckoning.objects.get()
    assert (row.need, row.new_fen, row.stretches[0]["from"]) == (Need.RAISE, 120_000, "2027-04")
    confirm(town, on=date(2027, 3, 2))
    work(date(2027, 3, 2))
    assert [award.monthly_fen for award in Award.objects.order_by("pk")] == [111_000, 120_000]
