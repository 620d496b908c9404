"""One source's records of one person, opened."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiuzhu.catalogue.edition import of
from jiuzhu.catalogue.values import Source
from jiuzhu.org.looking import look_within
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.kinds import SETTLED
from jiuzhu.verification.models import Answer, Query
from jiuzhu.verification.queries.reach import demand_case
from jiuzhu.verification.queries.standing import latest


@dataclass(frozen=True)
class Opened:
    """What the source said, with its columns' labels in `source.fields`, as they were when it answered.

    `correction` says why it replaces another that was written by hand; "" where it replaces none.
    """

    source: Source
    person_id: int
    as_of: date
    records: list[dict[str, Any]] = field(repr=False)
    correction: str = ""


def answered(scope: Scope, case_no: str) -> list[Query]:
    """The queries of a case that were answered, newest of each person and source; what they say stays closed.

    Raises PermissionError outside the scope.
    """
    demand_case(scope, case_no)
    return [query for query in latest(case_no) if query.state in SETTLED]


def open_answer(scope: Scope, query_id: int, *, purpose: str) -> Opened | None:
    """Open what one query was answered; None while there is no answer. The look is on the trail before.

    Raises PermissionError outside the scope.
    """
    query = Query.objects.get(pk=query_id)
    demand_case(scope, query.case_no)
    answer = Answer.objects.filter(query_id=query.reuses_id or query.pk).first()
    if answer is None:
        return None
    asked = of(answer.catalogue).source(query.source)
    look_within(
        scope,
        "raw",
        "verification.open_answer",
        [f"person:{query.person_id}"],
        purpose=purpose,
        case_no=query.case_no,
        fields=[f"{asked.code}.{name}" for name in asked.fields],
    )
    records = json.loads(reveal(answer, "records"))
    return Opened(asked, query.person_id, answer.as_of, records, query.correction)
