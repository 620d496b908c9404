"""What is held back while a family is under review stays held until the review has ended, and no longer."""

from datetime import date

import pytest

from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.models import Award, Hold, Payment
from jiuzhu.casework import actions
from jiuzhu.kernel.month import Month
from jiuzhu.notices.models import Message
from jiuzhu.notices.queries import text_of
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from tests.benefits.situations import paid_month
from tests.casework.conftest import DECIDED, strokes

pytestmark = pytest.mark.slow
NOVEMBER, JANUARY = Month.of(DECIDED), Month.of(date(2027, 1, 1))
OPENED, AFTER, LATER = date(2026, 11, 20), date(2026, 12, 21), date(2027, 1, 11)
"""A day of the ten, one after them, and one after the review."""
WHY = "殡葬记录里有户主"


def payer(number, name, role):
    return Scope("officer", f"officer:{number}", name, ((role, "500110"),), login_id=number)


TAO, ZHAO = payer(902, "陶然", Role.PAYER), payer(903, "赵启明", Role.PAY_APPROVER)


@pytest.fixture
def paid(way):
    """The family's first month waits in the open batch."""
    way.to_notice()
    way.prove()
    way.confirm()
    way.batch = benefits.propose_month("500110", "dibao", NOVEMBER, DECIDED, by=TAO)
    return way


def hold(way):
    """The head's share of November is held, and the others are paid."""
    head = way.household.head
    held = actions.hold_back(Award.objects.get(), NOVEMBER, WHY, DECIDED, by=TAO, person=head)
    benefits.approve_batch(way.batch, DECIDED, by=ZHAO)
    return held


def review(way, on=OPENED):
    case = actions.open_review(way.no, "核实一条记录", on, by=way.town.scope("li"))
    actions.start_survey(case.case_no, on, by=way.town.scope("li"))
    return case.case_no


def sent(month, on):
    paid_month(month, on, TAO, ZHAO)
    return sum(Payment.objects.values_list("amount_fen", flat=True))


def ended(held):
    held.refresh_from_db()
    return held.ended_on, held.ended_how


def test_a_hold_is_kept_by_the_review_that_is_opened_in_its_ten_days(paid):
    held, case_no = hold(paid), review(paid)
    held.refresh_from_db()
    assert held.review_case_no == case_no
    assert sent(NOVEMBER + 1, AFTER) == 111_000 * 2 - 37_000


def test_what_is_held_while_a_review_is_open_is_kept_by_it(paid):
    case_no = review(paid, DECIDED)
    assert hold(paid).review_case_no == case_no


def told():
    return [text_of(message) for message in Message.objects.order_by("pk") if "先没有发" in text_of(message)]


def test_the_family_is_told_that_a_review_keeps_what_it_was_to_get_by_a_day(paid):
    hold(paid)
    review(paid)
    first, second = told()
    assert "请在12月1日前告诉我们" in first and "12月1日" not in second
    assert "11 月有 370 元先没有发：殡葬记录里有户主" in second and "复核办结以后，按决定发" in second


def test_the_family_is_told_no_day_of_what_is_held_while_a_review_is_open(paid):
    review(paid, DECIDED)
    hold(paid)
    (text,) = told()
    assert "复核办结以后，按决定发" in text and "照发" not in text


def test_what_a_review_keeps_before_the_batch_is_approved_is_told_once_at_the_approval(paid):
    head = paid.household.head
    actions.hold_back(Award.objects.get(), NOVEMBER, WHY, DECIDED, by=TAO, person=head)
    review(paid, DECIDED)
    benefits.approve_batch(paid.batch, DECIDED, by=ZHAO)
    (text,) = told()
    assert "复核办结以后，按决定发" in text


def test_a_hold_that_was_kept_ends_with_its_review_and_is_paid(paid):
    held, case_no = hold(paid), review(paid)
    actions.propose(case_no, AFTER, by=paid.town.scope("li"))
    assert actions.settle(case_no, None, AFTER, by=paid.town.scope("liu")).outcome == "keep"
    assert ended(held) == (AFTER, "decided")
    assert sent(JANUARY, LATER) == 111_000 * 3


def test_a_hold_in_a_month_before_the_change_ends_with_the_decision(paid):
    held, case_no = hold(paid), review(paid)
    li, head = paid.town.scope("li"), paid.household.head_id
    actions.adopt_fact(case_no, head, "income.wage", {"per_month": "1500"}, "record", "工资", AFTER, by=li)
    actions.propose(case_no, AFTER, by=li)
    signed = {"strokes": strokes(3), "speaker_id": head}
    heard = actions.record_hearing(case_no, "没有意见", "", "", AFTER, by=li, **signed)
    assert actions.settle(case_no, heard, AFTER, by=paid.town.scope("liu")).outcome == "change"
    assert ended(held) == (AFTER, "decided")


def test_a_review_that_ends_without_a_decision_lets_go_of_what_it_held(paid):
    held, case_no = hold(paid), review(paid)
    actions.end_case(case_no, "记录是同名的另一个人", AFTER, by=paid.town.scope("li"))
    assert ended(held) == (AFTER, "released")
    assert sent(JANUARY, LATER) == 111_000 * 3


def test_what_lapsed_before_the_review_is_not_taken_back(paid):
    hold(paid)
    review(paid, AFTER)
    assert Hold.objects.get().review_case_no == ""
