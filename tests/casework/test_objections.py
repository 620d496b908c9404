"""What was said against a notice is read by those who work on it, each look on the trail."""

import pytest

from jiuzhu.casework import actions
from jiuzhu.casework.models import Objection
from jiuzhu.casework.objections import objections, open_contact
from jiuzhu.trail.models import Entry
from tests.casework.conftest import POSTED


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
