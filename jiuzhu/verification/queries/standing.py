"""Where a case stands: the queries that count, the answers that serve them, declared beside found."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.models import Claim
from jiuzhu.catalogue.edition import current
from jiuzhu.jobs.queue import stumbled
from jiuzhu.verification.compare import Fact, Pair, pairs
from jiuzhu.verification.kinds import ASKED_IN_VAIN, JOB, SETTLED
from jiuzhu.verification.models import Answer, Difference, Query

FOUND = (SourceKind.RECORD, SourceKind.BANK)


def open_differences(case_no: str) -> list[Difference]:
    """Differences of a case that nobody has explained yet; one query."""
    return list(Difference.objects.filter(case_no=case_no, is_current=True, explanation="").order_by("pk"))


def latest(case_no: str) -> list[Query]:
    """The query of a case that stands for each person and source, oldest first."""
    rows = Query.objects.filter(case_no=case_no).order_by("pk")
    return list({(row.person_id, row.source): row for row in rows}.values())


def stuck(queries: Iterable[Query]) -> set[int]:
    """Which of these questions wait because our own program failed on their answers, not for their sources; one query."""
    waiting = {query.pk: query.job_key(query.attempts) for query in queries if query.state in ASKED_IN_VAIN}
    failed = stumbled([JOB]).filter(key__in=list(waiting.values())) if waiting else ()
    put = {pk for job in failed for pk in job.payload.get("queries") or [job.payload["query"]]}
    return put & waiting.keys()


def is_stuck(case_no: str) -> bool:
    """Whether our own program failed on an answer of a case; two queries."""
    return bool(stuck(latest(case_no)))


def answers_of(queries: list[Query]) -> dict[int, Answer]:
    """The answer that serves each settled query (its own, or that of the query it reuses), by query."""
    return _serving(queries, Answer.objects.all())


def closed_answers_of(queries: list[Query]) -> dict[int, Answer]:
    """The same answers without what they hold: which there are, how old they are, how many records."""
    return _serving(queries, Answer.objects.defer("records", "digest"))


def _serving(queries: list[Query], answers: QuerySet[Answer]) -> dict[int, Answer]:
    serving = {query.reuses_id or query.pk: query.pk for query in queries if query.state in SETTLED}
    return {serving[answer.query_id]: answer for answer in answers.filter(query__in=serving)}


def compared(heard: list[Claim], queries: list[Query]) -> list[Pair]:
    """Declared and found of the family, side by side, from all claims of the case. What is found of supporters outside it stands by itself."""
    family = {query.person_id for query in queries if not query.is_outside}
    said: dict[tuple[int | None, str], Any] = {}
    seen: dict[tuple[int | None, str], Any] = {}
    for row in heard:
        if row.source_kind == SourceKind.DECLARED:
            said[row.person_id, row.key] = row.value
        elif row.source_kind in FOUND and row.person_id in family:
            seen[row.person_id, row.key] = row.value
    unsettled = {query.source for query in queries if query.state not in SETTLED and not query.is_outside}
    table = current()
    unheard = {fact.key for code in unsettled for fact in table.source(code).facts}
    return pairs(_facts(said), _facts(seen), unheard)


def _facts(values: dict[tuple[int | None, str], Any]) -> list[Fact]:
    return [Fact(person_id, key, value) for (person_id, key), value in values.items()]
