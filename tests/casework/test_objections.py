"""What was said against a notice is read by those who work on it, each look on the trail."""

from datetime import timedelta

import pytest

from jiuzhu.casework import actions
from jiuzhu.casework.models import Objection
from jiuzhu.casework.objections import objections, open_contact
from jiuzhu.casework.queries import progress, view
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.queries import public_now
from jiuzhu.trail.models import Entry
from tests.casework.conftest import DECIDED, POSTED, SETUP


@pytest.fixture
def contested(way):
    way.to_notice()
    way.contest("院里停着车", "王五 10002300001")
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


@pytest.fixture
def objected(way):
    """Somebody who left no name has said something against the notice."""
    way.to_notice()
    actions.object_to(way.no, "不该给他", "", POSTED, by=SETUP)
    return way


def test_an_objection_leaves_the_notice_up_and_starts_three_working_days(objected, town):
    assert len(public_now(POSTED)) == 1
    shown = view(town.scope("li"), objected.no, POSTED).clocks
    assert [(one.label, one.left) for one in shown if one.clock.key == "db.objection"] == [
        ("受理公示异议或者说明不受理", 3)
    ]


def test_nobody_confirms_over_an_objection_that_waits(objected, town):
    objected.prove()
    with pytest.raises(Refused, match="异议还没有处理"):
        objected.confirm()
    actions.file_objection(objected.no, "没有说出哪里不符合", DECIDED, by=town.scope("liu"))
    assert objected.confirm().outcome == "grant"


def test_an_objection_not_taken_up_is_answered_with_a_reason_and_the_notice_runs_on(objected, town):
    with pytest.raises(Refused, match="写明为什么"):
        actions.file_objection(objected.no, " ", POSTED, by=town.scope("liu"))
    later = POSTED + timedelta(days=1)
    actions.file_objection(objected.no, "没有说出哪里不符合", later, by=town.scope("liu"))
    assert len(public_now(later)) == 1
    assert objected.case.steps.get(verb="file_objection").note == "没有说出哪里不符合"
    assert [mile.on for mile in progress(town.scope("li"), objected.no, later)][2] == POSTED
    with pytest.raises(Refused, match="没有等着处理的异议"):
        actions.take_objection(objected.no, later, by=town.scope("li"))


def test_who_proposed_does_not_answer_for_it(objected, town):
    with pytest.raises(Refused):
        actions.file_objection(objected.no, "没有说出哪里不符合", POSTED, by=town.scope("li"))
    objected.visit(by="wang", second="yang", on=POSTED)
    with pytest.raises(Refused, match="请由另一位负责人办理"):
        actions.file_objection(objected.no, "没有说出哪里不符合", POSTED, by=town.scope("wang"))


def test_an_objection_with_a_name_is_taken_up_unless_nobody_answers_to_the_name(objected, town):
    actions.object_to(objected.no, "他有门面", "王五 10002300001", POSTED, by=SETUP)
    about = (objected.no, "电话是空号，没有说出哪里的门面", POSTED)
    with pytest.raises(Refused, match="要受理"):
        actions.file_objection(*about, by=town.scope("liu"))
    actions.file_objection(*about, by=town.scope("liu"), is_unreachable=True)
    assert objected.case.steps.last().verb == "file_objection"


def test_sent_back_for_another_reason_nothing_waits_and_the_next_notice_hangs_its_whole_time(objected, town):
    actions.rework(objected.no, "有新的答复", POSTED, by=town.scope("li"))
    assert Clock.objects.get(key="db.objection").met_on == POSTED
    objected.propose()
    again = actions.give_notice(objected.no, POSTED, by=town.scope("li"))
    assert again.until_on == POSTED + timedelta(days=7)
