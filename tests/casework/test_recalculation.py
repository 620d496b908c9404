"""A new standard is published: every award is reckoned again, raises are confirmed together, and nobody is cut unheard."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum

from jiuzhu.assessment.models import Determination
from jiuzhu.assessment.queries import rederive
from jiuzhu.benefits.models import Award, Coverage, Due, Payment
from jiuzhu.casework import actions
from jiuzhu.casework.kinds import Need, Progress
from jiuzhu.casework.models import Case, Filing, Reckoning
from jiuzhu.casework.recalculations import lines, preview, summary
from jiuzhu.casework.reckon import first_month
from jiuzhu.casework.states import Outcome
from jiuzhu.documents.models import Letter
from jiuzhu.editions import actions as editions
from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import work_once
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.org.actions import file_relative
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment, NumberChange, Source
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import reveal
from tests.benefits.situations import paid_month
from tests.casework.conftest import SETUP, strokes

pytestmark = pytest.mark.slow

NOVEMBER = date(2026, 11, 1)
TODAY, LATER = date(2027, 1, 20), date(2027, 2, 1)
PAPER = Source("渝民规〔2026〕9号", "重庆市民政局关于调整最低生活保障等标准的通知（2026）")
DENG = Scope("officer", "officer:901", "邓文斌", ((Role.POLICY, "500000"),), login_id=901)
YE = Scope("officer", "officer:902", "叶琳", ((Role.POLICY, "500000"),), login_id=902)
TAO = Scope("officer", "officer:903", "陶然", ((Role.PAYER, "500110"),), login_id=903)
ZHAO = Scope("officer", "officer:904", "赵启明", ((Role.PAY_APPROVER, "500110"),), login_id=904)


def moment(day):
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def published(value=80_000, since=NOVEMBER, on=TODAY, **about):
    change = NumberChange("standard_fen", "500000", "urban", value, since, PAPER, **about)
    row = editions.propose(Amendment((change,)), "执行市局通知", on, by=DENG)
    return editions.publish(row.pk, on, by=YE)


def work(day=TODAY):
    """What tick and worker do until nothing is left."""
    at = moment(day)
    kinds = {
        actions.RECALCULATE: lambda payload: actions.reckon_awards(payload, at=at),
        actions.CARRY_OUT: lambda payload: actions.carry_out(payload, at=at),
    }
    actions.find_publications(at)
    while work_once(kinds, now=at):
        pass


def confirm(town, need=Need.RAISE, by="wang", on=TODAY):
    recalculation = Reckoning.objects.latest("pk").recalculation
    return actions.confirm_reckonings(recalculation.pk, need, on, moment(on), by=town.scope(by))


@pytest.fixture
def paid(way):
    """周明贵's family of three, confirmed in November 2026 for 1,110 yuan a month and paid for three months."""
    way.to_notice()
    way.prove()
    way.confirm()
    for month in ("2026-11", "2026-12", "2027-01"):
        paid_month(Month.parse(month), Month.parse(month).first.replace(day=18), TAO, ZHAO)
    return way


def reviewed(paid):
    """The same determination once more, as a review without any new fact would make it."""
    case, determination = Case.objects.get(case_no=paid.no), Determination.objects.get(awards__isnull=False)
    case.pk, case.case_no, case.application_no = None, "SJ-2026-9001", "SQ-9001"
    case.save()
    determination.pk, determination.case_no = None, case.case_no
    determination.save()
    return determination


def sent(month=None):
    payments = Payment.objects.filter(due__month=Month.parse(month).number) if month else Payment.objects
    return payments.aggregate(sum=Sum("amount_fen"))["sum"]


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
    assert "增加到 1,200 元" in reveal(Message.objects.latest("pk"), "body")


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
        speaker="周明贵",
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


@pytest.fixture
def ended(paid):
    """The same family, whose award ended after those three months."""
    Award.objects.update(until_month=Month.parse("2027-02").number)
    return paid


def settled(town, **about):
    published(**about)
    work()
    confirm(town, Need.ARREARS)
    work()
    return Reckoning.objects.get()


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
    assert "2026-11 到 2027-01 的救助金少发了 270 元" in text


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
    relative = file_relative("王志远", office, town.wang, "表兄弟", number, NOVEMBER, by=SETUP)
    Filing.objects.create(case=paid.case, relative=relative, login=town.wang)
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
