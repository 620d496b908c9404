"""Answer one question, or give it back. With the asked side by its centre; with the asking side from a letter."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Register, Source
from jiuzhu.gateways.addresses import Transport, transport
from jiuzhu.gateways.shape import control_sum
from jiuzhu.kernel.moments import day_of, start_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions.send import send as put_question
from jiuzhu.verification.assist.actions.fetch import part_of, request_for
from jiuzhu.verification.assist.actions.incoming import demand_open, note_open
from jiuzhu.verification.assist.actions.outbox import count_turn
from jiuzhu.verification.assist.actions.settle import reply_to, settle
from jiuzhu.verification.assist.kinds import Direction, PartState, Told, Verb
from jiuzhu.verification.assist.models import Given, Part, Request
from jiuzhu.verification.assist.queries import own_queries
from jiuzhu.verification.assist.states import demand
from jiuzhu.verification.found import YEAR
from jiuzhu.verification.kinds import SETTLED, GroundKind, Purpose
from jiuzhu.verification.models import Authorisation, Query
from jiuzhu.verification.queries.standing import answers_of

Records = Sequence[Mapping[str, Any]]


@action("assist.answer")
def answer(
    number: str, direction: Direction, part_id: int, as_of: date, records: Records, at: datetime, *, by: Scope
) -> Request:
    """What was found of one person in one register, typed in: records by the register's columns, none for no record.

    With the asked side it goes to the asking one; with the asking side (a letter came) it joins the case at once.
    """
    row = request_for(number, direction, by)
    part = part_of(row, part_id)
    return _answer(row, part, as_of, records, at, Told.TYPED, by)


@action("assist.answer_from_sources")
def answer_from_sources(number: str, part_id: int, at: datetime, *, by: Scope) -> Request:
    """Answer with what our own sources said. Raises Refused while one of them is silent."""
    row = request_for(number, Direction.IN, by)
    part = part_of(row, part_id)
    _may_be_answered(row, part, day_of(at))
    queries = own_queries(row, part)
    silent = [query for query in queries if query.state not in SETTLED]
    if not queries or silent:
        raise Refused(
            "sources_silent",
            f"本地来源还有 {len(silent)} 个没有答（或者还没有问），答完再用；也可以人工查后填写。",
        )
    answers = list(answers_of(queries).values())
    records = [record for one in answers for record in json.loads(reveal(one, "records"))]
    return _answer(row, part, min(one.as_of for one in answers), records, at, Told.SOURCES, by)


@action("assist.give_back")
def give_back(
    number: str, direction: Direction, part_ids: Sequence[int], reason: str, at: datetime, *, by: Scope
) -> Request:
    """Return questions unanswered, with the reason: 部分退回, or 全部退回 when none is left."""
    row = request_for(number, direction, by)
    parts = [part_of(row, part_id) for part_id in part_ids]
    if not parts or not reason.strip():
        raise Refused("reason_missing", "请选要退回哪几问，并写明为什么退回，例如：授权书看不清、查无此人。")
    why = reason.strip()[:200]
    for part in parts:
        _is_open(part)
    if direction == Direction.OUT:
        demand(row.state, Verb.GIVE_BACK)
        settle(row, [], [(part, why) for part in parts], at, by)
        return row
    demand_open(row, day_of(at))
    for part in parts:
        part.state, part.returned_for = PartState.RETURNED, why
        part.save(update_fields=["state", "returned_for"])
    return _tell(row, at, by)


@action("assist.ask_own")
def ask_own(number: str, part_id: int, on: date, *, by: Scope) -> Request:
    """Ask our own holders of a register about a person of another region, for this request and nothing else.

    A register that only the person's own consent opens is asked when that consent is on record here too; else its
    holders are asked by hand, as one without a line is: its officer's list holds the families of the place alone. Holders asked before and answered, or still asked, are not asked again.
    """
    row = request_for(number, Direction.IN, by)
    part = part_of(row, part_id)
    _may_be_answered(row, part, on)
    register = current().registers[part.register]
    consent = _consent_here(row, part, register, on)
    if register.needs_consent and consent is None:
        raise Refused(
            "consent_elsewhere",
            "这一类要凭本人授权书原件查，授权书不在本系统里。请持授权书到机构人工查询，查后填写。",
            "社会救助法 第四十一条",
        )
    holders = current().holders(part.register)
    if any(transport(source.code) is Transport.MANUAL for source in holders):
        raise Refused(
            "asked_by_hand",
            f"“{register.label}”没有连线，这个部门只在自己的清单上答本地家庭的问题。请联系他们的经办人查，查后“人工填写”。",
        )
    asked = {query.source for query in own_queries(row, part)}
    new: dict[str, list[Query]] = {}
    for source in holders:
        if source.code not in asked:
            new.setdefault(source.hub or source.code, []).append(_question(row, part, source, consent, on))
    for queries in new.values():
        Query.objects.bulk_create(queries)
        put_question(queries, due_at=start_of(on))
    return row


def _consent_here(row: Request, part: Part, register: Register, on: date) -> Authorisation | None:
    """The consent, where it is on record here too, still holds, and covers what the asking side does."""
    given = part.authorisation
    return given if given and given.is_live(on) and given.covers(register, row.used_for) else None


def _question(row: Request, part: Part, source: Source, consent: Authorisation | None, on: date) -> Query:
    return Query(
        case_no=row.number,
        person=part.person,
        source=source.code,
        purpose=Purpose.ASSIST,
        ground_kind=GroundKind.CONSENT if consent else GroundKind.STATUTE,
        article=source.article(on),
        authorisation=consent,
        request_no=f"HC-{new_id()}",
        asked_on=on,
        months=YEAR,
    )


def _answer(
    row: Request, part: Part, as_of: date, records: Records, at: datetime, how: Told, by: Scope
) -> Request:
    if row.direction == Direction.IN:
        _may_be_answered(row, part, day_of(at))
    _is_open(part)
    named = [{**record, "id_number": reveal(part.person, "id_number")} for record in records]
    register = current().registers.get(part.register)
    control = {"rows": len(named), "sum_fen": _sum(register.total if register else "", named)}
    body = {"as_of": as_of.isoformat(), "records": named, "control": control}
    if row.direction == Direction.OUT:
        demand(row.state, Verb.ANSWER)
        settle(row, [(part, reply_to(part, body, day_of(at)))], [], at, by)
        return row
    reply = reply_to(part, body, day_of(at))
    Given.objects.create(
        part=part,
        round=part.round,
        given_at=at,
        given_by=by.actor,
        how=how,
        as_of=reply.as_of,
        rows=len(reply.records),
        records=json.dumps(reply.records, ensure_ascii=False, sort_keys=True),
    )
    part.state = PartState.ANSWERED
    part.save(update_fields=["state"])
    return _tell(row, at, by)


def _sum(total: str, records: list[dict[str, Any]]) -> int:
    """0 where a record has no amount: the check that follows names its column."""
    try:
        return control_sum(total, records)
    except (KeyError, TypeError):
        return 0


def _tell(row: Request, at: datetime, by: Scope) -> Request:
    count_turn(row, at)
    row.save(update_fields=["turn"])
    note_open(row, day_of(at), by=by)
    return row


def _may_be_answered(row: Request, part: Part, on: date) -> None:
    """Raise Refused unless the asked side may look for this one, and answer: it is open, and its consent holds."""
    demand_open(row, on)
    _is_open(part)
    if not part.holds(on):
        raise Refused(
            "consent_withdrawn",
            "这个人的授权已经撤回或者到期，不能再查，也不能再答。请刷新页面再看。",
            "社会救助法 第四十一条",
        )


def _is_open(part: Part) -> None:
    if part.state != PartState.OPEN:
        raise Refused("part_settled", "这一问已经答复或者退回了，请刷新页面再看。")
