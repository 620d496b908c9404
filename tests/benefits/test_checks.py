"""What stops a month before it is approved, and how each finding is dealt with."""

from datetime import date

import pytest

from jiuzhu.assessment.models import Claim
from jiuzhu.benefits import actions, queries
from jiuzhu.benefits.kinds import Check
from jiuzhu.benefits.models import PayeeAccount
from jiuzhu.clocks import actions as clocks
from jiuzhu.kernel.refusal import Refused
from jiuzhu.registry.models import Person
from tests.benefits.situations import (
    JULY,
    account,
    changed,
    family,
    granted,
    hearing,
    paid_month,
    person,
    stopped,
)

pytestmark = pytest.mark.django_db
DAY, NEXT = date(2026, 7, 20), date(2026, 8, 5)
AUGUST = JULY + 1


def proposed(tao, month=JULY, on=DAY):
    return actions.propose_month("500110", "dibao", month, on, by=tao)


def open_findings(tao, batch, on=DAY):
    return {line.check: (line.open, line.open_fen) for line in queries.checks(tao, batch, on) if line.open}


def kill(someone, on):
    Person.objects.filter(pk=someone.pk).update(died_on=on)


def test_a_month_without_findings_is_shown_check_by_check(granted, tao):
    granted()
    lines = queries.checks(tao, proposed(tao), DAY)
    assert [(line.check, line.open, line.handled) for line in lines] == [(check, 0, 0) for check in Check]


def test_somebody_who_died_before_the_month_is_found(granted, tao):
    kill(granted().household.head, date(2026, 6, 30))
    assert open_findings(tao, proposed(tao)) == {Check.DEATH: (1, 77000)}


def test_the_month_of_the_death_itself_is_still_owed(granted, tao):
    kill(granted().household.head, date(2026, 7, 1))
    assert not open_findings(tao, proposed(tao))


def test_a_death_that_a_department_recorded_is_found_before_any_decision(granted, tao, zhao):
    award = granted(154000, people=2)
    about = {"case_no": "SJ-1", "person": award.household.head, "source_kind": "record", "true_on": NEXT}
    for key, value in {"status": "dead", "status_since": "2026-08-03"}.items():
        Claim.objects.create(**about, key=key, value=value, learnt_on=NEXT)
    paid_month(AUGUST, NEXT, tao, zhao)
    september = proposed(tao, AUGUST + 1, date(2026, 9, 5))
    assert open_findings(tao, september, date(2026, 9, 5)) == {Check.DEATH: (1, 154000)}
    actions.hold(award, AUGUST + 1, "公安死亡注销", date(2026, 9, 5), by=tao, person=award.household.head)
    assert actions.approve_batch(september, date(2026, 9, 5), by=zhao).sum_fen == 77000


def test_an_account_in_another_name_is_found(granted, tao):
    PayeeAccount.objects.filter(pk=granted().household.accounts.get().pk).update(name="冉小明")
    assert open_findings(tao, proposed(tao)) == {Check.NAME: (1, 77000)}


def test_an_account_in_custody_may_be_in_another_name(wang, tao):
    household = family()
    account(household, wang, name="李协理", custody=hearing())
    granted(wang, household=household)
    assert not open_findings(tao, proposed(tao))


def test_one_card_for_two_families_is_found_on_both(wang, tao):
    for household in (family(), family()):
        account(household, wang, card="6217000000000431")
        granted(wang, household=household)
    assert open_findings(tao, proposed(tao)) == {Check.CARD: (2, 154000)}


def test_a_family_without_an_account_is_found_and_cannot_be_talked_away(granted, tao):
    award = granted()
    award.household.accounts.update(until=DAY)
    batch = proposed(tao)
    assert open_findings(tao, batch) == {Check.ACCOUNT: (1, 77000)}
    with pytest.raises(Refused, match="先登记账户"):
        actions.clear(batch, Check.ACCOUNT, award, "会补", DAY, by=tao)


@pytest.mark.parametrize(("fen", "found"), [(100100, False), (100101, True), (53900, False), (53899, True)])
def test_a_review_that_changes_more_than_three_tenths_is_found(granted, wang, tao, zhao, fen, found):
    award = granted()
    paid_month(JULY, DAY, tao, zhao)
    changed(award, fen, NEXT, wang, month=AUGUST, heard=hearing())
    assert (Check.JUMP in open_findings(tao, proposed(tao, AUGUST, NEXT), NEXT)) is found


