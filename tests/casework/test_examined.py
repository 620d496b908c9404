"""A case asks for the programmes that what the family declares brings up."""

import pytest

from jiuzhu.casework import actions
from jiuzhu.verification.models import Query
from tests.casework.conftest import OPENED, Way

BILLS = {"jiaoyu.xuefei", "yibao.dabing"}


@pytest.fixture
def asked(town):
    """The registers that a case asks and their windows, after the family has said these facts."""

    def asking(*facts):
        way = Way(town)
        for key, value in facts:
            way.say(way.household.head_id, key, value)
        actions.start_survey(way.no, OPENED, by=town.scope("li"))
        templates = actions.ask_sources(way.no, OPENED, by=town.scope("li")).templates
        return templates, dict(Query.objects.filter(case_no=way.no).values_list("source", "months"))

    return asking


def test_declared_bills_are_asked_for_over_twelve_months(asked):
    templates, months = asked(("expenses.medical", {"per_year": "20000"}))
    assert templates == ("dibao", "gangxing")
    assert {months[code] for code in BILLS} == {12}


def test_without_bills_nobody_is_asked_for_any(asked):
    templates, months = asked(("expenses.medical", {"none": True}), ("work_capacity", "full"))
    assert templates == ("dibao",)
    assert not BILLS & months.keys()


def test_a_family_in_which_nobody_can_work_is_examined_for_tekun_too(asked):
    assert asked(("work_capacity", "none"))[0] == ("dibao", "tekun")
