"""The table of what may happen to a request is the whole of it: every verb in every state, and where it leads."""

from itertools import combinations_with_replacement

import pytest
from django.db import transaction

from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.kinds import Direction, PartState, State, Verb
from jiuzhu.verification.assist.states import FINAL, TRANSITIONS, Standing, may, state_of
from tests.verification.assist.conftest import (
    HE,
    HOMES,
    MARRIAGE,
    PENSION,
    answer,
    came,
    give_back,
    out,
    question,
)
from tests.verification.conftest import NOON, ON

pytestmark = pytest.mark.slow

OPEN, ANSWERED = Standing(PartState.OPEN), Standing(PartState.ANSWERED)
BACK, ACCEPTED = Standing(PartState.RETURNED), Standing(PartState.RETURNED, is_accepted=True)
THREE = (PENSION, HOMES, MARRIAGE)


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ((OPEN, OPEN), State.SENT),
        ((OPEN, ANSWERED), State.SENT),
        ((OPEN, BACK), State.PARTLY),
        ((ANSWERED, BACK), State.PARTLY),
        ((BACK, BACK), State.RETURNED),
        ((OPEN, ACCEPTED), State.SENT),
        ((ANSWERED, ACCEPTED), State.DONE),
        ((ACCEPTED, ACCEPTED), State.DONE),
        ((ANSWERED, ANSWERED), State.DONE),
    ],
)
def test_the_state_of_a_request_follows_from_its_questions(parts, state):
    assert state_of(ON, None, None, parts) == state


@pytest.mark.parametrize("parts", list(combinations_with_replacement((OPEN, ANSWERED, BACK, ACCEPTED), 3)))
def test_an_act_outweighs_the_questions_but_for_what_is_settled(parts):
    assert state_of(None, None, None, parts) == State.DRAFT
    assert state_of(ON, ON, ON, parts) == State.ENDED
    is_settled = all(part.is_settled for part in parts)
    assert state_of(ON, ON, None, parts) == (State.DONE if is_settled else State.SUSPENDED)


def test_every_verb_stands_in_the_table_and_nothing_leaves_a_final_state():
    assert set(TRANSITIONS) == set(Verb)
    assert not [verb for state in FINAL for verb in may(state)]
    reached = {state for rule in TRANSITIONS.values() for state in rule.after} | {State.DRAFT}
    assert reached == set(State)


@pytest.fixture
def situated(draft, tell):
    """A request about three registers in a state; its number."""

    def put(state):
        number = draft(registers=THREE).number
        if state == State.DRAFT:
            return number
        actions.send(number, ON, by=HE)
        tell()
        if state in (State.PARTLY, State.RETURNED):
            parts = list(came(number).parts.all())
            give_back(number, parts=parts[:1] if state == State.PARTLY else parts)
        if state == State.DONE:
            for register in THREE:
                answer(number, [], register=register)
        tell()
        if state == State.SUSPENDED:
            actions.suspend(number, "等家庭补授权", ON, by=HE)
        if state == State.ENDED:
            actions.end(number, "家庭撤回申请", ON, by=HE)
        assert out(number).state == state
        return number

    return put


DO = {
    Verb.SEND: lambda number: actions.send(number, ON, by=HE),
    Verb.SUSPEND: lambda number: actions.suspend(number, "等家庭补授权", ON, by=HE),
    Verb.RESUME: lambda number: actions.resume(number, ON, by=HE),
    Verb.END: lambda number: actions.end(number, "家庭撤回申请", ON, by=HE),
    Verb.ASK_AGAIN: lambda number: actions.ask_again(number, "授权书重新拍清楚了", ON, by=HE),
    Verb.ACCEPT: lambda number: actions.accept_returns(number, ON, by=HE),
    Verb.ANSWER: lambda number: actions.answer(
        number, Direction.OUT, question(out(number), register=MARRIAGE).pk, ON, [], NOON, by=HE
    ),
    Verb.GIVE_BACK: lambda number: actions.give_back(
        number, Direction.OUT, [question(out(number), register=MARRIAGE).pk], "查无此人", NOON, by=HE
    ),
}


@pytest.mark.parametrize("state", State)
def test_a_verb_is_done_where_the_table_says_and_leads_where_it_says(situated, state):
    number = situated(state)
    for verb, rule in TRANSITIONS.items():
        before = transaction.savepoint()
        if state in rule.before:
            DO[verb](number)
            assert out(number).state in rule.after, verb
        else:
            with pytest.raises(Refused):
                DO[verb](number)
            assert out(number).state == state, verb
        transaction.savepoint_rollback(before)


def test_a_request_held_with_everything_returned_is_all_returned_once_it_goes_on(situated, tell):
    number = situated(State.SENT)
    actions.suspend(number, "等家庭补授权", ON, by=HE)
    for register in THREE:
        part = question(out(number), register=register)
        actions.give_back(number, Direction.OUT, [part.pk], "查无此人", NOON, by=HE)
    assert out(number).state == State.SUSPENDED
    actions.resume(number, ON, by=HE)
    assert out(number).state == State.RETURNED
