"""Whose value the determination uses, and what was seen otherwise than that."""

from datetime import timedelta

import pytest

from jiuzhu.assessment.models import Claim
from jiuzhu.casework import actions
from jiuzhu.casework.evidence import Fact, open_facts
from jiuzhu.kernel.refusal import Refused
from tests.casework.conftest import OPENED, POSTED, VISITED

WAGE = "income.wage"


def wage(per_month):
    return {"per_month": per_month}


def said(**values):
    return {kind: Claim(key="disability", value=value, source_kind=kind) for kind, value in values.items()}


def test_a_grade_that_the_family_left_open_is_the_records():
    fact = Fact(
        1, "disability", said(declared=[{"kind": "visual"}], record=[{"kind": "visual", "grade": "2"}])
    )
    assert (fact.source, fact.value) == ("record", [{"kind": "visual", "grade": "2"}])


def test_another_disability_than_the_declared_one_waits_for_an_officer():
    fact = Fact(
        1, "disability", said(declared=[{"kind": "visual"}], record=[{"kind": "speech", "grade": "2"}])
    )
    assert (fact.source, fact.value) == ("declared", [{"kind": "visual"}])


@pytest.fixture
def seen(way, town):
    """A family whose visit saw more pay than it declared."""
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    way.visit()
    way.say(way.household.head_id, WAGE, wage("2000"), "visit", VISITED)
    return way


def adopt(way, town, value, kind, on):
    actions.adopt_fact(
        way.no, way.household.head_id, WAGE, value, kind, "看了工资条", on, by=town.scope("li")
    )


def test_nothing_is_proposed_while_what_was_seen_is_left_aside(seen):
    with pytest.raises(Refused, match="1 处申报和查到、看到的不一致没有说明：工资"):
        seen.propose()


@pytest.mark.parametrize(("value", "kind"), [(wage("2000"), "visit"), (wage("1200"), "declared")])
def test_whichever_is_adopted_with_a_reason_settles_it(seen, town, value, kind):
    adopt(seen, town, value, kind, POSTED)
    assert open_facts(seen.no) == []
    seen.propose()


def test_what_is_seen_after_an_adoption_has_to_be_weighed_again(way, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    adopt(way, town, wage("1200"), "declared", VISITED - timedelta(days=1))
    way.visit()
    way.say(way.household.head_id, WAGE, wage("2000"), "neighbour", VISITED)
    (fact,) = open_facts(way.no)
    assert (fact.key, fact.seen_apart["fen"]) == (WAGE, 960_000)


def test_what_was_seen_as_it_was_declared_is_nothing_to_explain(way, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    way.say(way.household.head_id, WAGE, {"per_year": "14400"}, "visit")
    assert open_facts(way.no) == []


def test_a_car_that_nobody_declared_is_open_once_it_was_seen(way, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    way.say(None, "assets.vehicles", [{"kind": "car"}], "visit")
    assert [fact.key for fact in open_facts(way.no)] == ["assets.vehicles"]
