"""What changed between two versions of a report: who answered since, and what is found otherwise."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiuzhu.catalogue.edition import as_given, of
from jiuzhu.catalogue.values import Source
from jiuzhu.org.looking import look_within
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.found import Told, found
from jiuzhu.verification.kinds import State
from jiuzhu.verification.models import Answer, Query, Report
from jiuzhu.verification.queries.reach import demand_case


@dataclass(frozen=True)
class Moved:
    """One source about one person; `before` None: not asked about in the earlier version.

    `correction` says why an answer written by hand was replaced; "" where none was.
    """

    source: Source
    person_id: int
    before: State | None
    after: State
    correction: str = ""


@dataclass(frozen=True)
class Changed:
    """One found fact of a person; None: nothing was found (or known not to be)."""

    person_id: int
    key: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Changes:
    """From one version to another, in the order of the catalogue."""

    before: Report
    after: Report
    moved: tuple[Moved, ...]
    facts: tuple[Changed, ...]


def changes(scope: Scope, case_no: str, version: int, *, purpose: str) -> Changes | None:
    """What is new in a version against the one before; None for the first, or one that is not there. One look.

    Raises PermissionError outside the scope.
    """
    demand_case(scope, case_no)
    rows = {
        row.version: row for row in Report.objects.filter(case_no=case_no, version__in=(version - 1, version))
    }
    if len(rows) != 2:
        return None
    before, after = rows[version - 1], rows[version]
    people = list(dict.fromkeys(f"person:{state['person']}" for state in after.states))
    look_within(
        scope, "report", "verification.versions", people, purpose=purpose, case_no=case_no, fields=["found"]
    )
    return Changes(before, after, tuple(_moved(before, after)), tuple(_facts(before, after)))


def _moved(before: Report, after: Report) -> Iterable[Moved]:
    was, now = _states(before), _states(after)
    table, known = of(after.catalogue), {row["query"] for row in before.states}
    new = [row["query"] for row in after.states if row["query"] not in known]
    rows = Query.objects.filter(pk__in=new).exclude(correction="")
    corrected = {(row.source, row.person_id): row.correction for row in rows}
    for code in table.in_order(source for source, _ in now):
        for (source, person_id), state in now.items():
            place = (source, person_id)
            if source == code and (was.get(place) != state or place in corrected):
                why = corrected.get(place, "")
                yield Moved(table.source(code), person_id, was.get(place), state, why)


def _states(report: Report) -> dict[tuple[str, int], State]:
    return {(row["source"], row["person"]): State(row["state"]) for row in report.states}


def _facts(before: Report, after: Report) -> Iterable[Changed]:
    was, now = _found(before), _found(after)
    for place in dict.fromkeys((*now, *was)):
        if was.get(place) != now.get(place):
            yield Changed(*place, was.get(place), now.get(place))


def _found(report: Report) -> Mapping[tuple[int, str], Any]:
    """What follows from the answers that a version rests on, by person and fact."""
    table, given = of(report.catalogue), dict[int, list[Answer]]()
    answers: Iterable[Answer] = report.answers.select_related("query").order_by("pk")
    for answer in answers:
        given.setdefault(answer.query.person_id, []).append(answer)
    return {
        (person, fact.key): fact.value
        for person, own in given.items()
        for fact in found(
            as_given(table, {answer.query.source: answer.catalogue for answer in own}), map(_told, own)
        )
    }


def _told(answer: Answer) -> Told:
    query = answer.query
    return Told(query.source, answer.as_of, json.loads(reveal(answer, "records")), query.months)
