"""After the award: when a family is reviewed, and what a review decides, down to who has died."""

from datetime import date

import pytest

from jiuzhu.assessment.models import Claim
from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions, queries
from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.registry import actions as registry
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Person, Standing
from jiuzhu.registry.queries import members
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import DECIDED, OPENED, SETUP, VILLAGE, Way, strokes

pytestmark = pytest.mark.slow
LUO = with_check_digit("51022319840802914")


def test_a_review_that_lowers_the_amount_needs_the_hearing(way, town):
    way.to_notice()
    way.prove()
    way.confirm()
    review = actions.open_review(way.no, "找到了工作", date(2026, 12, 1), by=town.scope("li"))
    actions.start_survey(review.case_no, date(2026, 12, 1), by=town.scope("li"))
    actions.adopt_fact(
        review.case_no, way.household.head_id, "income.wage", {"per_month": "1500"}, "record", "工资流水", date(2026, 12, 2),
        by=town.scope("li"),
    )  # fmt: skip
    assert actions.propose(review.case_no, date(2026, 12, 2), by=town.scope("li")).outcome == "change"
    with pytest.raises(Refused, match="听取"):
        actions.settle(review.case_no, None, date(2026, 12, 3), by=town.scope("liu"))
    heard = actions.record_hearing(
        review.case_no,
        "涨了三百，没有意见",
        "按规定算",
        "",
        date(2026, 12, 3),
        by=town.scope("li"),
        strokes=strokes(3),
        speaker_id=way.household.head_id,
    )
    actions.settle(review.case_no, heard, date(2026, 12, 3), by=town.scope("liu"))
    assert Award.objects.get(until_month=None).monthly_fen == 81_000


def test_a_complaint_is_looked_into_before_a_review_is_decided(way, town):
    confirmed(way)
    march = date(2027, 3, 8)
    way.no = no = actions.open_review(way.no, "群众反映", march, by=town.scope("li")).case_no
    actions.start_survey(no, march, by=town.scope("li"))
    actions.sample(no, "complaint", march, by=town.scope("wang"))
    assert actions.propose(no, march, by=town.scope("li")).outcome == "keep"
    with pytest.raises(Refused, match="区民政局要先入户"):
        actions.settle(no, None, march, by=town.scope("liu"))
    way.visit(by="wang", second="yang", on=march)
    assert actions.settle(no, None, march, by=town.scope("liu")).outcome == "keep"
    assert Clock.objects.get(key="db.county_visit").met_on == march


def test_a_review_says_what_a_family_has_once(way, town):
    way.to_notice()
    way.say(way.household.head_id, "assets.homes", [{"area_m2": "86"}], kind="record")
    way.say(None, "assets.homes", [{"area_m2": "86"}], kind="record")
    way.prove()
    way.confirm()
    review = actions.open_review(way.no, "定期核查", date(2026, 12, 1), by=town.scope("li"))
    said = Claim.objects.filter(case_no=review.case_no, key="assets.homes")
    assert [claim.person_id for claim in said] == [None]


def confirmed(way):
    way.to_notice()
    way.prove()
    return way.confirm()


def due(case_no, key="db.review"):
    return Clock.objects.get(case_no=case_no, key=key).due_on


def test_a_family_that_can_work_is_reviewed_in_march_and_september(way):
    decision = confirmed(way)
    assert due(way.no) == date(2027, 3, 31)
    assert "每年 3 月、9 月复核一次，您家下一次在 2027年3月" in reveal(decision.letter, "data")


def test_a_day_on_which_facts_will_change_is_a_review_of_its_own(way, town):
    confirmed(way)
    clock = actions.foresee(way.no, date(2027, 7, 1), "女儿 6 月毕业", DECIDED, by=town.scope("li"))
    assert (clock.due_on, due(way.no)) == (date(2027, 7, 1), date(2027, 3, 31))
    with pytest.raises(Refused, match="已经预定"):
        actions.foresee(way.no, date(2027, 12, 1), "儿子退伍", DECIDED, by=town.scope("li"))


@pytest.mark.parametrize(
    ("day", "reason"), [(DECIDED, "女儿毕业"), (date(2027, 7, 1), " "), (date(9999, 12, 31), "女儿毕业")]
)
def test_a_review_is_foreseen_for_a_later_day_and_with_a_reason(way, town, day, reason):
    confirmed(way)
    with pytest.raises(Refused, match="请"):
        actions.foresee(way.no, day, reason, DECIDED, by=town.scope("li"))


def test_a_review_that_changes_nothing_ends_the_wait_for_it_and_begins_the_next(way, town):
    confirmed(way)
    march = date(2027, 3, 8)
    review = actions.open_review(way.no, "定期核查", march, by=town.scope("li"))
    actions.start_survey(review.case_no, march, by=town.scope("li"))
    assert actions.propose(review.case_no, march, by=town.scope("li")).outcome == "keep"
    actions.settle(review.case_no, None, march, by=town.scope("liu"))
    assert Clock.objects.get(case_no=way.no, key="db.review").met_on == march
    assert due(review.case_no) == date(2027, 9, 30)


