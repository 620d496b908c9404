"""An act leaves exactly one entry, in its own transaction."""

import pytest

from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.trail.record import action, look

pytestmark = pytest.mark.django_db
BY = Scope.system("test")


class Thing:
    def __init__(self, *, by):
        self.by = by

    def for_trail(self):
        return {"subject": "thing:1", "case_no": "SJ-1"}


def test_an_act_leaves_one_entry():
    action("test.do")(Thing)(by=BY)
    entry = Entry.objects.get()
    assert (entry.act, entry.actor, entry.subject, entry.case_no) == (
        "test.do",
        "system:test",
        "thing:1",
        "SJ-1",
    )


@pytest.mark.parametrize("told", [{"subject": "payee:7"}, {"subject": "payee:7", "case_no": ""}])
def test_an_act_about_what_knows_no_case_stands_under_the_one_it_was_given(told):
    class Payee:
        def for_trail(self):
            return told

    def note(case_no, card="", *, by):
        return Payee()

    action("test.note")(note)("SJ-2", by=BY)
    action("test.note")(note)(case_no="SJ-3", by=BY)
    assert list(Entry.objects.order_by("pk").values_list("case_no", flat=True)) == ["SJ-2", "SJ-3"]


def test_what_an_act_tells_comes_before_the_case_it_was_given():
    action("test.review")(lambda case_no, *, by: Thing(by=by))("SJ-9", by=BY)
    assert Entry.objects.get().case_no == "SJ-1"


def test_an_act_that_fails_leaves_nothing():
    def fail(*, by):
        action("test.inner")(Thing)(by=by)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        action("test.outer")(fail)(by=BY)
    assert not Entry.objects.exists()


def test_an_act_must_say_what_it_was_about():
    with pytest.raises(TypeError, match="for_trail"):
        action("test.mute")(lambda *, by: None)(by=BY)


def test_a_masked_list_is_one_entry_with_all_that_was_shown():
    look(BY, "registry.list", ["person:1", "person:2"], purpose="worklist")
    assert Entry.objects.get().refs["shown"] == ["person:1", "person:2"]
