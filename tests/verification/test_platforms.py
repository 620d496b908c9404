"""Thirty banks are asked at once through their platform, and each answers, is late or is silent for itself."""

from datetime import timedelta

import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.gateways.envelope import Later, NoAnswer, Silence
from jiuzhu.jobs.models import Job
from jiuzhu.verification import actions
from jiuzhu.verification.actions.perform import question_of
from jiuzhu.verification.kinds import NotAsked, State
from jiuzhu.verification.models import Query
from jiuzhu.verification.queries import report
from tests.verification.conftest import BY, CASE, CLERK, NOON, ON, account, state

BANKS = [source.code for source in shipped().holders("bank")]
SILENT = "bank.qinghe"


@pytest.fixture
def consenting(father, consent):
    return consent(father)


def bank_tile():
    page = report(CLERK, CASE, purpose="apply")
    return next(tile for tile in page.tiles if tile.register.code == "bank")


def of(person):
    return Query.objects.filter(person=person, source__startswith="bank.")


def test_all_banks_are_one_question_for_a_person(ask, departments, work, consenting, father):
    ask(*BANKS)
    assert Job.objects.count() == 1
    work()
    assert [question.source for question in departments.asked] == ["hub.bank"]
    assert set(of(father).values_list("state", flat=True)) == {State.NO_RECORD}


def test_what_thirty_banks_hold_is_added_up(ask, departments, work, consenting, father):
    departments.says = {"bank.a": [account(1_000)], "bank.daixi": [account(200), account(30)]}
    ask(*BANKS)
    work()
    rows = {row.key: row.found for row in report(CLERK, CASE, purpose="apply").rows}
    assert rows["assets.financial"] == "12.3"
    assert (bank_tile().rows, bank_tile().state) == (3, State.ANSWERED)


def test_one_silent_bank_is_named_and_asked_again_alone(ask, departments, work, consenting, father):
    departments.says = {SILENT: NoAnswer(Silence.FAILED), "bank.a": [account(1_000)]}
    ask(*BANKS)
    work()
    first = bank_tile().holders[0]
    assert (first.code, first.state) == (SILENT, State.NO_ANSWER)
    assert bank_tile().state is State.NO_ANSWER
    departments.says[SILENT] = []
    departments.asked.clear()
    work(NOON + timedelta(minutes=2))
    assert [question.source for question in departments.asked] == ["hub.bank"]
    assert state(father, SILENT) == State.NO_RECORD


def test_nothing_is_proved_while_a_bank_is_silent(ask, departments, work, consenting):
    departments.says = {SILENT: NoAnswer(Silence.FAILED)}
    ask(*BANKS)
    work()
    assert "assets.financial" not in {row.key for row in report(CLERK, CASE, purpose="apply").rows}


def test_two_banks_that_promise_an_answer_are_asked_together_when_it_is_due(
    ask, departments, work, consenting, father
):
    ready = NOON + timedelta(hours=3)
    for code in ("bank.a", "bank.b"):
        departments.says[code] = Later("", ready)
    ask(*BANKS)
    work()
    departments.says = {"bank.a": [account(700)]}
    departments.asked.clear()
    assert work(ready - timedelta(minutes=1)) == 0
    work(ready)
    assert [question.source for question in departments.asked] == ["hub.bank"]
    assert (state(father, "bank.a"), state(father, "bank.b")) == (State.ANSWERED, State.NO_RECORD)


def test_a_consent_withdrawn_in_mid_flight_keeps_nothing(ask, departments, consenting, father):
    queries = [query for query in ask(*BANKS) if query.person_id == father.pk]
    replies = departments.ask_through("hub.bank", [question_of(query, shipped()) for query in queries])
    actions.revoke(consenting, ON, by=BY)
    actions.receive_all(CASE, {query.pk: replies[query.request_no] for query in queries}, NOON, by=BY)
    assert set(of(father).values_list("state", "reason")) == {(State.REFUSED, NotAsked.REVOKED)}


def test_receiving_a_platform_twice_keeps_one_answer_each(ask, departments, consenting, father):
    queries = [query for query in ask(*BANKS) if query.person_id == father.pk]
    replies = departments.ask_through("hub.bank", [question_of(query, shipped()) for query in queries])
    for _ in range(2):
        actions.receive_all(CASE, {query.pk: replies[query.request_no] for query in queries}, NOON, by=BY)
    assert of(father).filter(answer__isnull=False).count() == len(BANKS)
