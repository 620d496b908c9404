"""The job that puts the questions about a person to their sources. The line is never open inside a transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Catalogue
from jiuzhu.gateways.addresses import by_file
from jiuzhu.gateways.departments import Departments, departments
from jiuzhu.gateways.envelope import NOT_ON_THE_LINE, NoAnswer, Outcome, Question, Silence
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions.delivered import from_deliveries
from jiuzhu.verification.actions.receive import receive_all, withdraw
from jiuzhu.verification.actions.send import send
from jiuzhu.verification.kinds import ASKED_IN_VAIN, GroundKind
from jiuzhu.verification.models import Query

SYSTEM = Scope.system("verification.query")
SILENT_ENOUGH = 3
"""A job that waits for one silent source after the other would outlive its lease."""


def perform_query(payload: dict[str, Any], *, at: datetime, connector: Departments | None = None) -> None:
    """Ask (or collect what was promised) for `payload["query"]`, or for all of `payload["queries"]`, one after the other.

    What comes is received in one act; repeatable. A consent withdrawn meanwhile ends a query unasked. After
    `SILENT_ENOUGH` that did not answer the rest wait for a job of their own. `at` is the moment of asking.
    """
    numbers = payload.get("queries") or [payload["query"]]
    rows = Query.objects.select_related("person", "authorisation").filter(pk__in=numbers).order_by("pk")
    waiting = [query for query in rows if query.state in ASKED_IN_VAIN]
    live = [query for query in waiting if not query.has_lapsed(day_of(at))]
    if ended := [query for query in waiting if query not in live]:
        withdraw(ended[0].case_no, ended, at, by=SYSTEM)
    if not live:
        return
    line, table = connector or departments(), current()
    _note(live, table)
    told = _told(live, line, table)
    receive_all(live[0].case_no, told, at, by=SYSTEM, catalogue=table.hash)
    if left := [query for query in live if query.pk not in told]:
        send(left, at)


def _note(queries: Sequence[Query], table: Catalogue) -> None:
    """Whose numbers leave for sources, or are looked up in deliveries, is on the trail before they do."""
    first = queries[0]
    look(
        SYSTEM,
        "verification.put",
        list(dict.fromkeys(f"person:{query.person_id}" for query in queries)),
        purpose=first.purpose,
        case_no=first.case_no,
        fields=["id_number", *dict.fromkeys(_door(query, table) for query in queries)],
    )


def _told(queries: Sequence[Query], line: Departments, table: Catalogue) -> dict[int, Outcome]:
    """What deliveries and sources say to these questions; without those that were not put."""
    files = by_file(query.source for query in queries)
    told = from_deliveries([query for query in queries if query.source in files], table)
    doors: dict[str, list[Query]] = {}
    for query in queries:
        if query.source not in files:
            doors.setdefault(f"{query.person_id} {_door(query, table)}", []).append(query)
    silent = 0
    for asked in doors.values():
        if silent == SILENT_ENOUGH:
            break
        hub = table.sources[asked[0].source].hub
        said = _put_all(asked, hub, line, table) if hub else {asked[0].pk: _put(asked[0], line, table)}
        silent += all(_was_waited_for(one) for one in said.values())
        told |= said
    return told


def _was_waited_for(outcome: Outcome) -> bool:
    """Whether somebody on the line did not answer."""
    return isinstance(outcome, NoAnswer) and outcome.reason not in NOT_ON_THE_LINE


def _door(query: Query, table: Catalogue) -> str:
    """Where a question goes: the platform of its source, or the source itself."""
    return table.sources[query.source].hub or query.source


def _put(query: Query, line: Departments, table: Catalogue) -> Outcome:
    question = question_of(query, table)
    told = line.collect(question) if query.ready_at else line.ask(question)
    delivers = isinstance(told, NoAnswer) and told.reason is Silence.BY_FILE
    return from_deliveries([query], table)[query.pk] if delivers else told


def _put_all(
    queries: Sequence[Query], hub: str, line: Departments, table: Catalogue
) -> Mapping[int, Outcome]:
    """Put one question for many holders of a register; a platform answers for each of them apart."""
    told = line.ask_through(hub, [question_of(query, table) for query in queries])
    return {query.pk: told[query.request_no] for query in queries}


def question_of(query: Query, table: Catalogue) -> Question:
    """What leaves for a query: the person's number, the ground, what a well-formed answer holds."""
    asked = table.sources[query.source]
    ground = {"kind": query.ground_kind, "article": query.article}
    if query.ground_kind == GroundKind.CONSENT and query.authorisation:
        ground["authorisation_no"] = query.authorisation.number
    return Question(
        request_no=query.request_no,
        source=asked.code,
        path=asked.path,
        id_numbers=(reveal(query.person, "id_number"),),
        purpose=query.purpose,
        ground=ground,
        case_no=query.case_no,
        on=query.asked_on,
        columns=asked.fields,
        total=asked.total,
        months=max(query.months, *(fact.months for fact in asked.facts), 1),
    )
