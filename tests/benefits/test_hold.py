"""A hold keeps one share of one month back for ten working days; it is no stop."""

from datetime import date

import pytest

from jiuzhu.benefits import actions, queries
from jiuzhu.benefits.models import Hold, Payment
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from tests.benefits.situations import AUGUST, JULY, changed, granted, hearing, paid_month, stopped

pytestmark = pytest.mark.django_db
DAY, LAST = date(2026, 7, 20), date(2026, 8, 3)
AFTER = date(2026, 8, 4)
WHY = "公安、殡葬、医保三源记录死亡"


@pytest.fixture
def held(granted, tao):
    """One of two people of a family is held in the open July batch."""
    award = granted(154000, people=2)
    batch = actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    hold = actions.hold(award, JULY, WHY, DAY, by=tao, person=award.household.head)
    return batch, hold


def august(tao, zhao, on=AFTER):
    return paid_month(AUGUST, on, tao, zhao)


def test_the_others_of_the_family_are_paid(held, zhao):
    batch, _ = held
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 77000


def test_a_persons_share_is_their_own_top_up_and_an_equal_part_rounded_up(granted, tao, zhao):
    award = granted(100001, people=3)
    batch = actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    actions.hold(award, JULY, WHY, DAY, by=tao, person=award.household.head)
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 100001 - 33334


def test_a_hold_without_a_person_keeps_the_familys_whole(granted, tao, zhao):
    award = granted(154000, people=2)
    batch = actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    actions.hold(award, JULY, WHY, DAY, by=tao)
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 0


def test_a_hold_lapses_after_ten_working_days_and_is_paid(held, tao, zhao):
    batch, hold = held
    actions.approve_batch(batch, DAY, by=zhao)
    assert hold.lapses_on == LAST
    assert august(tao, zhao).sum_fen == 154000 + 77000


def test_on_its_last_day_a_hold_still_holds(held, tao, zhao):
    batch, _ = held
    actions.approve_batch(batch, DAY, by=zhao)
    assert august(tao, zhao, LAST).sum_fen == 154000


def test_a_hold_with_an_open_review_does_not_lapse(held, tao, zhao):
    batch, hold = held
    actions.approve_batch(batch, DAY, by=zhao)
    actions.keep_held(hold, "SJ-2026-0999", LAST, by=tao)
    assert august(tao, zhao).sum_fen == 154000


def test_a_review_that_comes_too_late_holds_nothing(held, tao, zhao):
    batch, hold = held
    actions.approve_batch(batch, DAY, by=zhao)
    with pytest.raises(Refused, match="钱照发"):
        actions.keep_held(hold, "SJ-2026-0999", AFTER, by=tao)


def test_what_is_released_before_the_approval_is_paid_with_it(held, tao, zhao):
    batch, hold = held
    actions.release(hold, DAY, by=tao)
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 154000


def test_a_held_share_is_paid_once(held, wang, tao, zhao):
    batch, hold = held
    actions.approve_batch(batch, DAY, by=zhao)
    actions.release(hold, DAY, by=tao)
    august(tao, zhao)
    assert Payment.objects.filter(due=hold.due).count() == 1
    granted(wang, on=AFTER)
    actions.propose_supplement("500110", "dibao", AUGUST, AFTER, by=tao)
    with pytest.raises(Refused, match="已经挂起过一次"):
        actions.hold(hold.award, JULY, WHY, AFTER, by=tao, person=hold.person)


def test_a_decision_ends_the_hold_and_pays_what_it_leaves(held, wang, tao, zhao):
    batch, hold = held
    actions.approve_batch(batch, DAY, by=zhao)
    changed(hold.award, 90000, LAST, wang, month=JULY, heard=hearing(kind="ground"), ground="death")
    assert august(tao, zhao).sum_fen == 90000 + 13000


def test_a_stop_ends_the_hold_and_pays_nothing_more(held, wang, tao, zhao):
    batch, hold = held
    actions.approve_batch(batch, DAY, by=zhao)
    stopped(hold.award, JULY, LAST, wang, heard=hearing(kind="ground"), ground="death")
    assert august(tao, zhao).sum_fen == 0


def test_the_family_is_told_on_the_day_of_the_approval(held, zhao):
    batch, hold = held
    actions.approve_batch(batch, DAY, by=zhao)
    assert Message.objects.get().person_id == hold.award.household.head_id


def test_a_hold_after_the_approval_is_too_late(granted, tao, zhao):
    award = granted()
    paid_month(JULY, DAY, tao, zhao)
    with pytest.raises(Refused, match="不能收回"):
        actions.hold(award, JULY, WHY, DAY, by=tao)


def test_a_hold_needs_a_reason(granted, tao):
    award = granted()
    actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    with pytest.raises(Refused, match="理由"):
        actions.hold(award, JULY, " ", DAY, by=tao)


def test_a_month_without_money_has_nothing_to_hold(granted, tao):
    award = granted()
    actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    actions.hold(award, JULY, WHY, DAY, by=tao)
    with pytest.raises(Refused, match="没有还没发的钱"):
        actions.hold(award, JULY, WHY, DAY, by=tao, person=award.household.head)


@pytest.mark.parametrize("month", [JULY - 1, AUGUST])
def test_an_award_is_held_only_for_a_month_in_which_it_is_in_force(granted, wang, tao, month):
    award = granted(154000, people=2)
    changed(award, 77000, DAY, wang, month=AUGUST, heard=hearing())
    actions.propose_month("500110", "dibao", AUGUST, DAY, by=tao)
    with pytest.raises(Refused, match="不是这个决定"):
        actions.hold(award, month, WHY, DAY, by=tao)
    assert not Hold.objects.exists()


def test_who_proposed_a_hold_does_not_approve_it(granted, tao, zhao, zhou):
    award = granted()
    batch = actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    actions.hold(award, JULY, WHY, DAY, by=tao)
    Hold.objects.update(proposed_by=zhao.actor)
    with pytest.raises(Refused, match="另一位发放复核人"):
        actions.approve_batch(batch, DAY, by=zhao)


def test_the_month_shows_its_holds(held, tao):
    batch, hold = held
    assert list(queries.holds(tao, batch)) == [hold]
