"""An award that ended before a publication reached its months: what was too little is paid, the next month is as it was."""

from datetime import date

import pytest
from django.db.models import Sum

from jiuzhu.assessment.queries import rederive
from jiuzhu.benefits.models import Award, Coverage, Due
from jiuzhu.casework import actions
from jiuzhu.casework.kinds import Need
from jiuzhu.casework.models import Reckoning
from jiuzhu.casework.recalculations import preview, summary
from jiuzhu.documents.models import Letter
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import reveal
from tests.benefits.situations import paid_month
from tests.casework.publications import (
    NOVEMBER,
    TAO,
    TODAY,
    ZHAO,
    confirm,
    ended,
    moment,
    paid,
    published,
    reviewed,
    sent,
    settled,
    work,
)

__all__ = ["ended", "paid"]
pytestmark = pytest.mark.slow


def test_months_of_an_ended_award_are_paid_to_the_fen_and_the_next_is_not(ended, town):
    published()
    work()
    row = Reckoning.objects.get()
    assert (row.need, row.old_fen, row.new_fen, row.back_fen) == (Need.ARREARS, 111_000, 120_000, 27_000)
    confirm(town, Need.ARREARS)
    work()
    assert Award.objects.filter(until_month=None).count() == 0
    paid_month(Month.parse("2027-02"), date(2027, 2, 18), TAO, ZHAO)
    assert [sent(month) for month in ("2026-11", "2026-12", "2027-01", "2027-02")] == [120_000] * 3 + [None]


def test_the_months_that_are_settled_stand_under_the_new_decision(ended, town):
    row = settled(town, since=date(2026, 12, 1))
    old, new = Award.objects.order_by("pk")
    assert (Month(old.until_month), Month(new.from_month), Month(new.until_month)) == (
        Month.parse("2026-12"), Month.parse("2026-12"), Month.parse("2027-02"),
    )  # fmt: skip
    assert (row.back_fen, new.monthly_fen, new.decision_no) == (18_000, 120_000, row.decision_no)
    assert new.supersedes is None
    assert set(Coverage.objects.filter(award=new).values_list("month", flat=True)) == {
        new.from_month,
        new.from_month + 1,
    }
    assert rederive(new.determination)


def test_arrears_are_paid_once_however_often_the_work_is_done(ended, town):
    row = settled(town)
    with pytest.raises(Refused, match="可能同事刚确认过"):
        confirm(town, Need.ARREARS, by="liu")
    actions.carry_out({"reckoning": row.pk}, at=moment(TODAY))
    work()
    assert (Award.objects.count(), Due.objects.filter(part="correction").count()) == (2, 3)
    assert Letter.objects.filter(kind="change").count() == 1


def test_two_steps_within_an_ended_award_are_two_decisions(ended, town):
    published(since=date(2027, 1, 1), value=82_000)
    published(since=NOVEMBER)
    work()
    confirm(town, Need.ARREARS)
    work()
    amounts = Award.objects.order_by("pk").values_list("monthly_fen", flat=True)
    assert list(amounts) == [111_000, 120_000, 126_000]
    assert Due.objects.filter(part="correction").aggregate(sum=Sum("amount_fen"))["sum"] == 9_000 * 2 + 15_000


def test_a_month_not_run_yet_is_paid_by_the_run_itself(ended, town):
    Award.objects.update(until_month=Month.parse("2027-03").number)
    row = settled(town)
    assert row.back_fen == 4 * 9_000
    paid_month(Month.parse("2027-02"), date(2027, 2, 18), TAO, ZHAO)
    assert [sent(month) for month in ("2027-01", "2027-02")] == [120_000] * 2


def test_the_family_of_an_ended_award_is_written_to_and_told(ended, town):
    row = settled(town)
    told = reveal(row.letter, "data").replace(" ", "")
    assert '"change":"back"' in told
    assert '"until_month":"2027-01"' in told
    assert '"back_fen":27000' in told
    text = reveal(Message.objects.latest("pk"), "body")
    assert "2026年11月到2027年1月的救助金少发了 270 元" in text


def test_the_act_is_on_the_trail(ended, town):
    row = settled(town)
    acts = Entry.objects.filter(act__in=["casework.pay_arrears", "benefits.settle_ended"]).order_by("act")
    assert [entry.act for entry in acts] == ["benefits.settle_ended", "casework.pay_arrears"]
    assert acts[1].subject == f"reckoning:{row.pk}"


def test_an_award_that_another_decision_replaced_is_settled_beside_the_raise_of_the_other(paid, town):
    first = Award.objects.get()
    Award.objects.update(until_month=Month.parse("2026-12").number)
    later = Award.objects.create(
        household=first.household, programme="dibao", fund="dibao", determination=reviewed(paid), decision_no="D-2",
        decided_on=TODAY, ground="review", from_month=Month.parse("2026-12").number, monthly_fen=111_000, previous_fen=111_000,
        region_code=first.region_code, supersedes=first,
    )  # fmt: skip
    published()
    work()
    assert set(Reckoning.objects.values_list("need", flat=True)) == {Need.RAISE, Need.ARREARS}
    for need in (Need.ARREARS, Need.RAISE):
        confirm(town, need)
        work()
    paid_month(Month.parse("2027-02"), date(2027, 2, 18), TAO, ZHAO)
    assert [sent(month) for month in ("2026-11", "2026-12", "2027-01", "2027-02")] == [120_000] * 4
    assert Award.objects.get(until_month=None).supersedes == later


def test_less_for_an_ended_award_is_left_to_a_person(ended, town):
    published(75_000)
    work()
    row = Reckoning.objects.get()
    assert row.need == Need.UNDECIDED
    assert "2026-11 到 2027-01 重算是每月 1050 元，比发的少" in row.why.replace(",", "")


def test_an_ended_award_that_a_case_is_open_for_waits(ended, town):
    review = actions.open_review(ended.no, "家庭主动报告", TODAY, by=town.scope("li"))
    published()
    work()
    found = preview(town.scope("wang"), Reckoning.objects.get().recalculation, Need.ARREARS, TODAY)
    assert list(found.reasons) == [f"正在办 {review.case_no}，由那个案件一并处理"]


def test_who_is_told_nothing_more_a_month_is_told_only_the_arrears(ended, town):
    published()
    work()
    tally = next(
        one
        for one in summary(town.scope("wang"), Reckoning.objects.get().recalculation)
        if one.need == Need.ARREARS
    )
    assert (tally.count, tally.rise_fen, tally.back_fen) == (1, 0, 27_000)
