"""The job that puts one query to its source. The line is never open inside a transaction."""

from datetime import datetime
from typing import Any

from jiuzhu.gateways.envelope import Outcome, Question
from jiuzhu.gateways.http import Departments, departments
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions.receive import receive, withdraw
from jiuzhu.verification.catalogue import source
from jiuzhu.verification.kinds import ASKED_IN_VAIN, GroundKind
from jiuzhu.verification.models import Query
from jiuzhu.verification.moments import day_of

SYSTEM = Scope.system("verification.query")


def perform_query(payload: dict[str, Any], *, at: datetime, connector: Departments | None = None) -> None:
    """Ask (or collect what was promised) for the query `payload["query"]` and receive the outcome; repeatable.

    A consent withdrawn meanwhile ends the query unasked. `at` is the moment of asking.
    """
    query = Query.objects.select_related("person", "authorisation").get(pk=payload["query"])
    if query.state not in ASKED_IN_VAIN:
        return
    if query.authorisation and not query.authorisation.is_live(day_of(at)):
        withdraw(query, by=SYSTEM)
        return
    receive(query, _put(query, connector or departments()), at, by=SYSTEM)


def _put(query: Query, connector: Departments) -> Outcome:
    """Send the question; that a person's number leaves for a source is on the trail before it does."""
    look(
        SYSTEM,
        "verification.put",
        [f"person:{query.person_id}"],
        purpose=f"{query.purpose}:{query.source}",
        case_no=query.case_no,
        fields=["id_number"],
    )
    question = _question(query)
    return connector.collect(question) if query.ready_at else connector.ask(question)


def _question(query: Query) -> Question:
    asked = source(query.source)
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
