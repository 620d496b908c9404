"""A home visit: two surveyors, everybody's signature, one fact a claim."""

import pytest

from jiuzhu.assessment.models import Claim
from jiuzhu.casework import actions
from jiuzhu.casework.actions.visit import Hand, Seen, signers
from jiuzhu.documents.models import Signature
from jiuzhu.kernel.refusal import Refused
from jiuzhu.registry.models import Membership, Person
from tests.casework.conftest import OPENED, VISITED, strokes


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"second": "li"}, "两个人"),
        ({"second": "stranger"}, "当地"),
        ({"second_strokes": b""}, "还没有签名"),
        ({"family": ()}, "家庭成员还没有签字"),
        ({"on": OPENED.replace(month=10)}, "入户日期"),
    ],
)
def test_a_visit_needs_two_surveyors_and_all_signatures(way, town, form, message):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    with pytest.raises(Refused, match=message):
        way.visit(**form)


def test_who_had_no_post_on_the_day_did_not_come_along(way, town):
    town.chen.posts.update(until=VISITED)
    with pytest.raises(Refused, match="陈雪梅在 2026-11-05 没有岗位"):
        way.visit()


@pytest.mark.parametrize("who", ["周雨涵", None])
def test_a_child_or_a_stranger_signs_for_nobody_where_there_are_adults(way, who):
    hand = Hand(strokes(3), Person.objects.get(name=who).pk if who else None)
    with pytest.raises(Refused, match="不是这一家的成年人"):
        way.visit(family=[hand])


def test_a_guardian_signs_where_nobody_is_of_age(way):
    Membership.objects.exclude(person__name="周雨涵").update(until=OPENED)
    way.visit(family=[Hand(strokes(3), None)])
    assert Signature.objects.get(role="监护人").person_id is None


def test_who_is_eighteen_today_signs(way):
    child = Person.objects.get(name="周雨涵")
    birthday = child.born.replace(year=child.born.year + 18)
    assert signers([child], birthday) == [child]
    assert signers([child], birthday.replace(day=birthday.day - 1)) == []


def test_two_wages_of_one_person_are_one_claim(way):
    head = way.household.head_id
    seen = [
        Seen(head, "income.wage", {"per_month": wage}, note)
        for wage, note in (("800", "早上"), ("200", "晚上"))
    ]
    way.visit(seen=seen)
    claim = Claim.objects.get(source_kind="visit")
    assert claim.value == {"per_year": "12000"}
    assert claim.source_ref.endswith("早上；晚上")


def test_the_same_form_again_is_the_same_visit(way):
    assert way.visit(number="a") == way.visit(number="a")
    assert way.visit(number="b", on=VISITED) != way.visit(number="a")
