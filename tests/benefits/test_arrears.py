"""The months of an award that has ended: settled once, to the fen, and never for less."""

from datetime import date

import pytest

from jiuzhu.benefits import actions
from jiuzhu.benefits.actions.thread import Thread
from jiuzhu.benefits.models import Award, Due
from jiuzhu.kernel.refusal import Refused
from tests.benefits.situations import AUGUST, JULY, determined, granted, hearing, stopped

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 20)


@pytest.fixture
def ended(wang):
    """Granted from July, paid for July and August by dues alone, stopped from September."""
    award = granted(wang, 77000)
    for month in (JULY, AUGUST):
        Due.objects.create(
            award=award,
            month=month.number,
            part="difference",
            determination=award.determination,
            amount_fen=77000,
        )
    stopped(award, AUGUST + 1, ON, wang, heard=hearing())
    award.refresh_from_db()
    return award


def settled(award, wang, fen=80000, *, number="补1号", month=JULY, again=None):
    determination = again or determined(award.household, fen, ON)
    return actions.settle_ended(award, determination, number, ON, from_month=month, by=wang)


def owed(month):
    return sum(Due.objects.filter(month=month.number).values_list("amount_fen", flat=True))


def test_each_month_run_gets_the_one_difference(ended, wang):
    made = settled(ended, wang)
    assert (owed(JULY), owed(AUGUST)) == (80000, 80000)
    assert (made.from_month, made.until_month) == (JULY.number, AUGUST.number + 1)


def test_the_same_decision_again_is_the_same_award_and_no_further_due(ended, wang):
    determination = determined(ended.household, 80000, ON)
    first = settled(ended, wang, again=determination)
    assert settled(ended, wang, again=determination) == first
    assert (Award.objects.count(), Due.objects.count()) == (2, 4)


def test_months_before_the_change_stay_as_they_were(ended, wang):
    settled(ended, wang, month=AUGUST)
    assert (owed(JULY), owed(AUGUST)) == (77000, 80000)


def test_whoever_corrects_the_ledger_later_takes_nothing_back(ended, wang):
    made = settled(ended, wang)
    Thread(made.household_id, made.fund).correct(made, JULY.number, "again")
    assert (owed(JULY), owed(AUGUST)) == (80000, 80000)


def test_an_award_that_runs_is_changed_not_settled(wang):
    with pytest.raises(Refused, match="请按变更办"):
        settled(granted(wang, 77000), wang)


def test_when_every_month_was_before_the_change_there_is_nothing_to_settle(ended, wang):
    with pytest.raises(Refused, match="没有可补的月份"):
        settled(ended, wang, month=AUGUST + 1)


def test_less_is_never_settled_here(ended, wang):
    with pytest.raises(Refused, match="先听取家庭意见"):
        settled(ended, wang, 70000)
    assert owed(JULY) == 77000
