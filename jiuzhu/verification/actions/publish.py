"""Make the next version of a case's report."""

from datetime import date, datetime
from typing import Any

from jiuzhu.catalogue.actions import keep_current
from jiuzhu.catalogue.edition import current
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.kinds import ASKED_IN_VAIN, State
from jiuzhu.verification.models import Answer, Query, Report


def newest(case_no: str) -> Report | None:
    """The report that holds now."""
    return Report.objects.filter(case_no=case_no).order_by("-version").first()


def states_of(queries: list[Query]) -> list[dict[str, Any]]:
    """What a report says of every query."""
    return [
        {"query": row.pk, "source": row.source, "person": row.person_id, "state": _shown(row)}
        for row in queries
    ]


@action("verification.publish")
def publish(
    case_no: str, queries: list[Query], answers: dict[int, Answer], on: date, at: datetime, *, by: Scope
) -> Report:
    """The next version, from the queries that stand and their answers; it says which sources are new or corrected in it."""
    last, states = newest(case_no), states_of(queries)
    before = {(row["source"], row["person"]): row["state"] for row in last.states} if last else {}
    news = {row["source"] for row in states if row["state"] != before.get((row["source"], row["person"]))}
    known = {row["query"] for row in last.states} if last else set()
    news |= {row.source for row in queries if row.corrects_id and row.pk not in known}
    report = Report.objects.create(
        case_no=case_no,
        household_id=queries[-1].household_id,
        version=last.version + 1 if last else 1,
        made_at=at,
        valid_until=_valid_until(queries, answers, on),
        states=states,
        news=current().in_order(news) if last else [],
        catalogue=keep_current(by=by),
    )
    report.answers.set(answers.values())
    return report


def _valid_until(queries: list[Query], answers: dict[int, Answer], today: date) -> date:
    """The day the first of its answers grows stale; today when there is none."""
    table = current()
    ends = [
        table.register_of(row.source).good_until(answers[row.pk].as_of)
        for row in queries
        if row.pk in answers
    ]
    return min(ends, default=today)


def _shown(query: Query) -> str:
    """A promise and a failure are the same to the reader: asked, no answer."""
    return State.NO_ANSWER if query.state in ASKED_IN_VAIN else query.state
