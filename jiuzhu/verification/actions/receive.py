"""Take what sources answered, promised, or failed to answer: store it, learn from it, or ask again later."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from jiuzhu.catalogue.actions import keep_current
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Register
from jiuzhu.gateways.envelope import Later, NoAnswer, Outcome, Reply, Silence
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash
from jiuzhu.verification.actions.learn import learn
from jiuzhu.verification.actions.publish import newest
from jiuzhu.verification.actions.send import LAST_ATTEMPT, send
from jiuzhu.verification.kinds import ASKED_IN_VAIN, NotAsked, State
from jiuzhu.verification.models import Answer, Query

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60, 6 * 60, 24 * 60))
"""Waits before asking again; the last one repeats until `LAST_ATTEMPT`, and is the only one where an officer has to look."""


@dataclass(frozen=True)
class Received:
    """What was settled at once: by a platform's answer, or by a consent that ended."""

    case_no: str
    queries: list[Query] = field(repr=False)

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"case:{self.case_no}",
            "case_no": self.case_no,
            "refs": {"queries": {query.pk: str(query.state) for query in self.queries}},
        }


@action("verification.receive")
def receive(
    query: Query, outcome: Outcome, at: datetime, *, by: Scope, catalogue: str = "", by_hand: bool = False
) -> Query:
    """Settle a query with a reply, or leave it open with the reason and a job to ask again. Repeatable.

    `catalogue` is the hash of the one that the reply was checked by, where it is not the one in force; `by_hand`: `by` wrote it.

    A reply becomes a sealed answer, found claims, differences and the next version of the report; of people of another
    region, asked about for its centre, a sealed answer alone. Queries of one case are received one after another. A
    reply under a consent that was withdrawn meanwhile is not kept; one of a day to come, or older than the register may be, is no answer.
    """
    return _receive(query.case_no, {query.pk: outcome}, at, by, catalogue, by_hand=by_hand)[0]


@action("verification.receive_all")
def receive_all(
    case_no: str, outcomes: Mapping[int, Outcome], at: datetime, *, by: Scope, catalogue: str = ""
) -> Received:
    """Settle several queries of one case, by their numbers, as `receive` does one: what a platform said of its members.

    What is learnt from them is learnt once.
    """
    return Received(case_no, _receive(case_no, outcomes, at, by, catalogue))


def _receive(
    case_no: str,
    outcomes: Mapping[int, Outcome],
    at: datetime,
    by: Scope,
    catalogue: str,
    *,
    by_hand: bool = False,
) -> list[Query]:
    of_the_case = Query.objects.filter(case_no=case_no).order_by("pk")
    list(
        of_the_case.select_for_update().values_list("pk", flat=True)[:1]
    )  # who holds the first row has the case's turn
    rows = list(of_the_case.filter(pk__in=outcomes).select_related("authorisation"))
    last = newest(case_no)
    reported = {row["query"] for row in last.states} if last else set()
    again: dict[datetime, list[Query]] = {}
    people: set[int] = set()
    answers: list[Answer] = []
    table, now = current(), keep_current(by=by)
    for query in rows:
        outcome = _dated(query, outcomes[query.pk], table.register_of(query.source), day_of(at))
        if query.state not in ASKED_IN_VAIN:
            continue
        people.add(query.person_id)
        if query.has_lapsed(day_of(at)):
            _withdrawn(query)
        elif isinstance(outcome, Reply):
            is_late = not reported.isdisjoint((query.pk, query.corrects_id))
            answer = _kept(query, outcome, at, catalogue or now, is_late=is_late)
            answer.entered_by = by.actor if by_hand else ""
            answers.append(answer)
        else:
            again.setdefault(_still_open(query, outcome, at), []).append(query)
    Answer.objects.bulk_create(answers)
    _write(rows)
    for due, queries in again.items():
        if queries[0].attempts < LAST_ATTEMPT:
            send(queries, due)
    if people:
        learn(case_no, at, people, by=by)
    return rows


def misdated(register: Register, as_of: date, asked_on: date, today: date) -> Silence | None:
    """Why an answer that is true on `as_of` cannot be used: the day is still to come, or was too long before it was asked for."""
    if as_of > today:
        return Silence.GARBLED
    return Silence.STALE if register.good_until(as_of) < asked_on else None


def _dated(query: Query, outcome: Outcome, register: Register, today: date) -> Outcome:
    """What was said; no answer where it speaks of a day that cannot be used, by whatever door it came."""
    wrong = misdated(register, outcome.as_of, query.asked_on, today) if isinstance(outcome, Reply) else None
    return NoAnswer(wrong, "as_of") if wrong else outcome


def _write(queries: Sequence[Query]) -> None:
    """Where these stand now: one statement for all that stand alike."""
    alike: dict[tuple[Any, ...], list[int]] = {}
    for query in queries:
        stand = (query.state, query.reason, query.ready_at, query.attempts)
        alike.setdefault(stand, []).append(query.pk)
    for (state, reason, ready_at, attempts), numbers in alike.items():
        Query.objects.filter(pk__in=numbers).update(
            state=state, reason=reason, ready_at=ready_at, attempts=attempts
        )


@action("verification.withdraw")
def withdraw(case_no: str, queries: Sequence[Query], at: datetime, *, by: Scope) -> Received:
    """End open queries of a case whose consent no longer holds, and let its report say so."""
    ended = [_withdrawn(query) for query in queries]
    learn(case_no, at, {query.person_id for query in ended}, by=by)
    return Received(case_no, ended)


def _withdrawn(query: Query) -> Query:
    query.state, query.reason = State.REFUSED, NotAsked.REVOKED
    query.save(update_fields=["state", "reason"])
    return query


def digest_of(reply: Reply) -> str:
    """The keyed hash under which a reply's records are kept."""
    return keyed_hash("verification.answer", _text(reply))


def _text(reply: Reply) -> str:
    return json.dumps(reply.records, ensure_ascii=False, sort_keys=True)


def _kept(query: Query, reply: Reply, at: datetime, catalogue: str, *, is_late: bool) -> Answer:
    """The answer to be written; the query is settled by it."""
    query.state = State.ANSWERED if reply.records else State.NO_RECORD
    query.reason, query.attempts = "", query.attempts + 1
    return Answer(
        query=query,
        received_at=at,
        as_of=reply.as_of,
        rows=len(reply.records),
        records=_text(reply),
        digest=digest_of(reply),
        is_late=is_late,
        catalogue=catalogue,
        way=reply.way,
    )


def _still_open(query: Query, outcome: Later | NoAnswer, at: datetime) -> datetime:
    """Leave a query open with the reason; the moment to ask again, or to fetch what was promised."""
    query.attempts += 1
    if isinstance(outcome, Later):
        query.state, query.reason, query.ready_at = State.WAITING, "", outcome.ready_at
        due = outcome.ready_at
    else:
        query.state, query.reason, query.ready_at = State.NO_ANSWER, outcome.reason, None
        waits_for_officer = outcome.reason is Silence.WITH_OFFICER
        due = at + PAUSES[-1 if waits_for_officer else min(query.attempts, len(PAUSES)) - 1]
    return due
