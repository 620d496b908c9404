"""Between two centres: the job that tells the other side, and what is done with what it tells us."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.envelope import NoAnswer, Reply
from jiuzhu.gateways.line import Line
from jiuzhu.jobs.queue import Awaited
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action, look
from jiuzhu.vault.seal import keyed_hash
from jiuzhu.verification.assist.actions.incoming import take_in
from jiuzhu.verification.assist.actions.settle import reply_to, settle
from jiuzhu.verification.assist.centres import office_here, partner
from jiuzhu.verification.assist.kinds import TOLD, Direction, PartState, Way
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.assist.states import FINAL
from jiuzhu.verification.assist.telling import message
from jiuzhu.verification.assist.wire import Answers, Ask, Said, read

SYSTEM = Scope.system("assist.deliver")


def deliver(
    payload: dict[str, Any],
    *,
    at: datetime,
    line: Line | None = None,
    find: Callable[[str], Address | None] = partner,
) -> None:
    """Tell the other side how a request stands with us now, but for whose consent no longer holds.

    Repeatable, and an overtaken job tells the newest.

    Raises Awaited when the other installation did not take it; the job comes again.
    """
    row = Request.objects.get(pk=payload["request"])
    on = day_of(at)
    told = [part for part in row.parts.select_related("authorisation") if part.holds(on)]
    people = list(dict.fromkeys(f"person:{part.person_id}" for part in told))
    purpose = f"assist:{row.peer_code}"
    look(
        SYSTEM, "assist.tell", people, purpose=purpose, case_no=row.filed_under, fields=["name", "id_number"]
    )
    text = message(row, on)
    if row.way == Way.INSIDE:
        take_message(text, row.region_code, at, by=SYSTEM)
        return
    to = find(row.peer_code)
    if to is None:
        raise Awaited("no address")
    sending = line or Line()
    try:
        answer = sending.send(to, "POST", TOLD, text.encode())
    finally:
        if line is None:
            sending.close()
    if isinstance(answer, NoAnswer):
        raise Awaited(answer.reason)
    if answer.status_code != 200:
        raise Awaited(f"HTTP {answer.status_code}")


def take_message(text: str | bytes, sender: str, at: datetime, *, by: Scope) -> Request:
    """What a centre told us, of whose region we are sure. Raises Refused for what is not its to say, or cannot be read."""
    told = read(text)
    if told.sender != sender or office_here(told.to) is None:
        raise Refused("wrong_sender", "报文里的地区和签名的对不上，或者不是发给我们的，没有收下。")
    return take_in(told, at, by=by) if isinstance(told, Ask) else hear(told, at, by=by)


@action("assist.hear")
def hear(told: Answers, at: datetime, *, by: Scope) -> Request:
    """Take what the asked side has answered and returned so far; what is known already changes nothing.

    One answer that does not fit comes back, with the reason, to be asked for again; the others are taken. After 终止 nothing is taken any more: its purpose is gone (社会救助法 第七十条).
    """
    row = (
        Request.objects.select_for_update(of=("self",))
        .filter(number=told.number, direction=Direction.OUT, sent_on__isnull=False)
        .first()
    )
    if row is None or (row.peer_code, row.region_code) != (told.sender, told.to):
        raise Refused("not_found", "没有请这个地区查过这个编号，答复没有收下。")
    if told.turn <= row.peer_turn or row.state in FINAL:
        return row
    waiting = {
        _place(part): part
        for part in row.parts.select_related("person", "query").filter(state=PartState.OPEN)
    }
    heard = [(waiting[place], said) for said in told.said if (place := _said_of(said)) in waiting]
    row.peer_turn = told.turn
    row.save(update_fields=["peer_turn"])
    told = [(part, _reply(part, said, day_of(at))) for part, said in heard]
    settle(
        row,
        [(part, reply) for part, reply in told if isinstance(reply, Reply)],
        [(part, why) for part, why in told if isinstance(why, str)],
        at,
        by,
    )
    return row


def _reply(part: Part, said: Said, today: date) -> Reply | str:
    """What was said to a question, or why it comes back: as they say, or because nobody could read it."""
    if said.returned:
        return said.returned
    try:
        return reply_to(part, said.body, today)
    except Refused as refusal:
        return refusal.message[:200]


def _place(part: Part) -> tuple[str, str, int]:
    return part.person.id_hash, part.register, part.round


def _said_of(said: Said) -> tuple[str, str, int]:
    return keyed_hash("id_number", idnumber.normal(said.id_number)), said.register, said.round
