"""Who told of a fact, and what they say when they are asked about it again."""

from collections.abc import Collection
from dataclasses import dataclass

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import ELSEWHERE
from jiuzhu.verification.compare import group
from jiuzhu.verification.kinds import SETTLED
from jiuzhu.verification.models import Answer, Query
from jiuzhu.verification.queries.standing import closed_answers_of, latest


@dataclass(frozen=True)
class Again:
    """One source about one person, asked a second time. None: it had not answered before, or has not yet."""

    label: str
    query: Query
    before: Answer | None
    now: Answer | None

    @property
    def is_answered(self) -> bool:
        return self.now is not None


def told_of(case_no: str, person_id: int | None, key: str) -> set[tuple[int, str]]:
    """(person, source) behind what was found of a fact: who had records of it, else who answered that they have none.

    `person_id` None: of anybody in the family. Another region's centre is left out: it is asked by a request of its own.
    """
    table = current()
    own = [
        query
        for query in latest(case_no)
        if query.state in SETTLED
        and ELSEWHERE not in query.source
        and (query.person_id == person_id or (person_id is None and not query.is_outside))
        and any(group(fact.key) == group(key) for fact in table.register_of(query.source).facts)
    ]
    answers = closed_answers_of(own)
    holding = [query for query in own if query.pk in answers and answers[query.pk].rows]
    return {(query.person_id, query.source) for query in holding or own}


def asked_again(case_no: str, query_ids: Collection[int]) -> list[Again]:
    """What the sources of these queries of a case had said before and say now; what they hold stays sealed."""
    rows = list(Query.objects.filter(case_no=case_no).select_related("person").order_by("pk"))
    asked = [query for query in rows if query.pk in query_ids]
    earlier = {
        query.pk: next(
            (
                one
                for one in reversed(rows)
                if one.pk < query.pk
                and (one.person_id, one.source) == (query.person_id, query.source)
                and one.state in SETTLED
            ),
            None,
        )
        for query in asked
    }
    answers = closed_answers_of([*asked, *(one for one in earlier.values() if one)])
    table = current()
    return [
        Again(
            next(iter(table.labels([query.source])), query.source),
            query,
            answers.get(before.pk) if (before := earlier[query.pk]) else None,
            answers.get(query.pk),
        )
        for query in asked
    ]
