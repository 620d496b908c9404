"""Ask what came back unanswered once more, with what was missing."""

from datetime import date

from jiuzhu.kernel.moments import start_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.assist.actions.fetch import request_for
from jiuzhu.verification.assist.actions.outbox import count_turn
from jiuzhu.verification.assist.actions.send import put, start_waiting
from jiuzhu.verification.assist.kinds import Direction, PartState, Verb
from jiuzhu.verification.assist.models import Request
from jiuzhu.verification.assist.states import demand


@action("assist.ask_again")
def ask_again(number: str, note: str, on: date, *, by: Scope) -> Request:
    """Ask what was returned once more; `note` says what was corrected or added."""
    row = request_for(number, Direction.OUT, by)
    demand(row.state, Verb.ASK_AGAIN)
    if not note.strip():
        raise Refused("reason_missing", "请写明补正了什么，对方照着这个再查。")
    for part in row.parts.select_related("person").filter(state=PartState.RETURNED, is_accepted=False):
        part.state, part.returned_for, part.round = PartState.OPEN, "", part.round + 1
        part.save(update_fields=["state", "returned_for", "round"])
        put(row, part, on, by=by)
    row.note = note.strip()[:300]
    start_waiting(row, on, by)
    count_turn(row, start_of(on))
    row.save(update_fields=["note", "turn"])
    return row