def test_a_head_who_died_is_followed_by_another(way, town):
    way.to_notice()
    way.prove()
    way.confirm()
    dead, january, by = way.household.head, date(2027, 1, 4), town.scope("li")
    review = actions.open_review(way.no, "户主去世", january, by=by)
    actions.start_survey(review.case_no, january, by=by)
    for key, value in {"status": "dead", "status_since": "2026-12-09"}.items():
        actions.adopt_fact(review.case_no, dead.pk, key, value, "record", "死亡注销", january, by=by)
    widow = Person.objects.get(name="罗春梅")
    case = actions.change_head(review.case_no, {dead.pk: "spouse", widow.pk: "self"}, january, by=by)
    assert case.applicant == widow
    actions.propose(review.case_no, january, by=by)
    signed = {"strokes": strokes(3), "speaker_id": widow.pk}
    heard = actions.record_hearing(review.case_no, "没有意见", "", "", january, by=by, **signed)
    clocks.start(review.case_no, "db.death_close", VILLAGE, date(2026, 12, 9), by=SETUP)
    actions.settle(review.case_no, heard, january, by=town.scope("liu"))
    award = Award.objects.get(until_month=None)
    assert (award.ground, Month(award.from_month)) == ("death", Month.of(january))
    assert Clock.objects.get(key="db.death_close").met_on == january
    family = members([way.household.pk], date(2027, 1, 5))[way.household.pk]
    assert [row.person.name for row in family] == ["罗春梅", "周雨涵"]
    assert Person.objects.get(pk=dead.pk).died_on == date(2026, 12, 9)


def test_a_child_is_the_head_only_where_no_adult_is_left(way, town):
    confirmed(way)
    january, by = date(2027, 1, 4), town.scope("li")
    no = actions.open_review(way.no, "户主去世", january, by=by).case_no
    actions.start_survey(no, january, by=by)
    luo, zhou, child = (Person.objects.get(name=name) for name in ("罗春梅", "周明贵", "周雨涵"))
    to_child = {zhou.pk: "parent", luo.pk: "parent", child.pk: "self"}

    def found_dead(person):
        for key, value in {"status": "dead", "status_since": "2026-12-09"}.items():
            actions.adopt_fact(no, person.pk, key, value, "record", "死亡注销", january, by=by)

    found_dead(zhou)
    with pytest.raises(Refused, match="周雨涵还没有满 18 岁"):
        actions.change_head(no, to_child, january, by=by)
    with pytest.raises(Refused, match="已经查到周明贵去世"):
        actions.change_head(no, {zhou.pk: "self"}, january, by=by)
    found_dead(luo)
    assert actions.change_head(no, to_child, january, by=by).applicant == child


def test_the_last_of_a_family_who_died_is_stopped_and_nobody_is_waited_for(town):
    way = Way(town, wage="300", extra=[NewMember("罗春梅", LUO, Relation.SPOUSE)])
    confirmed(way)
    january, by = date(2027, 1, 4), town.scope("li")
    no = actions.open_review(way.no, "夫妻去世", january, by=by).case_no
    actions.start_survey(no, january, by=by)
    actions.sample(no, "sampled", january, by=town.scope("wang"))
    for row in way.household.memberships.all():
        for key, value in {"status": "dead", "status_since": "2026-12-09"}.items():
            actions.adopt_fact(no, row.person_id, key, value, "record", "死亡注销", january, by=by)
    assert actions.propose(no, january, by=by).outcome == "stop"
    nobody = actions.record_hearing(no, "", "", "死亡证明 1 号", january, by=by)
    assert actions.settle(no, nobody, january, by=town.scope("liu")).outcome == "stop"
    assert not way.household.memberships.filter(until=None).exists()
    assert not Standing.objects.filter(until_month=None).exists()
    assert queries.view(by, no, january).members == []


def test_a_family_is_never_left_without_a_head(way, town):
    with pytest.raises(Refused, match="只有一位户主"):
        registry.change_head(way.household, {way.household.head_id: "spouse"}, OPENED, by=SETUP)
    with pytest.raises(Refused, match="先换一位户主"):
        registry.leave(way.household, way.household.head, OPENED, by=SETUP)


def test_a_review_waits_on_the_worklist_only_in_its_last_month(way, town):
    way.to_notice()
    way.prove()
    way.confirm()
    assert queries.worklist(town.scope("li"), DECIDED) == []
    (line,) = queries.worklist(town.scope("li"), date(2027, 11, 1))
    assert line.next_label == "定期复核"
