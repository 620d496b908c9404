"""A family on the register grows and shrinks: with a day, a paper, and an amount that follows."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.casework.actions.members import Newcomer
from jiuzhu.casework.kinds import Leaving
from jiuzhu.casework.models import Case
from jiuzhu.clocks.models import Clock
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Office
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Membership, Person
from jiuzhu.registry.queries import members
from jiuzhu.verification.models import Authorisation, Difference
from tests.casework.conftest import SETUP, VILLAGE, strokes

pytestmark = pytest.mark.slow

BORN, DECEMBER, DECIDED = date(2026, 11, 20), date(2026, 12, 1), date(2026, 12, 3)
CHILD = {
    "marital": "single",
    "work_capacity": "none",
    "employment": "none",
    "study": "none",
    "incomes": "stated",
}


def photo(shade=0):
    out = BytesIO()
    Image.new("RGB", (60, 40), (shade, 0, 0)).save(out, "JPEG")
    return SimpleUploadedFile("paper.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def review(way, town):
    """周明贵's family of three is on the register; a review of it is being found out."""
    way.to_notice()
    way.prove()
    way.confirm()
    case = actions.open_review(way.no, "家里添了孩子", DECEMBER, by=town.scope("li"))
    return actions.start_survey(case.case_no, DECEMBER, by=town.scope("li"))


@pytest.fixture
def paper(review, town):
    return take_paper(
        review.case_no, PaperKind.OTHER, photo(), by=town.scope("li"), region_code=VILLAGE, on=DECEMBER
    )


def baby(relation=Relation.CHILD):
    return Newcomer(NewMember("周小安", with_check_digit("50011020261120411"), relation), CHILD)


def named(name):
    return Person.objects.get(name=name)


def family(review, on=DECEMBER):
    return [row.person.name for row in members([review.household_id], on)[review.household_id]]


def test_a_child_that_was_born_raises_the_amount_from_the_month_of_the_decision(review, paper, town):
    before = Award.objects.get().monthly_fen
    actions.add_member(review.case_no, baby(), BORN, paper, DECEMBER, by=town.scope("li"))
    assert family(review)[-1] == "周小安"
    proposal = actions.propose(review.case_no, DECEMBER, by=town.scope("li"))
    actions.settle(review.case_no, None, DECIDED, by=town.scope("liu"))
    award = Award.objects.get(until_month=None)
    assert (proposal.outcome, award.monthly_fen > before) == ("change", True)
    assert (award.from_month, award.members.count()) == (2026 * 12 + 11, 4)


def test_a_member_who_left_counts_no_longer_and_nothing_about_them_waits(review, paper, town):
    wife = named("罗春梅")
    Difference.objects.create(
        case_no=review.case_no, household=review.household, person=wife, key="income.wage", declared="0",
        found="900", size={"count": 1}, noticed_on=DECEMBER,
    )  # fmt: skip
    actions.remove_member(
        review.case_no, wife.pk, BORN, Leaving.DIVORCED, paper, DECEMBER, by=town.scope("li")
    )
    assert family(review) == ["周明贵", "周雨涵"]
    assert Membership.objects.get(person=wife).until == BORN
    assert (
        actions.propose(review.case_no, DECEMBER, by=town.scope("li")).determination.fact_set.facts[
            "members"
        ][1]["relation"]
        == "child"
    )


def test_who_died_is_a_fact_until_the_decision_buries_them(review, paper, town):
    wife = named("罗春梅")
    actions.remove_member(review.case_no, wife.pk, BORN, Leaving.DIED, paper, DECEMBER, by=town.scope("li"))
    assert "罗春梅" in family(review)
    actions.propose(review.case_no, DECEMBER, by=town.scope("li"))
    heard = actions.record_hearing(
        review.case_no,
        "没有意见",
        "",
        "",
        DECEMBER,
        by=town.scope("li"),
        strokes=strokes(3),
        speaker_id=review.applicant_id,
    )
    actions.settle(review.case_no, heard, DECIDED, by=town.scope("liu"))
    assert Award.objects.get(until_month=None).ground == "death"
    wife.refresh_from_db()
    assert wife.died_on == BORN
    clock = Clock.objects.get(key="db.death_close")
    assert (clock.due_on, clock.met_on) == (date(2027, 2, 22), DECIDED)


def test_a_grown_newcomer_is_looked_up_under_their_own_signature(review, paper, town):
    wang = NewMember("王秀英", with_check_digit("51022319550301202"), Relation.PARENT)
    actions.add_member(
        review.case_no, Newcomer(wang, {}, strokes(4)), BORN, paper, DECEMBER, by=town.scope("li")
    )
    assert Authorisation.objects.get(person=named("王秀英")).from_on == DECEMBER


def test_a_relative_of_an_officer_who_joins_is_filed(review, paper, town):
    number = baby().member.id_number
    file_relative(
        "李小兰", Office.objects.get(region_code=VILLAGE), town.chen, "孙子", number, BORN, by=SETUP
    )
    actions.add_member(review.case_no, baby(), BORN, paper, DECEMBER, by=town.scope("li"))
    assert Case.objects.get(pk=review.pk).county_visit == "filed"
    with pytest.raises(Refused, match="回避"):
        actions.propose(review.case_no, DECEMBER, by=town.scope("chen"))


@pytest.mark.parametrize(
    ("day", "newcomer", "words"),
    [
        (date(2026, 12, 2), baby(), "还没有到"),
        (date(2026, 11, 1), baby(), "不能在这以前"),
        (BORN, baby(Relation.SELF), "换户主"),
    ],
)
def test_nobody_joins_before_their_birth_after_today_or_as_a_second_head(
    review, paper, town, day, newcomer, words
):
    with pytest.raises(Refused, match=words):
        actions.add_member(review.case_no, newcomer, day, paper, DECEMBER, by=town.scope("li"))
    assert len(family(review)) == 3


def test_who_lives_in_a_household_joins_no_other(review, paper, town):
    actions.add_member(review.case_no, baby(), BORN, paper, DECEMBER, by=town.scope("li"))
    with pytest.raises(Refused, match="已经是这一家的人"):
        actions.add_member(review.case_no, baby(), BORN, paper, DECEMBER, by=town.scope("li"))
    other = NewMember("杨大明", with_check_digit("51022319700101301"), Relation.SELF)
    register_household([other], VILLAGE, "urban", "", DECEMBER, by=SETUP)
    with pytest.raises(Refused, match="另一户家庭里"):
        moved = Newcomer(replace(other, relation=Relation.SIBLING))
        actions.add_member(review.case_no, moved, BORN, paper, DECEMBER, by=town.scope("li"))


def test_the_head_leaves_only_after_another_heads_the_family(review, paper, town):
    with pytest.raises(Refused, match="先换一位户主"):
        actions.remove_member(
            review.case_no, review.household.head_id, BORN, Leaving.MOVED_OUT, paper, DECEMBER,
            by=town.scope("li"),
        )  # fmt: skip


def test_members_change_only_in_a_review_and_with_a_paper_of_it(way, town, review, paper):
    elsewhere = take_paper(
        "SJ-2026-9999", PaperKind.OTHER, photo(9), by=town.scope("li"), region_code=VILLAGE, on=DECEMBER
    )
    with pytest.raises(Refused, match="不是本案的"):
        actions.add_member(review.case_no, baby(), BORN, elsewhere, DECEMBER, by=town.scope("li"))
    with pytest.raises(Refused, match="先开复核"):
        actions.add_member(way.no, baby(), BORN, paper, DECEMBER, by=town.scope("li"))
