"""A child that applies is shown to the village under its guardian's name, at the notice and for as long as it is published."""

import pytest

from jiuzhu.benefits.queries import publication_list
from jiuzhu.casework import actions
from jiuzhu.casework.models import Case
from jiuzhu.documents.models import Letter
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Posting
from jiuzhu.registry.models import Household, Person
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import DECIDED, POSTED, VILLAGE


@pytest.fixture
def childs_case(way):
    """周雨涵, born in 2013, heads the family that is proposed for 低保."""
    way.to_proposal()
    child = Person.objects.get(name="周雨涵")
    Case.objects.update(applicant=child)
    Household.objects.update(head=child)
    return way


def listed(way):
    return [row.name for row in publication_list(way.town.scope("li"), VILLAGE, Month.of(DECIDED))]


def test_a_child_is_posted_and_published_under_its_guardians_name(childs_case, town):
    way = childs_case
    actions.give_notice(way.no, POSTED, by=town.scope("li"), guardian=" 周大海 ")
    assert "周雨涵" not in reveal(Letter.objects.get(kind="posting"), "data")
    way.prove()
    way.confirm()
    assert {posting.name for posting in Posting.objects.all()} == {"周大海"}
    assert listed(way) == ["周大海"]


def test_a_child_is_not_posted_without_a_guardian(childs_case, town):
    with pytest.raises(Refused, match="请填写监护人的姓名"):
        actions.give_notice(childs_case.no, POSTED, by=town.scope("li"))
    with pytest.raises(Refused, match="周雨涵未满 18 周岁"):
        actions.give_notice(childs_case.no, POSTED, by=town.scope("li"), guardian="周雨涵")
    assert not Posting.objects.exists()


def test_a_grown_applicant_is_posted_under_their_own_name(way, town):
    way.to_proposal()
    posting = actions.give_notice(way.no, POSTED, by=town.scope("li"), guardian="周大海")
    assert (posting.name, posting.is_guardian) == ("周明贵", False)


def test_a_child_that_became_head_later_is_listed_without_its_name(way):
    way.to_notice()
    way.prove()
    way.confirm()
    assert listed(way) == ["周明贵"]
    Household.objects.update(head=Person.objects.get(name="周雨涵"))
    assert listed(way) == ["周某（未成年人）"]
