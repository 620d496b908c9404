"""Take what a source answered, promised, or failed to answer: store it, learn from it, or ask again later."""

import json
from datetime import datetime, timedelta

from jiuzhu.gateways.envelope import Later, NoAnswer, Outcome, Reply
from jiuzhu.jobs.queue import enqueue
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash
from jiuzhu.verification.actions.learn import learn
from jiuzhu.verification.actions.publish import newest
from jiuzhu.verification.kinds import ASKED_IN_VAIN, NotAsked, State
from jiuzhu.verification.models import Answer, Query
from jiuzhu.verification.moments import day_of

JOB = "verification.query"
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60, 6 * 60, 24 * 60))
"""Waits before asking again; the last one repeats until `LAST_ATTEMPT`."""
LAST_ATTEMPT = 30


@action("verification.receive")
def receive(query: Query, outcome: Outcome, at: datetime, *, by: Scope) -> Query:
    """Settle a query with a reply, or leave it open with the reason and a job to ask again. Repeatable.

    A reply becomes a sealed answer, found claims, differences and the next version of the report. Queries of one case
    are received one after another. A reply under a consent that was withdrawn meanwhile is not kept.
    """
    same_case = Query.objects.select_for_update(of=("self",)).filter(case_no=query.case_no).order_by("pk")
    query = next(row for row in same_case if row.pk == query.pk)
    if query.state not in ASKED_IN_VAIN:
        return query
    if isinstance(outcome, Reply):
        if query.authorisation and not query.authorisation.is_live(day_of(at)):
            return _withdrawn(query)
        _keep(query, outcome, at)
    else:
        _ask_again(query, outcome, at)
    learn(query.case_no, at, {query.person_id}, by=by)
    return query


@action("verification.withdraw")
def withdraw(query: Query, *, by: Scope) -> Query:
    """End a query whose consent no longer holds."""
    return _withdrawn(query)


def _withdrawn(query: Query) -> Query:
    query.state, query.reason = State.REFUSED, NotAsked.REVOKED
    query.save(update_fields=["state", "reason"])
    return query


def _keep(query: Query, reply: Reply, at: datetime) -> None:
    text = json.dumps(reply.records, ensure_ascii=False, sort_keys=True)
    Answer.objects.create(
        query=query,
        received_at=at,
        as_of=reply.as_of,
        rows=len(reply.records),
        records=text,
        digest=keyed_hash("verification.answer", text),
        is_late=_was_reported_open(query),
    )
    query.state = State.ANSWERED if reply.records else State.NO_RECORD
    query.reason, query.attempts = "", query.attempts + 1
    query.save(update_fields=["state", "reason", "attempts"])


def _was_reported_open(query: Query) -> bool:
    """Whether a report has already gone out without this query's answer."""
    last = newest(query.case_no)
    return last is not None and any(row["query"] == query.pk for row in last.states)


def _ask_again(query: Query, outcome: Later | NoAnswer, at: datetime) -> None:
    query.attempts += 1
    if isinstance(outcome, Later):
        query.state, query.reason, query.ready_at = State.WAITING, "", outcome.ready_at
        due = outcome.ready_at
    else:
        query.state, query.reason, query.ready_at = State.NO_ANSWER, outcome.reason, None
        due = at + PAUSES[min(query.attempts, len(PAUSES)) - 1]
    query.save(update_fields=["state", "reason", "ready_at", "attempts"])
    if query.attempts < LAST_ATTEMPT:
        enqueue(JOB, f"{query.request_no}.{query.attempts}", {"query": query.pk}, due_at=due)