def test_a_change_with_a_ground_of_its_own_explains_itself(granted, wang, tao, zhao):
    award = granted()
    paid_month(JULY, DAY, tao, zhao)
    changed(award, 20000, NEXT, wang, heard=hearing(kind="ground"), ground="death")
    assert not open_findings(tao, proposed(tao, AUGUST, NEXT), NEXT)


def test_a_person_whom_another_award_covers_is_found_and_not_paid(granted, wang, tao):
    first, second = granted(), granted()
    second.members.create(person=first.household.head)
    batch = proposed(tao)
    assert open_findings(tao, batch) == {Check.DUPLICATE: (1, 77000)}
    assert batch.dues.get().award == first


@pytest.mark.parametrize("key", ["db.review", "db.foreseen", "db.grace_max"])
def test_a_review_past_its_day_is_found(granted, wang, tao, key):
    case_no = granted().determination.case_no
    clocks.start(case_no, key, "500110101001", date(2025, 7, 1), by=wang)
    assert open_findings(tao, proposed(tao)) == {Check.REVIEW: (1, 77000)}


def test_a_review_that_is_late_after_one_that_changed_nothing_is_found(granted, determined, wang, tao):
    looked_again = determined(granted().household, 77000)
    clocks.start(looked_again.case_no, "db.review", "500110101001", date(2025, 7, 1), by=wang)
    assert open_findings(tao, proposed(tao)) == {Check.REVIEW: (1, 77000)}


def test_an_open_finding_keeps_the_month_from_being_approved(granted, tao, zhao):
    kill(granted().household.head, date(2026, 6, 1))
    with pytest.raises(Refused, match="成员已登记死亡 1 户"):
        actions.approve_batch(proposed(tao), DAY, by=zhao)


def test_a_finding_is_cleared_by_a_written_reason(granted, tao, zhao):
    award = granted()
    kill(award.household.head, date(2026, 6, 1))
    batch = proposed(tao)
    actions.clear(batch, Check.DEATH, award, "入户见到本人，公安已更正", DAY, by=tao)
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 77000


def test_a_finding_is_dealt_with_by_a_hold(granted, tao, zhao):
    award = granted()
    kill(award.household.head, date(2026, 6, 1))
    batch = proposed(tao)
    actions.hold(award, JULY, "公安记录已死亡", DAY, by=tao)
    line = queries.checks(tao, batch, DAY)[0]
    assert (line.open, line.handled) == (0, 1)
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 0


def test_a_death_is_dealt_with_when_each_of_the_dead_is_held(granted, tao, zhao):
    award = granted(231000, people=3)
    batch = proposed(tao)
    first, second, _ = [row.person for row in award.members.order_by("pk").select_related("person")]
    for dead in (first, second):
        kill(dead, date(2026, 6, 1))
    actions.hold(award, JULY, "公安记录已死亡", DAY, by=tao, person=first)
    assert open_findings(tao, batch) == {Check.DEATH: (1, 154000)}
    actions.hold(award, JULY, "公安记录已死亡", DAY, by=tao, person=second)
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 77000


def test_what_was_owed_before_a_death_is_paid_after_it_without_a_finding(granted, wang, tao, zhao):
    award = granted(154000, people=2)
    july = proposed(tao)
    held = actions.hold(award, JULY, "账户待查", DAY, by=tao, person=award.household.head)
    actions.approve_batch(july, DAY, by=zhao)
    kill(award.household.head, date(2026, 7, 25))
    alive = award.members.exclude(person=award.household.head).get().person
    changed(
        award, 77000, NEXT, wang, month=AUGUST, heard=hearing(kind="ground"), ground="death", persons=[alive]
    )
    actions.release(held, NEXT, by=tao)
    august = proposed(tao, AUGUST, NEXT)
    assert not open_findings(tao, august, NEXT)
    assert actions.approve_batch(august, NEXT, by=zhao).sum_fen == 77000 * 2


