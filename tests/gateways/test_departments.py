"""The contract between the connector and a department, in process and over HTTP alike."""

from dataclasses import replace

import pytest

from jiuzhu.demo.departments.faults import Kind
from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.departments import Departments
from jiuzhu.gateways.envelope import Later, NoAnswer, Reply, Silence
from jiuzhu.gateways.line import Breaker
from tests.gateways.conftest import ACCOUNT, BILLS, LI, ON, WANG, question

STATUTE = {"kind": "statute", "article": "社会救助法 第四十一条"}


def test_records_come_back_with_their_day(departments):
    assert departments.ask(question()) == Reply("CX-1", ON, (ACCOUNT,))


def test_no_record_is_an_answer(departments):
    assert departments.ask(question(who=WANG)) == Reply("CX-1", ON, ())


@pytest.mark.parametrize(("months", "told"), [(12, BILLS), (1, [])])
def test_a_department_tells_the_bills_of_the_window_that_is_asked_for(departments, months, told):
    answer = departments.ask(question("yibao.jiuyi", ground=STATUTE, months=months))
    assert list(answer.records) == told


def test_the_same_number_again_is_the_same_question(departments):
    assert departments.ask(question()) == departments.ask(question())


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Kind.ERROR, Silence.FAILED),
        (Kind.GARBAGE, Silence.GARBLED),
        (Kind.SILENCE, Silence.UNREACHABLE),
        (Kind.WRONG_TOTALS, Silence.WRONG_TOTALS),
        (Kind.DOUBLED, Silence.WRONG_TOTALS),
        (Kind.STRANGER, Silence.GARBLED),
    ],
)
def test_a_faulty_answer_is_no_answer(departments, fault, kind, reason):
    fault("bank.a", kind)
    outcome = departments.ask(question())
    assert isinstance(outcome, NoAnswer)
    assert outcome.reason == reason


def test_a_late_answer_is_promised_and_then_collected(departments, fault):
    fault("bank.a", Kind.LATE, seconds=3600)
    assert isinstance(departments.ask(question()), Later)
    assert isinstance(departments.collect(question()), Later)
    fault("bank.a", Kind.LATE, seconds=0)
    assert isinstance(departments.collect(question()), Reply)


def test_an_answer_nobody_asked_for_is_refused(departments):
    assert departments.collect(question(number="CX-9")) == NoAnswer(Silence.REFUSED, "HTTP 404")


def test_a_wrong_signature_is_refused_and_not_logged_as_asked(departments):
    forged = Address(departments.address.base, departments.address.key, "00" * 32)
    outcome = Departments(departments.line, lambda name: forged).ask(question())
    assert outcome == NoAnswer(Silence.REFUSED, "HTTP 401")
    assert departments.log == []


def test_a_bank_refuses_a_question_without_consent(departments):
    assert departments.ask(question(ground=STATUTE)) == NoAnswer(Silence.REFUSED, "HTTP 403")


def test_a_department_answers_by_statute(departments):
    assert isinstance(departments.ask(question("shuiwu.geshui", ground=STATUTE)), Reply)


def test_a_source_without_an_address_is_not_connected(departments):
    assert Departments(departments.line, lambda name: None).ask(question()) == NoAnswer(Silence.NOT_CONNECTED)


def test_a_source_that_stays_down_is_left_alone_and_its_neighbour_is_not(departments, fault):
    now = [0.0]
    departments.line.breaker = Breaker(limit=2, rest=60, clock=lambda: now[0])
    fault("bank.a", Kind.ERROR)
    reasons = [departments.ask(question()).reason for _ in range(3)]
    assert reasons == [Silence.FAILED, Silence.FAILED, Silence.PAUSED]
    assert isinstance(departments.ask(question("bank.b")), Reply)
    now[0] = 61
    assert departments.ask(question()).reason == Silence.FAILED


def test_what_was_asked_and_answered_does_not_print_itself(departments):
    asked = replace(question(), request_no="CX-7")
    assert LI not in repr(asked)
    assert LI not in repr(departments.ask(asked))
