"""The asked centre sees exactly the people it was asked about, until a day, and changes nothing of theirs."""

from datetime import timedelta

import pytest

from jiuzhu.clocks.models import Clock
from jiuzhu.gateways.addresses import write
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Login, Office
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Membership
from jiuzhu.registry.queries import people
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import keyed_hash
from jiuzhu.verification.actions import revoke
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.actions import find_lapsed
from jiuzhu.verification.assist.actions.incoming import NO_LONGER_ASKED
from jiuzhu.verification.assist.actions.settle import WITHDRAWN
from jiuzhu.verification.assist.kinds import Direction, State, Told
from jiuzhu.verification.assist.queries import granted, open_numbers, requests, subjects
from jiuzhu.verification.assist.telling import message
from jiuzhu.verification.models import Authorisation, Query, Report
from jiuzhu.verification.queries import open_answer, report
from tests.verification.assist.conftest import (
    ASKED,
    HE,
    HOMES,
    LATER,
    NUMBER,
    PENSION,
    UNTIL,
    ZHOU,
    answer,
    came,
    give_back,
    out,
    pension,
    question,
)
from tests.verification.conftest import BY, CASE, CHILD, FATHER, NOON, ON

pytestmark = pytest.mark.slow

THIRD = Scope("officer", "officer:41", "别处", (("verifier", "500113"),), login_id=41)
TOWN = Scope("officer", "officer:42", "本地经办", (("clerk", "500112101"),), login_id=42)


def test_the_asked_county_is_told_and_no_other(arrived):
    arrived()
    (line,) = requests(ZHOU, Direction.IN, ON)
    assert (line.state, line.asked, line.reading.left) == (State.SENT, 1, 10)
    for scope in (HE, THIRD, TOWN):
        assert requests(scope, Direction.IN, ON) == []
        assert granted(scope, NUMBER, ON) is None


def test_the_grant_shows_exactly_those_people_and_is_read_only(arrived, family):
    number = arrived()
    line, grant = granted(ZHOU, number, ON)
    assert [(one.name, one.label) for one in subjects(grant, line.row, ON)] == [("李建国", "人社社保")]
    assert subjects(grant, line.row, ON)[0].number.count("*") == 10
    with pytest.raises(PermissionError):
        report(grant, CASE, purpose="协查")
    with pytest.raises(PermissionError):
        people(grant)
    with pytest.raises(Refused, match="当地"):
        actions.answer(number, Direction.IN, question(came()).pk, ON, [], NOON, by=grant)
    assert not people(ZHOU).exists()
    assert Membership.objects.count() == 3
    look = Entry.objects.filter(act="assist.subjects").first()
    assert (look.actor, look.case_no, look.subject) == ("officer:31", number, f"person:{family.head_id}")


def test_the_grant_is_of_one_request(arrived, tell, draft):
    first = arrived()
    actions.send(draft(registers=(HOMES,)).number, ON, by=HE)
    tell()
    _, grant = granted(ZHOU, first, ON)
    with pytest.raises(PermissionError):
        subjects(grant, came(NUMBER.removesuffix("1") + "2"), ON)


def test_after_its_last_day_nobody_is_seen(arrived):
    number = arrived()
    with pytest.raises(Refused, match="已经结束"):
        granted(ZHOU, number, UNTIL + timedelta(days=1))
    with pytest.raises(Refused, match="已经结束"):
        answer(number, [], at=NOON + timedelta(days=30), as_of=ON)


def test_numbers_are_opened_for_the_letter_with_a_look_before(arrived, family):
    line, grant = granted(ZHOU, arrived(), ON)
    assert open_numbers(grant, line.row, ON, purpose="协查函") == {family.head_id: FATHER}
    assert Entry.objects.filter(act="assist.open_numbers", actor="officer:31").exists()
    with pytest.raises(PermissionError):
        open_numbers(ZHOU, line.row, ON, purpose="协查函")
    with pytest.raises(PermissionError):
        open_numbers(TOWN, out(), ON, purpose="协查函")


@pytest.fixture
def withdrawn(arrived, family):
    """Two are asked about; the father has withdrawn on his phone, and no job has run since. The number."""
    child = family.memberships.get(person__id_hash=keyed_hash("id_number", CHILD)).person
    number = arrived(people=[family.head, child])
    revoke(Authorisation.objects.get(person=family.head), ON, by=BY)
    return number


def test_who_has_withdrawn_is_at_once_neither_seen_nor_opened_nor_answered(withdrawn, family):
    line, grant = granted(ZHOU, withdrawn, ON)
    assert [one.name for one in subjects(grant, line.row, ON)] == ["李小川"]
    assert list(open_numbers(grant, line.row, ON, purpose="协查函").values()) == [CHILD]
    part = question(came(), family.head)
    for does in (
        lambda: answer(withdrawn, [], person=family.head),
        lambda: actions.ask_own(withdrawn, part.pk, ON, by=ZHOU),
        lambda: actions.answer_from_sources(withdrawn, part.pk, NOON, by=ZHOU),
    ):
        with pytest.raises(Refused, match="已经撤回"):
            does()


def test_who_has_withdrawn_is_told_to_nobody_and_waited_for_by_nobody(withdrawn, family, tell):
    assert FATHER not in message(out(), ON)
    assert CHILD in message(out(), ON)
    assert (find_lapsed(NOON), find_lapsed(NOON)) == (1, 0)
    assert (question(out(), family.head).returned_for, out().turn) == (WITHDRAWN, 2)
    query = Query.objects.get(case_no=CASE, person=family.head)
    assert (query.state, query.reason) == ("refused", "revoked")
    assert out().state == State.SENT
    assert tell() == 1
    assert question(came(), family.head).returned_for == NO_LONGER_ASKED
    assert came().parts.get(state="open").person != family.head


