"""The job that puts questions to sources: one for a person, and one for what deliveries answer."""

from collections.abc import Sequence
from datetime import datetime

from jiuzhu.jobs.queue import enqueue
from jiuzhu.verification.models import Query

JOB = "verification.query"


def send(queries: Sequence[Query], due_at: datetime) -> None:
    """Have these questions of a case put at a moment.

    The same queries at the same attempt are the same job.
    """
    first = queries[0]
    number = first.request_no + (f".{first.attempts}" if first.attempts else "")
    payload = {"query": first.pk} if len(queries) == 1 else {"queries": [query.pk for query in queries]}
    enqueue(JOB, number, payload, due_at=due_at)
