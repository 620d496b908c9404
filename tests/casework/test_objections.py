"""What was said against a notice is read by those who work on it, each look on the trail."""

import pytest

from jiuzhu.casework import actions
from jiuzhu.casework.models import Objection
from jiuzhu.casework.objections import objections, open_contact
from jiuzhu.kernel.refusal import Refused
from jiuzhu.trail.models import Entry
from tests.casework.conftest import DECIDED, POSTED


@pytest.fixture
def contested(way):
    way.to_notice()
    actions.object_to(way.no, "院里停着车", "王五 10002300001", POSTED, by=way.town.scope("li"))
    return way.case


def test_the_clerk_reads_what_was_said_and_not_who(contested, town):
    (heard,) = objections(town.scope("li"), contested, "办案")
    assert (heard.text, heard.has_contact) == ("院里停着车", True)
    assert Entry.objects.filter(act="casework.objections", case_no=contested.case_no).count() == 1


def test_who_objected_is_opened_on_the_trail(contested, town):
    (heard,) = objections(town.scope("liu"), contested, "办案")
    assert open_contact(town.scope("liu"), contested, heard.id, "答复") == "王五 10002300001"
    assert Entry.objects.filter(act="casework.open_contact", case_no=contested.case_no).count() == 1


def test_the_village_reads_nothing(contested, town):
    assert objections(town.scope("yang"), contested, "办案") == []
    with pytest.raises(Objection.DoesNotExist):
        open_contact(town.scope("yang"), contested, contested.objections.get().pk, "办案")


def test_who_comes_second_is_heard_too(contested, town):
    actions.object_to(contested.case_no, "儿子在外打工", "", POSTED, by=town.scope("li"))
    told = [heard.text for heard in objections(town.scope("li"), contested, "办案")]
    assert sorted(told) == ["儿子在外打工", "院里停着车"]
    assert contested.steps.filter(verb="object").count() == 1


def test_nobody_objects_once_it_is_decided(way, town):
    way.to_notice()
    way.prove()
    way.confirm()
    with pytest.raises(Refused, match="已经结束"):
        actions.object_to(way.no, "院里停着车", "", DECIDED, by=town.scope("li"))
