"""A register that two officers add is asked without a line of code; what was answered before is read as it was given."""

from datetime import timedelta

import pytest

from jiuzhu.assessment.queries import claims
from jiuzhu.catalogue import edition
from jiuzhu.verification.kinds import State
from jiuzhu.verification.models import Answer, Query, Report
from jiuzhu.verification.queries import changes, open_answer
from tests.catalogue.conftest import PLACES, asked_for_dibao, new_register, publish
from tests.verification.conftest import CASE, CLERK, FATHER, NOON, ON, state

pytestmark = pytest.mark.slow

CODE, OTHER = "minzheng.yanglao", "SJ-2026-0500"
STAY = {"of": FATHER, "home": "乐升坪敬老院", "since": "2026-03-01", "fee_fen": 120_000}
RENAMED = new_register(PLACES.replace("home: {", "house: {").replace("value: home", "value: house"))


def found(key, case=CASE):
    return [row.value for row in claims(case) if row.key == key]


def test_a_register_that_was_added_is_asked_by_the_template(ask, departments, work, father):
    assert CODE not in {query.source for query in ask()}
    publish(new_register(), asked_for_dibao())
    assert CODE in {query.source for query in ask()}
    departments.says[CODE] = [STAY]
    work()
    assert state(father, CODE) == State.ANSWERED
    assert found("care_home") == ["乐升坪敬老院"]


def test_reports_and_answers_name_the_catalogue_they_were_made_by(ask, departments, work):
    ask("gongan.cheliang")
    work()
    publish(new_register())
    ask(CODE)
    work()
    before, after = edition.shipped().hash, edition.current().hash
    assert before != after
    named = dict(Answer.objects.values_list("query__source", "catalogue"))
    assert named == {"gongan.cheliang": before, CODE: after}
    assert list(Report.objects.order_by("version").values_list("catalogue", flat=True)) == [before, after]


@pytest.fixture
def answered(ask, departments, work, father):
    """Answered under one set of fields; since then a field has another name."""
    publish(new_register())
    departments.says[CODE] = [STAY]
    ask(CODE)
    work()
    publish(RENAMED)
    return Query.objects.get(person=father, source=CODE)


def test_an_old_answer_is_opened_by_the_fields_it_was_given_under(answered):
    opened = open_answer(CLERK, answered.pk, purpose="review")
    assert "home" in opened.source.fields
    assert "house" in edition.source(CODE).fields
    assert opened.records[0]["home"] == "乐升坪敬老院"


def test_an_old_answer_that_still_serves_is_read_as_it_was_given(answered, ask, work):
    ask(CODE, case=OTHER, on=ON + timedelta(days=5))
    work(NOON + timedelta(days=5))
    assert found("care_home", OTHER) == ["乐升坪敬老院"]


def test_old_and_new_answers_stand_beside_each_other_in_the_versions(answered, ask, departments, work):
    departments.says[CODE] = [{"of": FATHER, "house": "新院", "since": "2026-11-01", "fee_fen": 1}]
    ask(CODE, again=True)
    work()
    told = changes(CLERK, CASE, 2, purpose="review")
    assert [(row.before, row.after) for row in told.facts] == [("乐升坪敬老院", "新院")]


def test_an_answer_that_was_asked_for_before_a_publication_is_read_as_it_was_asked(
    ask, departments, work, father
):
    publish(new_register())
    departments.says[CODE] = [STAY]
    put = departments.ask

    def while_it_is_published(question):
        departments.ask = put
        publish(RENAMED)
        return put(question)

    departments.ask = while_it_is_published
    ask(CODE)
    work()
    assert found("care_home") == ["乐升坪敬老院"]
