"""Who confirms the raises of a publication, what waits, and what a later publication, case or relative changes about it."""

from datetime import date

import pytest
from django.db.models import Sum

from jiuzhu.benefits.models import Award, Due
from jiuzhu.casework import actions
from jiuzhu.casework.kinds import Need, Progress
from jiuzhu.casework.models import Reckoning
from jiuzhu.casework.recalculations import lines, preview, summary, waiting
from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import work_once
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import SETUP, strokes
from tests.casework.publications import (
    LATER,
    NOVEMBER,
    TODAY,
    confirm,
    moment,
    paid,
    published,
    work,
)

__all__ = ["paid"]
pytestmark = pytest.mark.slow


def test_who_is_under_review_waits_for_that_case(paid, town):
    review = actions.open_review(paid.no, "家庭主动报告", TODAY, by=town.scope("li"))
    published()
    work()
    found = preview(town.scope("wang"), Reckoning.objects.get().recalculation, Need.RAISE, TODAY)
    assert (found.ready, list(found.reasons)) == ([], [f"正在办 {review.case_no}，由那个案件一并处理"])


def test_a_case_opened_after_the_press_puts_the_family_back_with_the_reason(paid, town):
    published()
    work()
    confirm(town)
    actions.open_review(paid.no, "家庭主动报告", TODAY, by=town.scope("li"))
    work()
    row = Reckoning.objects.get()
    assert (row.progress, Award.objects.get().monthly_fen) == (Progress.REFUSED, 111_000)
    assert "正在办" in row.why


def test_a_relative_of_the_officer_is_left_to_another(paid, town):
    office = Office.objects.get(short="区民政局")
    number = reveal(paid.household.head, "id_number")
    file_relative("王志远", office, town.wang, "表兄弟", number, NOVEMBER, by=SETUP)
    published()
    work()
    found = preview(town.scope("wang"), Reckoning.objects.get().recalculation, Need.RAISE, TODAY)
    assert [why for _, why in found.left] == ["有您的近亲属，请由其他同事确认"]
    confirm(town, by="liu")
    work()
    assert Reckoning.objects.get().progress == Progress.DONE


def test_a_clerk_confirms_nothing(paid, town):
    published()
    work()
    with pytest.raises(Refused, match="没有可以由您确认的"):
        confirm(town, by="li")


def test_confirming_twice_pays_once(paid, town):
    published()
    work()
    confirm(town)
    with pytest.raises(Refused, match="可能同事刚确认过"):
        confirm(town, by="liu")
    work()
    work()
    assert Award.objects.count() == 2


def test_a_later_publication_overtakes_what_waits(paid, town):
    published(79_000)
    work()
    published(80_000, corrects=True, on=LATER)
    work(LATER)
    first, second = Reckoning.objects.order_by("pk")
    assert (first.progress, second.new_fen) == (Progress.OVERTAKEN, 120_000)
    confirm(town, on=LATER)
    work(LATER)
    assert Award.objects.get(until_month=None).monthly_fen == 120_000


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_months_of_an_earlier_publication_that_waited_are_paid_with_the_later_one(paid, town, order):
    """770 → 800 from November and → 820 from January, both unconfirmed: 2 × 90 and 1 × 150 yuan, whoever is reckoned last."""
    rows = [published(since=NOVEMBER), published(since=date(2027, 1, 1), value=82_000)]
    for place in order:
        row = actions.recalculate.begin(rows[place - 1], TODAY, by=Scope.system("recalculate"))
        actions.reckon_awards({"recalculation": row.pk}, at=moment(TODAY))
    left = Reckoning.objects.get(progress=Progress.WAITING)
    assert (left.new_fen, left.back_fen) == (126_000, 2 * 9_000 + 15_000)
    confirm(town)
    work()
    assert Due.objects.filter(part="correction").aggregate(sum=Sum("amount_fen"))["sum"] == left.back_fen


def test_a_law_that_changed_after_the_press_is_not_carried_out_by_the_old_list(paid, town):
    published(79_000)
    work()
    confirm(town)
    published(80_000, corrects=True)
    at = moment(TODAY)
    while work_once({actions.CARRY_OUT: lambda payload: actions.carry_out(payload, at=at)}, now=at):
        pass
    assert "政策又有改动" in Reckoning.objects.get().why


