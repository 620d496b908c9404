"""The state of a request: computed from its questions, and stored where it is an act. The table is all that may happen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.assist.kinds import PartState, State, Verb


@dataclass(frozen=True)
class Transition:
    """From which states a verb may be done, and which it may lead to."""

    before: tuple[State, ...]
    after: tuple[State, ...]


_OPEN = (State.SENT, State.PARTLY, State.SUSPENDED)
TRANSITIONS = {
    Verb.SEND: Transition((State.DRAFT,), (State.SENT,)),
    Verb.ANSWER: Transition(_OPEN, (*_OPEN, State.DONE)),
    Verb.GIVE_BACK: Transition(_OPEN, (State.PARTLY, State.RETURNED, State.SUSPENDED)),
    Verb.ASK_AGAIN: Transition((State.PARTLY, State.RETURNED), (State.SENT,)),
    Verb.ACCEPT: Transition((State.PARTLY, State.RETURNED), (State.SENT, State.DONE)),
    Verb.SUSPEND: Transition((State.SENT, State.PARTLY), (State.SUSPENDED,)),
    Verb.RESUME: Transition((State.SUSPENDED,), (State.SENT, State.PARTLY, State.RETURNED)),
    Verb.END: Transition((State.DRAFT, *_OPEN, State.RETURNED), (State.ENDED,)),
}
FINAL = (State.DONE, State.ENDED)


@dataclass(frozen=True)
class Standing:
    """One question: `is_accepted` once we took note that it was returned."""

    state: PartState
    is_accepted: bool = False

    @property
    def is_settled(self) -> bool:
        return self.state == PartState.ANSWERED or self.is_accepted


def state_of(
    sent_on: date | None, suspended_on: date | None, ended_on: date | None, parts: Sequence[Standing]
) -> State:
    """Where a request stands. It is done by itself once every question is answered, or its return accepted."""
    if ended_on is not None:
        return State.ENDED
    if sent_on is None:
        return State.DRAFT
    if all(part.is_settled for part in parts):
        return State.DONE
    if suspended_on is not None:
        return State.SUSPENDED
    returned = [part for part in parts if part.state == PartState.RETURNED]
    if len(returned) == len(parts):
        return State.RETURNED
    return State.PARTLY if any(not part.is_accepted for part in returned) else State.SENT


def may(state: State) -> list[Verb]:
    """What may be done in a state, in the order of the table."""
    return [verb for verb, rule in TRANSITIONS.items() if state in rule.before]


def demand(state: State, verb: Verb) -> None:
    """Raise Refused unless the verb may be done now."""
    if state not in TRANSITIONS[verb].before:
        wanted = "、".join(one.label for one in TRANSITIONS[verb].before)
        raise Refused(
            "request_moved",
            f"这项协查现在是“{state.label}”，不能{verb.label}（要在“{wanted}”时）。可能同事刚办过，请刷新再看。",
        )