def test_nobody_is_seen_from_the_day_after_the_consent_ran_out(arrived, family):
    number = arrived()
    came().parts.update(consent_until=ON, authorisation=None)
    line, grant = granted(ZHOU, number, ON)
    assert len(subjects(grant, line.row, ON)) == 1
    assert subjects(grant, line.row, ON + timedelta(days=1)) == []


def test_an_own_source_is_not_asked_once_the_consent_is_withdrawn(arrived, tell, departments, family):
    number = arrived()
    actions.ask_own(number, question(came()).pk, ON, by=ZHOU)
    revoke(Authorisation.objects.get(person=family.head), ON, by=BY)
    tell()
    query = Query.objects.get(case_no=number)
    assert (query.state, query.reason, departments.asked) == ("refused", "revoked", [])
    assert not Report.objects.filter(case_no=number).exists()


def test_a_relative_of_the_people_neither_sees_nor_answers(arrived):
    number = arrived()
    login = Login.objects.create(pk=31, username="zhouhang", name="周航")
    office = Office.objects.get(region_code=ASKED)
    file_relative("周航", office, login, "堂兄", FATHER, ON, by=BY)
    assert granted(ZHOU, number, ON)[1] is None
    with pytest.raises(Refused, match="回避"):
        answer(number, [])


def test_own_sources_are_asked_for_this_request_and_nothing_else(arrived, tell, departments):
    departments.says[PENSION] = [pension()]
    number = arrived()
    part = question(came())
    actions.ask_own(number, part.pk, ON, by=ZHOU)
    actions.ask_own(number, part.pk, ON, by=ZHOU)
    query = Query.objects.get(case_no=number)
    assert (query.household_id, query.purpose, query.source) == (None, "assist", PENSION)
    tell()
    (asked,) = departments.asked
    assert (asked.case_no, asked.purpose, asked.ground["kind"]) == (number, "assist", "consent")
    _, grant = granted(ZHOU, number, ON)
    assert open_answer(grant, query.pk, purpose=number).records[0]["amount_fen"] == 150_000
    assert not Report.objects.filter(case_no=number).exists()
    row = actions.answer_from_sources(number, part.pk, NOON, by=ZHOU)
    assert question(row).given.how == Told.SOURCES
    assert row.state == State.DONE


def test_a_department_without_a_line_is_not_asked_where_nobody_would_see_the_question(arrived, settings):
    write(settings.GATEWAYS, {PENSION: {"manual": True}})
    number = arrived()
    with pytest.raises(Refused, match="人工填写"):
        actions.ask_own(number, question(came()).pk, ON, by=ZHOU)
    assert not Query.objects.filter(case_no=number).exists()


def test_while_an_own_source_is_silent_its_answer_is_not_used(arrived, tell, departments):
    departments.says[PENSION] = NoAnswer(Silence.FAILED)
    number = arrived()
    part = question(came())
    actions.ask_own(number, part.pk, ON, by=ZHOU)
    tell()
    with pytest.raises(Refused, match="没有答"):
        actions.answer_from_sources(number, part.pk, NOON, by=ZHOU)


@pytest.mark.parametrize(
    ("records", "more", "message"),
    [
        ([{"item": "benefit"}], {}, "不合格式"),
        ([pension(fen="一千")], {}, "不合格式"),
        ([], {"as_of": ON + timedelta(days=3)}, "不能晚于今天"),
        ([], {"as_of": ON - timedelta(days=400)}, "太旧了"),
        ([], {"by": HE}, "核对"),
    ],
)
def test_an_answer_that_no_department_could_give_is_refused(arrived, records, more, message):
    number = arrived()
    with pytest.raises(Refused, match=message):
        answer(number, records, **more)
    assert came().parts.get().state == "open"


def test_the_asked_sides_clock_is_met_by_the_last_answer(arrived):
    number = arrived(registers=(PENSION, HOMES))
    answer(number, [])
    running = Clock.objects.filter(case_no=number, key="assist.answer", met_on=None)
    assert running.exists()
    give_back(number, at=LATER)
    assert not running.exists()
    assert came().closed_on is not None


def test_what_was_answered_is_not_answered_again(arrived):
    number = arrived()
    answer(number, [])
    with pytest.raises(Refused, match="已经答复"):
        answer(number, [pension()])
    with pytest.raises(Refused, match="哪几问"):
        give_back(number)


def test_a_request_that_is_held_shows_nobody_and_takes_no_answer_there(arrived, tell):
    number = arrived()
    actions.suspend(number, "等家庭补授权", ON, by=HE)
    tell()
    assert came().state == State.SUSPENDED
    assert granted(ZHOU, number, ON)[1] is None
    with pytest.raises(Refused, match="中止"):
        answer(number, [])
    assert Clock.objects.get(case_no=number, key="assist.answer").paused_on == ON
    actions.resume(number, ON + timedelta(days=1), by=HE)
    tell(LATER)
    assert granted(ZHOU, number, ON)[1] is not None
    assert Clock.objects.get(case_no=number, key="assist.answer").paused_on is None


def test_a_request_that_is_ended_shows_nobody(arrived, tell):
    number = arrived()
    actions.end(number, "家庭撤回申请", ON, by=HE)
    tell()
    assert came().state == State.ENDED
    assert granted(ZHOU, number, ON)[1] is None
    assert requests(ZHOU, Direction.IN, ON) == []
    assert Clock.objects.filter(case_no=number, dropped_on=ON).count() == 2