def test_an_award_granted_later_under_the_older_edition_is_found_too(way, town):
    way.to_notice()
    way.prove()
    published(on=date(2026, 11, 12))
    work(date(2026, 11, 12))
    assert not Reckoning.objects.exists()
    way.confirm()
    work(date(2026, 11, 18))
    row = Reckoning.objects.get()
    assert (row.need, row.new_fen, row.back_fen) == (Need.RAISE, 120_000, 0)


def test_what_was_decided_under_the_new_edition_is_not_reckoned_again(way, town):
    published(on=date(2026, 11, 3))
    way.to_notice()
    way.prove()
    way.confirm()
    work()
    assert Award.objects.get().monthly_fen == 120_000
    assert not Reckoning.objects.exists()


def test_a_change_to_come_is_confirmed_at_the_earliest_in_the_month_before(paid, town):
    published(since=date(2027, 4, 1))
    work()
    with pytest.raises(Refused, match="没有可以由您确认的"):
        confirm(town)
    confirm(town, on=date(2027, 3, 2))
    work(date(2027, 3, 2))
    assert [row.monthly_fen for row in Award.objects.order_by("pk")] == [111_000, 120_000]


def test_the_list_shows_counts_amounts_and_families(paid, town):
    published()
    work()
    recalculation, scope = Reckoning.objects.get().recalculation, town.scope("wang")
    told = {tally.need: tally for tally in summary(scope, recalculation)}[Need.RAISE]
    assert (told.count, told.rise_fen, told.back_fen, told.open_count) == (1, 9_000, 27_000, 1)
    (line,) = lines(scope, recalculation, Need.RAISE)
    assert (line.case.case_no, line.village, str(line.stretches[0].from_month)) == (
        paid.no,
        "三角社区",
        "2026-11",
    )


def test_ticks_enqueue_nothing_when_nothing_is_left(paid):
    published()
    work()
    count = Job.objects.count()
    work()
    work(LATER)
    assert Job.objects.count() == count


def changed(paid, wage, on=TODAY):
    """A review that finds another wage, and changes the amount from the month after it was heard."""
    li, liu = paid.town.scope("li"), paid.town.scope("liu")
    no = actions.open_review(paid.no, "家庭主动报告", on, by=li).case_no
    actions.start_survey(no, on, by=li)
    head = paid.household.head_id
    actions.adopt_fact(no, head, "income.wage", {"per_month": wage}, "record", "查到的", on, by=li)
    assert actions.propose(no, on, by=li).outcome == "change"
    heard = actions.record_hearing(
        no, "知道了", "按新情况", "", on, by=li, strokes=strokes(3), speaker_id=head
    )
    return actions.settle(no, heard, on, by=liu)


def test_months_before_a_review_changed_the_award_are_paid_as_arrears(paid, town):
    """770 → 800 from November waits; a review lessens the award from February: the raise is owed for three months."""
    published()
    work()
    changed(paid, "1500")
    row = Reckoning.objects.get()
    assert (row.need, row.progress, row.back_fen) == (Need.ARREARS, Progress.WAITING, 27_000)
    confirm(town, Need.ARREARS)
    work()
    assert Reckoning.objects.get().progress == Progress.DONE
    assert Due.objects.filter(part="correction").aggregate(sum=Sum("amount_fen"))["sum"] == 27_000


def test_a_raise_to_come_is_closed_when_a_review_has_changed_the_award_before(paid, town):
    published(since=LATER)
    work()
    decision = changed(paid, "1500")
    row, again = Reckoning.objects.order_by("pk").first(), waiting(town.scope("wang"))
    assert (row.progress, row.why) == (Progress.OVERTAKEN, f"已由复核决定 {decision.decision_no} 定了。")
    assert again == []


def test_a_press_before_the_review_was_decided_leaves_the_arrears(paid, town):
    published()
    work()
    confirm(town)
    changed(paid, "1500")
    work()
    row = Reckoning.objects.get()
    assert (row.need, row.progress) == (Need.ARREARS, Progress.REFUSED)


@pytest.mark.parametrize(
    ("value", "need"), [(75_000, Need.LOWER), (39_000, Need.STOPS), (None, Need.UNDECIDED)]
)
def test_no_review_is_opened_before_the_law_it_is_about_holds(paid, town, value, need):
    april = date(2027, 4, 1)
    published(value, since=april)
    work()
    assert Reckoning.objects.get().need == need
    found = preview(town.scope("wang"), Reckoning.objects.get().recalculation, need, date(2027, 3, 31))
    assert (found.ready, list(found.reasons)) == ([], ["2027年4月1日起执行，到那天再开复核"])
    confirm(town, need, on=april)
    work(april)
    assert Reckoning.objects.get().review_no
