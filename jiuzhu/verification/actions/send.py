"""The job that puts questions to sources: one for a person, and one for what deliveries answer."""

from collections.abc import Sequence
from datetime import datetime

from jiuzhu.jobs.queue import begin_again, enqueue
from jiuzhu.verification.kinds import JOB
from jiuzhu.verification.models import Query

LAST_ATTEMPT = 30
"""As many times a question is put by itself."""


def send(queries: Sequence[Query], due_at: datetime) -> None:
    """Have these questions of a case put at a moment.

    The same queries at the same attempt are the same job.
    """
    first = queries[0]
    payload = {"query": first.pk} if len(queries) == 1 else {"queries": [query.pk for query in queries]}
    enqueue(JOB, first.job_key(first.attempts), payload, due_at=due_at)


def send_again(case_no: str, waiting: Sequence[Query], due_at: datetime) -> None:
    """Have questions of a case put that nobody would put any more: their job was given up, or they were put often enough."""
    if not waiting:
        return
    asked = Query.objects.filter(case_no=case_no).only("request_no", "attempts")
    keys = [query.job_key(attempt) for query in asked for attempt in range(query.attempts + 1)]
    begin_again(JOB, keys, due_at=due_at)
    for query in waiting:
        if query.attempts >= LAST_ATTEMPT:
            send([query], due_at)
