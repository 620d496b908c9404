"""重新核对: the family objects to what was found, whoever said so is asked again, and what decided stays on record."""

import json
from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image

from jiuzhu.assessment.models import Adoption
from jiuzhu.casework import actions
from jiuzhu.casework.disputes import disputes
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.jobs.queue import work_once
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.moments import start_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.trail.models import Entry
from jiuzhu.verification import actions as verification
from jiuzhu.verification.kinds import State
from jiuzhu.verification.models import Query
from jiuzhu.verification.queries import open_differences
from tests.casework.conftest import OPENED, VILLAGE, VISITED, Way
from tests.verification.conftest import Departments, tax

pytestmark = pytest.mark.slow

WAGES = "shuiwu.geshui"
KEY = "income.wage"
HEAD = with_check_digit("51022319820314901")


def wage(fen):
    return tax("2026-10", fen, of=HEAD)


def photo():
    out = BytesIO()
    Image.new("RGB", (60, 40)).save(out, "PNG")
    out.seek(0)
    return out


@pytest.fixture
def found(town):
    """A family that declared 600 yuan and of which the tax office says 3,000; `work(day)` lets the worker work."""
    way, departments = Way(town, wage="600"), Departments(says={WAGES: [wage(3_600_000)]})

    def work(on):
        at: datetime = start_of(on)
        while work_once(
            {verification.JOB: lambda one: verification.perform_query(one, at=at, connector=departments)},
            now=at,
        ):
            pass

    way.departments, way.work, way.head = departments, work, way.household.head_id
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    actions.ask_sources(way.no, OPENED, by=town.scope("li"))
    work(OPENED)
    departments.asked.clear()
    return way


def dispute(way, says="那是别人用我的身份证上的班", papers=(), on=VISITED):
    return actions.dispute_fact(way.no, way.head, KEY, says, on, by=way.town.scope("li"), papers=papers)


def seen(way):
    return disputes(way.town.scope("li"), way.case, way.head, KEY, "办案")


def adopt(way, value, kind):
    return actions.adopt_fact(
        way.no, way.head, KEY, {"per_month": value}, kind, "看了工资流水", VISITED, by=way.town.scope("li")
    )


def test_only_who_told_of_the_fact_is_asked_again_and_about_that_person_alone(found):
    dispute(found)
    found.work(VISITED)
    assert [question.source for question in found.departments.asked] == [WAGES]


def test_the_new_answer_stands_beside_the_old_one_with_the_evidence(found, town):
    paper = take_paper(
        found.no, PaperKind.INCOME, photo(), by=town.scope("li"), region_code=VILLAGE, on=VISITED
    )
    dispute(found, papers=[paper])
    assert not seen(found)[0].is_answered
    found.departments.says[WAGES] = [wage(1_440_000)]
    found.work(VISITED)
    (one,) = seen(found)
    assert (one.before.value, one.now.value) == ({"per_year": "36000"}, {"per_year": "14400"})
    assert one.papers == (paper,)
    assert [(each.before.rows, each.now.rows) for each in one.answers] == [(1, 1)]


def test_a_record_that_is_gone_is_no_answer_lost(found):
    dispute(found)
    found.departments.says[WAGES] = []
    found.work(VISITED)
    (one,) = seen(found)
    assert (one.answers[0].before.rows, one.answers[0].now.rows, one.now) == (1, 0, None)
    assert Query.objects.filter(case_no=found.no, source=WAGES).latest("pk").state == State.NO_RECORD


def test_a_proposal_waits_until_a_value_is_adopted_and_names_what_is_disputed(found, town):
    dispute(found)
    found.work(VISITED)
    (difference,) = open_differences(found.no)
    verification.explain(difference, "家庭不认", VISITED, by=town.scope("li"))
    found.visit()
    with pytest.raises(Refused, match="工资"):
        actions.propose(found.no, VISITED, by=town.scope("li"))
    adopted = adopt(found, "600", "declared")
    assert seen(found)[0].adoption == adopted
    assert actions.propose(found.no, VISITED, by=town.scope("li")).monthly_fen > 0


def test_what_was_adopted_names_the_rule_or_that_it_departs_from_it(found):
    dispute(found)
    adopt(found, "600", "declared")
    assert Adoption.objects.get().rule == ""


@pytest.mark.parametrize(
    ("says", "key", "code"), [("", KEY, "text_missing"), ("不对", "income.pension", "nothing_found")]
)
def test_without_words_or_without_anything_found_nothing_is_asked(found, town, says, key, code):
    with pytest.raises(Refused) as refusal:
        actions.dispute_fact(found.no, found.head, key, says, VISITED, by=town.scope("li"))
    assert refusal.value.code == code


def test_the_same_fact_is_not_disputed_twice_at_once(found):
    dispute(found)
    with pytest.raises(Refused, match="已经记下"):
        dispute(found)


def test_the_village_reads_nothing_and_what_was_said_is_nowhere_in_clear(found, town):
    dispute(found)
    assert disputes(town.scope("yang"), found.case, found.head, KEY, "办案") == []
    assert "身份证" not in json.dumps(list(Entry.objects.values_list("refs", flat=True)), ensure_ascii=False)
