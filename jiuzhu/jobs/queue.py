"""Enqueue, lease, run, repeat. A worker killed at any point loses its lease, and the job runs again."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from jiuzhu.jobs.models import Job

LEASE = timedelta(minutes=5)
LAST_ATTEMPT = 12
PATIENT = LAST_ATTEMPT - 3
"""As many attempts count of a job that waits for a partner, so that it is not given up, and may still fail a few times."""
log = logging.getLogger(__name__)
Kinds = Mapping[str, Callable[[dict[str, Any]], None]]


class NotYet(Exception):
    """A partner has not done its part; the job comes again. Says why without anything that was received."""


class Awaited(NotYet):
    """A partner that must be told, or heard, in the end: the job comes again, some three times a day, until it is done."""


class Hopeless(Exception):
    """Trying again mends nothing: the job is given up at once, until a person has it begun again."""


def enqueue(kind: str, key: str, payload: dict[str, Any], *, due_at: datetime) -> Job:
    """Put a job on the table, in the caller's transaction; the same (kind, key) again is the same job."""
    return Job.objects.get_or_create(kind=kind, key=key, defaults={"payload": payload, "due_at": due_at})[0]


def repeat(kind: str, key: str, payload: dict[str, Any], *, due_at: datetime) -> None:
    """Put a job on the table that comes again and again: one row, due anew once it was done. Given up, it stays so."""
    job = enqueue(kind, key, payload, due_at=due_at)
    Job.objects.filter(pk=job.pk, done_at__isnull=False).update(due_at=due_at, done_at=None, attempts=0)


def given_up(kinds: Iterable[str]) -> QuerySet[Job]:
    """Jobs of these kinds that will not be tried again by themselves, the newest first."""
    return Job.objects.filter(kind__in=list(kinds), gave_up_at__isnull=False).order_by("-gave_up_at", "-pk")


def stumbled(kinds: Iterable[str]) -> QuerySet[Job]:
    """Jobs of these kinds that are not done because of a fault of our own, and not for want of a partner; given up or not."""
    waits = ("", NotYet.__name__, Awaited.__name__)
    return Job.objects.filter(kind__in=list(kinds), done_at=None).exclude(error__in=waits).order_by("pk")


def unfinished(kind: str, key: str) -> Job | None:
    """The job of a key while it is not done: it waits, is being done, or was given up."""
    return Job.objects.filter(kind=kind, key=key, done_at=None).first()


def begin_again(kind: str, keys: Iterable[str], *, due_at: datetime) -> int:
    """Have jobs of these keys that were given up tried anew, with all their attempts; how many. In the caller's transaction."""
    stopped = given_up([kind]).filter(key__in=list(keys))
    return stopped.update(gave_up_at=None, leased_until=None, attempts=0, error="", due_at=due_at)


def work_once(kinds: Kinds, *, now: datetime) -> Job | None:
    """Lease the longest due job that nobody holds, run it, mark it done. None when nothing is due.

    A job that raises is tried again after 2, 4, 8 … minutes, at most `LAST_ATTEMPT` times; one that raises Awaited for ever,
    one that raises Hopeless not at all.
    """
    job = _lease(kinds, now)
    if job is None:
        return None
    try:
        kinds[job.kind](job.payload)
    except Awaited as wait:
        log.warning("job %s %s waits: %s", job.kind, job.pk, wait)
        _put_back(job, now, type(wait).__name__, attempts=min(job.attempts, PATIENT))
    except Hopeless as error:
        log.error("job %s %s is given up: %s", job.kind, job.pk, type(error).__name__)
        _put_back(job, now, type(error).__name__, attempts=LAST_ATTEMPT)
    except Exception as error:
        log.exception("job %s %s failed", job.kind, job.pk)
        _put_back(job, now, type(error).__name__, attempts=job.attempts)
    else:
        Job.objects.filter(pk=job.pk).update(done_at=now, leased_until=None, error="")
    return job


def _lease(kinds: Kinds, now: datetime) -> Job | None:
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    with transaction.atomic():
        waiting = Job.objects.filter(
            free, done_at=None, gave_up_at=None, due_at__lte=now, kind__in=list(kinds)
        )
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.order_by("due_at", "pk").first()
        if job is None:
            return None
        if job.attempts >= LAST_ATTEMPT:
            Job.objects.filter(pk=job.pk).update(gave_up_at=now, error="每次都没有做完，进程就断了")
            return None
        Job.objects.filter(pk=job.pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
    job.attempts += 1
    return job


def _put_back(job: Job, now: datetime, error: str, *, attempts: int) -> None:
    """Give the job up or let it wait, `attempts` of it counted; a worker whose lease ran out meanwhile leaves the row to the next one."""
    wait = timedelta(minutes=2 ** min(job.attempts, 9))
    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(
        attempts=attempts,
        leased_until=None,
        due_at=now + wait,
        error=error[:200],
        gave_up_at=now if attempts >= LAST_ATTEMPT else None,
    )
