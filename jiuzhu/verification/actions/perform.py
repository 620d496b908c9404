"""The job that puts one question to a source or a platform. The line is never open inside a transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Catalogue
from jiuzhu.gateways.addresses import by_file
from jiuzhu.gateways.departments import Departments, departments
from jiuzhu.gateways.envelope import NoAnswer, Outcome, Question, Silence
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions.delivered import from_deliveries
from jiuzhu.verification.actions.receive import receive, receive_all, withdraw
from jiuzhu.verification.kinds import ASKED_IN_VAIN, GroundKind
from jiuzhu.verification.models import Query

SYSTEM = Scope.system("verification.query")


def perform_query(payload: dict[str, Any], *, at: datetime, connector: Departments | None = None) -> None:
    """Ask (or collect what was promised) for `payload["query"]`, or for `payload["queries"]` of one person at once.

    What comes is received; repeatable. A consent withdrawn meanwhile ends a query unasked. `at` is the moment of asking.
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
    if len(numbers) == 1:
        receive(live[0], _put(live[0], line, table), at, by=SYSTEM, catalogue=table.hash)
        return
    files = by_file(query.source for query in live)
    told = from_deliveries([query for query in live if query.source in files], table)
    asked = [query for query in live if query.source not in files]
    if asked:
        told |= _put_all(asked, line, table)
    receive_all(live[0].case_no, told, at, by=SYSTEM, catalogue=table.hash)


def _note(queries: Sequence[Query], table: Catalogue) -> None:
    """Whose numbers leave for sources, or are looked up in deliveries, is on the trail before they do."""
    first = queries[0]
    look(
        SYSTEM,
        "verification.put",
        list(dict.fromkeys(f"person:{query.person_id}" for query in queries)),
        purpose=f"{first.purpose}:{table.sources[first.source].hub or first.source}"[:60],
        case_no=first.case_no,
        fields=["id_number"],
    )


def _put(query: Query, line: Departments, table: Catalogue) -> Outcome:
    question = question_of(query, table)
    told = line.collect(question) if query.ready_at else line.ask(question)
    delivers = isinstance(told, NoAnswer) and told.reason is Silence.BY_FILE
    return from_deliveries([query], table)[query.pk] if delivers else told


def _put_all(queries: Sequence[Query], line: Departments, table: Catalogue) -> Mapping[int, Outcome]:
    """Put one question for many holders of a register; a platform answers for each of them apart."""
    hub = table.sources[queries[0].source].hub
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
    )