def test_each_month_of_the_dead_that_a_batch_pays_is_held_by_itself(granted, tao):
    award = granted(154000, people=2)
    kill(award.household.head, date(2026, 7, 25))
    september = proposed(tao, AUGUST + 1, date(2026, 9, 5))
    for month, waiting in ((AUGUST, 154000 * 3 - 77000), (AUGUST + 1, 0)):
        actions.hold(award, month, "公安死亡注销", date(2026, 9, 5), by=tao, person=award.household.head)
        found = open_findings(tao, september, date(2026, 9, 5))
        assert found == ({Check.DEATH: (1, waiting)} if waiting else {})


def test_a_death_is_not_dealt_with_when_somebody_else_is_held(granted, tao):
    award = granted(154000, people=2)
    batch = proposed(tao)
    first, second = [row.person for row in award.members.order_by("pk").select_related("person")]
    kill(first, date(2026, 6, 1))
    actions.hold(award, JULY, "在外打工，收入待查", DAY, by=tao, person=second)
    assert open_findings(tao, batch) == {Check.DEATH: (1, 77000)}


def test_one_card_for_two_families_is_found_though_somebody_of_each_is_held(wang, tao, zhao):
    awards = []
    for household in (family(2), family(2)):
        account(household, wang, card="6217000000000431")
        awards.append(granted(wang, 154000, household=household))
    batch = proposed(tao)
    for award in awards:
        actions.hold(award, JULY, "公安记录已死亡", DAY, by=tao, person=award.household.head)
    assert open_findings(tao, batch) == {Check.CARD: (2, 154000)}
    with pytest.raises(Refused, match="一张卡收多户 2 户"):
        actions.approve_batch(batch, DAY, by=zhao)


def test_a_family_without_an_account_is_found_until_nothing_of_it_is_paid(granted, tao, zhao):
    award = granted(154000, people=2)
    award.household.accounts.update(until=DAY)
    batch = proposed(tao)
    actions.hold(award, JULY, "公安记录已死亡", DAY, by=tao, person=award.household.head)
    with pytest.raises(Refused, match="没有发放账户 1 户"):
        actions.approve_batch(batch, DAY, by=zhao)
    actions.hold(award, JULY, "账户还没有登记", DAY, by=tao)
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 0


def test_a_family_that_is_owed_nothing_any_more_is_not_stopped_at(granted, wang, tao, zhao):
    award = granted()
    award.household.accounts.update(until=DAY)
    batch = proposed(tao)
    stopped(award, JULY, DAY, wang, heard=hearing())
    assert actions.approve_batch(batch, DAY, by=zhao).sum_fen == 0


def test_who_cleared_a_finding_does_not_approve(granted, tao, zhao):
    award = granted()
    batch = proposed(tao)
    actions.clear(batch, Check.JUMP, award, "看过原始材料", DAY, by=tao)
    batch.clearances.update(written_by=zhao.actor)
    with pytest.raises(Refused, match="补写理由的人不能自己批准"):
        actions.approve_batch(batch, DAY, by=zhao)


def test_the_checks_of_another_county_are_not_shown(granted, tao, zhou):
    granted()
    with pytest.raises(Refused):
        queries.checks(zhou, proposed(tao), DAY)


def test_a_card_number_that_is_none_is_refused(wang):
    with pytest.raises(Refused, match="现在是 4 位"):
        account(family(), wang, card="1234")


def test_a_holder_that_would_break_the_banks_line_is_refused(wang):
    with pytest.raises(Refused, match="竖线"):
        account(family(), wang, name="冉|明")


def test_a_changed_account_leaves_the_old_one_in_the_record(wang):
    household = family()
    old = account(household, wang)
    new = actions.change_payee(old, person("冉明"), "ABC", "6217000000000431", "冉明", DAY, by=wang)
    old.refresh_from_db()
    assert (old.until, new.since, new.until) == (DAY, DAY, None)


def test_an_account_that_was_replaced_is_not_replaced_again(wang):
    old = account(family(), wang)
    actions.change_payee(old, old.person, "ABC", "6217000000000431", "冉明", DAY, by=wang)
    with pytest.raises(Refused, match="已经被别的账户替换"):
        actions.change_payee(old, old.person, "ABC", "6217000000000432", "冉明", DAY, by=wang)


def test_the_card_number_is_not_readable_in_the_database(wang):
    row = account(family(), wang, card="6217000000000431")
    raw = PayeeAccount.objects.filter(pk=row.pk).values_list("card", "card_hash").get()
    assert "0000431" not in f"{raw[0].token}{raw[1]}"
