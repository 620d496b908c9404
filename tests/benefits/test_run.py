"""A month: proposed from what is owed, approved by a second officer, paid once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.benefits import actions
from jiuzhu.benefits.actions.insert import Insert
from jiuzhu.benefits.models import Batch, Coverage, Due, Payment
from jiuzhu.kernel.refusal import Refused
from tests.benefits.situations import (
    AUGUST,
    JULY,
    SEPTEMBER,
    changed,
    family,
    hearing,
    paid_month,
    people_of,
    stopped,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 20)
COUNTY = "500110"


def test_a_month_pays_each_award_in_force(granted, tao, zhao):
    granted(77000), granted(154000)
    batch = paid_month(JULY, DAY, tao, zhao)
    assert (batch.number, batch.count, batch.sum_fen) == ("DB-500110-202607-1", 2, 231000)


def test_each_part_of_an_award_is_a_due_of_its_own(granted, tao):
    household = family()
    member = str(people_of(household)[0].pk)
    parts = [
        {"part": "difference", "fen": 77000, "law": "第十二条"},
        {"part": "topup", "member": member, "kind": "age_70", "fen": 6000, "law": "第二十一条"},
    ]
    granted(83000, household=household, parts=parts)
    actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    assert sorted(Due.objects.values_list("amount_fen", flat=True)) == [6000, 77000]


def test_the_same_proposal_again_finds_the_same_batch_and_adds_what_is_new(granted, tao):
    granted()
    first = actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    granted()
    assert actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao) == first
    assert Due.objects.filter(batch=first).count() == 2


def test_an_award_that_ended_last_month_is_not_paid(granted, wang, tao, zhao):
    stopped(granted(), AUGUST, DAY, wang, heard=hearing())
    assert paid_month(JULY, DAY, tao, zhao).sum_fen == 77000
    assert paid_month(AUGUST, DAY, tao, zhao).sum_fen == 0


def test_an_award_approved_after_the_run_is_paid_with_the_next_month(granted, tao, zhao):
    granted()
    paid_month(JULY, DAY, tao, zhao)
    granted(60000, on=date(2026, 7, 30))
    assert paid_month(AUGUST, date(2026, 8, 5), tao, zhao).sum_fen == 77000 + 2 * 60000


def test_an_award_stopped_before_it_was_ever_run_is_still_paid_for_its_months(granted, wang, tao, zhao):
    stopped(granted(), AUGUST, date(2026, 7, 30), wang, heard=hearing())
    assert paid_month(SEPTEMBER, date(2026, 9, 5), tao, zhao).sum_fen == 77000


def test_a_month_that_nobody_ran_is_paid_later(granted, tao, zhao):
    granted()
    assert paid_month(SEPTEMBER, date(2026, 9, 5), tao, zhao).sum_fen == 3 * 77000


def test_a_payer_of_another_county_proposes_nothing(granted, tao, zhao, zhou):
    granted()
    with pytest.raises(Refused, match="当地的发放岗"):
        actions.propose_month(COUNTY, "dibao", JULY, DAY, by=zhou)


def test_a_month_too_far_ahead_is_refused(granted, tao):
    with pytest.raises(Refused, match="还没有到"):
        actions.propose_month(COUNTY, "dibao", SEPTEMBER, DAY, by=tao)


def test_another_month_waits_until_the_open_batch_is_approved(granted, tao):
    granted()
    actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    with pytest.raises(Refused, match="DB-500110-202607-1 还没有批准"):
        actions.propose_month(COUNTY, "dibao", AUGUST, DAY, by=tao)


def test_an_approved_month_is_not_proposed_again(granted, tao, zhao):
    granted()
    paid_month(JULY, DAY, tao, zhao)
    with pytest.raises(Refused, match="补充批次"):
        actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)


def test_who_proposed_does_not_approve(granted, tao):
    granted()
    batch = actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    with pytest.raises(Refused, match="另一位"):
        actions.approve_batch(batch, DAY, by=tao)


def test_the_database_itself_keeps_maker_and_approver_apart(granted, tao, zhao):
    granted()
    batch = paid_month(JULY, DAY, tao, zhao)
    with pytest.raises(IntegrityError, match="approver_is_not_maker"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(approved_by=tao.actor)


def test_an_approval_again_pays_nothing_again(granted, tao, zhao):
    granted()
    batch = paid_month(JULY, DAY, tao, zhao)
    actions.approve_batch(batch, DAY, by=zhao)
    assert Payment.objects.count() == 1


def test_the_database_itself_refuses_a_second_payment_of_a_due(granted, tao, zhao):
    granted()
    paid_month(JULY, DAY, tao, zhao)
    paid = Payment.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(batch=paid.batch, due=paid.due, account=paid.account, amount_fen=1)


def test_the_database_itself_refuses_a_payment_of_nothing(granted, tao, zhao):
    granted()
    batch = actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    due = Due.objects.get()
    account = due.award.household.accounts.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(batch=batch, due=due, account=account, amount_fen=0)


def test_the_database_itself_refuses_the_same_due_twice(granted, tao):
    granted()
    actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    due = Due.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Due.objects.create(
            award=due.award, month=due.month, part=due.part, determination=due.determination, amount_fen=1
        )


def test_a_run_that_fails_half_way_leaves_nothing(granted, tao, monkeypatch):
    granted()

    def select_or_die(insert, *args, **kwargs):
        if insert.model is Due:
            raise RuntimeError("killed between coverage and dues")
        return select(insert, *args, **kwargs)

    select = Insert.select
    monkeypatch.setattr(Insert, "select", select_or_die)
    with pytest.raises(RuntimeError):
        actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    assert not Batch.objects.exists() and not Coverage.objects.exists()


def test_a_person_is_covered_once_a_month(granted, tao):
    award = granted()
    actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    with pytest.raises(IntegrityError), transaction.atomic():
        Coverage.objects.create(
            person=award.household.head, exclusive_group="living", month=JULY.number, award=award
        )


def test_a_retroactive_increase_is_paid_as_one_difference_a_month(granted, wang, tao, zhao):
    award = granted()
    paid_month(JULY, DAY, tao, zhao)
    changed(award, 80000, date(2026, 8, 3), wang, month=JULY, ground="standard")
    assert paid_month(AUGUST, date(2026, 8, 5), tao, zhao).sum_fen == 80000 + 3000


def test_a_retroactive_decrease_waits_in_the_ledger_and_is_not_netted(granted, wang, tao, zhao):
    award = granted()
    paid_month(JULY, DAY, tao, zhao)
    changed(award, 70000, date(2026, 8, 3), wang, month=JULY, heard=hearing())
    assert paid_month(AUGUST, date(2026, 8, 5), tao, zhao).sum_fen == 70000
    assert Due.objects.get(amount_fen__lt=0).amount_fen == -7000


def test_what_was_lowered_and_raised_again_is_not_paid_beyond_what_is_owed(granted, wang, tao, zhao):
    award = granted()
    paid_month(JULY, DAY, tao, zhao)
    lower = changed(award, 70000, date(2026, 8, 3), wang, month=JULY, heard=hearing())
    changed(lower, 75000, date(2026, 8, 4), wang, month=JULY)
    assert paid_month(AUGUST, date(2026, 8, 5), tao, zhao).sum_fen == 75000


def test_a_decrease_between_proposal_and_approval_is_not_paid(granted, wang, tao, zhao):
    award = granted()
    batch = actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    changed(award, 70000, DAY, wang, month=JULY, heard=hearing())
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 70000


def test_a_stop_between_proposal_and_approval_pays_nothing(granted, wang, tao, zhao):
    award = granted()
    batch = actions.propose_month(COUNTY, "dibao", JULY, DAY, by=tao)
    stopped(award, JULY, DAY, wang, heard=hearing())
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 0


def test_a_supplement_pays_what_came_after_the_approval(granted, tao, zhao):
    granted()
    paid_month(JULY, DAY, tao, zhao)
    granted(60000, on=date(2026, 7, 22))
    extra = actions.propose_supplement(COUNTY, "dibao", JULY, date(2026, 7, 23), by=tao)
    assert actions.approve_batch(extra, DAY, by=zhao).sum_fen == 60000
    assert extra.number == "DB-500110-202607-2"


def test_a_supplement_that_would_pay_nothing_is_refused_and_leaves_nothing(granted, tao, zhao):
    granted()
    paid_month(JULY, DAY, tao, zhao)
    with pytest.raises(Refused, match="没有要补发的钱"):
        actions.propose_supplement(COUNTY, "dibao", JULY, DAY, by=tao)
    assert Batch.objects.count() == 1


def test_a_supplement_needs_an_approved_month(granted, tao):
    with pytest.raises(Refused, match="还没有提出"):
        actions.propose_supplement(COUNTY, "dibao", JULY, DAY, by=tao)
