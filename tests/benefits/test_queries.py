"""What the month desk, a family and a village are shown."""

from datetime import date

import pytest

from jiuzhu.benefits import actions, queries
from jiuzhu.benefits.models import Award, BankException, Due, Payment
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.queries import messages_for, text_of
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal
from tests.benefits.situations import (
    AUGUST,
    JULY,
    SEPTEMBER,
    VILLAGE,
    changed,
    family,
    hearing,
    paid_month,
    replied,
    stopped,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY, NEXT, THIRD = date(2026, 7, 20), date(2026, 8, 5), date(2026, 9, 5)


def reasons(by, month, on=NEXT):
    explained = queries.explain_difference(by, "500110", "dibao", month, on)
    assert explained.unexplained_fen == 0
    return {reason.label: (reason.households, reason.fen) for reason in explained.reasons}


def test_a_month_that_was_never_proposed_is_empty(tao, db):
    summary = queries.month_of(tao, "500110", "dibao", JULY, DAY)
    assert (summary.batches, summary.households, summary.total_fen) == ([], 0, 0)


def test_the_summary_counts_families_people_and_money(granted, tao, zhao):
    granted(154000, people=2), granted()
    paid_month(JULY, DAY, tao, zhao)
    summary = queries.month_of(tao, "500110", "dibao", JULY, DAY)
    assert (summary.households, summary.people, summary.total_fen) == (2, 3, 231000)


def test_the_summary_is_the_same_before_the_approval(granted, tao):
    granted(154000, people=2)
    actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    summary = queries.month_of(tao, "500110", "dibao", JULY, DAY)
    assert (summary.households, summary.people, summary.total_fen) == (1, 2, 154000)


def test_what_is_held_is_told_apart_and_still_counted(granted, tao, zhao):
    award = granted(154000, people=2)
    batch = actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    actions.hold(award, JULY, "死亡待核", DAY, by=tao, person=award.household.head)
    for _ in range(2):
        summary = queries.month_of(tao, "500110", "dibao", JULY, DAY)
        assert (summary.total_fen, summary.held, summary.held_fen) == (154000, 1, 77000)
        actions.approve_batch(batch, DAY, by=zhao)


def test_another_countys_month_is_not_shown(zhou, db):
    with pytest.raises(Refused):
        queries.month_of(zhou, "500110", "dibao", JULY, DAY)


def test_every_difference_has_its_reason(granted, wang, tao, zhao):
    up, down, dead, ended = (granted() for _ in range(4))
    granted(50000)
    paid_month(JULY, DAY, tao, zhao)
    changed(up, 80000, NEXT, wang)
    changed(down, 70000, NEXT, wang, month=AUGUST, heard=hearing())
    changed(dead, 60000, NEXT, wang, month=AUGUST, heard=hearing(kind="ground"), ground="death")
    stopped(ended, AUGUST, NEXT, wang, heard=hearing())
    granted(90000, on=NEXT)
    actions.propose_month("500110", "dibao", AUGUST, NEXT, by=tao)
    assert reasons(tao, AUGUST) == {
        "新确认": (1, 90000),
        "复核增发": (1, 3000),
        "复核减发": (1, -7000),
        "停发": (1, -77000),
        "成员去世": (1, -17000),
    }


def test_back_pay_is_a_reason_of_its_own_and_falls_away_again(granted, wang, tao, zhao):
    award = granted()
    paid_month(JULY, DAY, tao, zhao)
    changed(award, 80000, NEXT, wang, month=JULY, ground="standard")
    paid_month(AUGUST, NEXT, tao, zhao)
    assert reasons(tao, AUGUST) == {"标准调整": (1, 3000), "补发与更正": (1, 3000)}
    paid_month(SEPTEMBER, THIRD, tao, zhao)
    assert reasons(tao, SEPTEMBER, THIRD) == {"补发与更正": (1, -3000)}


def test_a_family_approved_late_is_new_with_back_pay(granted, tao, zhao):
    granted()
    paid_month(JULY, DAY, tao, zhao)
    granted(60000, on=date(2026, 7, 30))
    paid_month(AUGUST, NEXT, tao, zhao)
    assert reasons(tao, AUGUST) == {"新确认": (1, 60000), "补发与更正": (1, 60000)}


def test_a_lapsed_hold_is_back_pay(granted, tao, zhao):
    award = granted(154000, people=2)
    batch = actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    actions.hold(award, JULY, "死亡待核", DAY, by=tao, person=award.household.head)
    actions.approve_batch(batch, DAY, by=zhao)
    paid_month(AUGUST, NEXT, tao, zhao)
    assert reasons(tao, AUGUST) == {"补发与更正": (1, 77000)}


def test_money_that_no_decision_accounts_for_stays_unexplained(granted, tao, zhao):
    granted()
    paid_month(JULY, DAY, tao, zhao)
    batch = actions.propose_month("500110", "dibao", AUGUST, NEXT, by=tao)
    Due.objects.filter(batch=batch).update(amount_fen=78000)
    assert queries.explain_difference(tao, "500110", "dibao", AUGUST, NEXT).unexplained_fen == 1000


def sent_and_replied(batch, tao, alter=None):
    actions.write_file(batch, DAY, by=tao)
    actions.note_sent(batch, DAY, by=tao)
    replied(batch, tao, alter)
    return batch


def test_exceptions_are_listed_for_their_county_alone(granted, tao, zhao, zhou):
    granted()
    sent_and_replied(paid_month(JULY, DAY, tao, zhao), tao, lambda rows: rows[0].update(result="01"))
    assert queries.exceptions(tao).count() == 1
    assert queries.exceptions(zhou).count() == 0


def test_what_was_sent_is_paid_returned_or_asked_about(granted, tao, zhao):
    for _ in range(4):
        granted()
    batch = paid_month(JULY, DAY, tao, zhao)
    assert queries.reconciled(tao, batch).asking == queries.Tally(4, 308000)
    sent_and_replied(batch, tao, lambda rows: (rows[0].update(result="01"), rows.pop()))
    batch.refresh_from_db()
    found = queries.reconciled(tao, batch)
    assert (found.paid, found.returned, found.asking) == (
        queries.Tally(2, 154000),
        queries.Tally(1, 77000),
        queries.Tally(1, 77000),
    )


def test_a_card_is_shown_masked(granted):
    assert queries.masked_card(granted().household.accounts.get()).startswith("6200 **** **** ")


def test_a_family_reads_what_was_sent_and_whether_it_arrived(granted, tao, zhao):
    award = granted()
    batch = sent_and_replied(paid_month(JULY, DAY, tao, zhao), tao)
    head = Scope.resident(1, award.household.head_id)
    assert [row.state for row in queries.payments_of_household(head, award.household)] == ["under_way"]
    actions.close_batch(batch, DAY, by=tao)
    assert [
        (str(row.month), row.fen, row.state) for row in queries.payments_of_household(head, award.household)
    ] == [("2026-07", 77000, "paid")]


def test_a_returned_payment_is_told_to_the_family(granted, tao, zhao):
    award = granted()
    sent_and_replied(paid_month(JULY, DAY, tao, zhao), tao, lambda rows: rows[0].update(result="01"))
    head = Scope.resident(1, award.household.head_id)
    assert [(row.state, row.why) for row in queries.payments_of_household(head, award.household)] == [
        ("returned", "账号不存在或已销户")
    ]


def test_a_family_is_told_at_once_what_came_back_and_why(granted, tao, zhao):
    award = granted()
    sent_and_replied(paid_month(JULY, DAY, tao, zhao), tao, lambda rows: rows[0].update(result="01"))
    head = Scope.resident(1, award.household.head_id)
    (message,) = messages_for(head, [award.household.head_id])
    assert text_of(message).startswith("7 月的 770 元没有到账，银行说：账号不存在或已销户。")
    assert queries.money_of(head, award.household, DAY).returned.fen == 77000


def test_who_has_no_noted_phone_is_told_of_money_on_the_phone_of_the_application(granted, tao, zhao):
    head = granted().household.head
    head.told_phone = "10002313750"
    head.save()
    sent_and_replied(paid_month(JULY, DAY, tao, zhao), tao, lambda rows: rows[0].update(result="01"))
    (message,) = messages_for(Scope.resident(1, head.pk), [head.pk])
    assert (message.kind, reveal(message, "phone")) == ("sms", "10002313750")


def test_what_went_out_again_no_longer_waits_for_the_family(granted, tao, zhao):
    award = granted()
    sent_and_replied(paid_month(JULY, DAY, tao, zhao), tao, lambda rows: rows[0].update(result="01"))
    old = award.household.accounts.get()
    new = actions.change_payee(old, old.person, "CQRCB", "6217000000000431", old.name, DAY, by=tao)
    granted()
    actions.propose_supplement("500110", "dibao", JULY, DAY, by=tao)
    actions.reissue(BankException.objects.get(), new, DAY, by=tao)
    head = Scope.resident(1, award.household.head_id)
    assert [row.state for row in queries.payments_of_household(head, award.household)] == [
        "sent_again",
        "under_way",
    ]
    assert queries.money_of(head, award.household, DAY).returned is None


def test_a_neighbour_reads_nothing_of_it(granted, tao, zhao):
    award, other = granted(), granted()
    paid_month(JULY, DAY, tao, zhao)
    neighbour = Scope.resident(2, other.household.head_id)
    assert queries.payments_of_household(neighbour, award.household) == []
    assert queries.money_of(neighbour, award.household, DAY).award is None


def test_a_familys_money_tells_its_funds_apart():
    dibao, tekun = Award(fund="dibao", monthly_fen=77000), Award(fund="tekun", monthly_fen=90000)
    money = queries.Money([dibao, tekun], None, [], [])
    assert money.monthly_fen == 167000
    assert [money.award_of(name) for name in ("tapering", "tekun", "dibian")] == [dibao, tekun, None]


def test_the_awards_of_a_case_are_found_by_its_number(granted, wang, zhou):
    award = granted()
    case_no = award.determination.case_no
    assert list(queries.awards_of_case(wang, case_no)) == [award]
    assert list(queries.awards_of_case(zhou, case_no)) == []


def test_a_village_list_says_name_people_programme_and_amount(granted, tao):
    granted(154000, people=2, name="牟德全")
    row = queries.publication_list(tao, VILLAGE, JULY)[0]
    assert (row.name, row.members, row.programme, row.monthly_fen) == ("牟德全", 2, "低保", 154000)


def test_a_village_list_leaves_out_other_villages_and_ended_awards(granted, wang, tao):
    granted(village="500110101002")
    stopped(granted(), AUGUST, DAY, wang, heard=hearing())
    assert queries.publication_list(tao, VILLAGE, AUGUST) == []


def test_what_was_paid_beyond_a_later_stop_is_listed_and_what_came_back_is_not(granted, wang, tao, zhao):
    kept, returned = granted(), granted(household=family(name="牟德全"))
    batch = paid_month(JULY, DAY, tao, zhao)
    order = [payment.due.award for payment in Payment.objects.filter(batch=batch).order_by("pk")]
    sent_and_replied(batch, tao, lambda rows: rows[order.index(returned)].update(result="01"))
    for award in (kept, returned):
        stopped(award, JULY, NEXT, wang, heard=hearing())
    rows = queries.overpaid(tao)
    assert [(row.month, row.paid_fen, row.owed_fen, row.over_fen) for row in rows] == [
        (JULY, 77000, 0, 77000)
    ]
    assert rows[0].household == kept.household
    assert rows[0].decided_on == NEXT


def test_a_lowered_month_is_overpaid_by_the_difference_and_other_counties_see_nothing(
    granted, wang, tao, zhao
):
    award = granted()
    sent_and_replied(paid_month(JULY, DAY, tao, zhao), tao)
    changed(award, 70000, NEXT, wang, heard=hearing(), month=JULY)
    assert [row.over_fen for row in queries.overpaid(tao)] == [7000]
    assert queries.overpaid(Scope("officer", "officer:9", "外县", (("payer", "500112"),))) == []


def test_a_month_that_was_not_sent_yet_is_not_overpaid(granted, wang, tao):
    award = granted()
    actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    stopped(award, JULY, NEXT, wang, heard=hearing())
    assert queries.overpaid(tao) == []
