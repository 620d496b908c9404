"""What the worker can do and what the clock sets off: the tables handed down to `jobs`, which imports nobody above."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from jiuzhu.benefits import jobs as bank_jobs
from jiuzhu.benefits.actions.send import SEND
from jiuzhu.benefits.bank import bank
from jiuzhu.jobs.queue import Kinds
from jiuzhu.trail.seal import seal
from jiuzhu.verification import actions as verification


@dataclass(frozen=True)
class Beat:
    """Something done again every so often. `run` gets the moment; it must be safe to repeat."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


def _at_now(job: Callable[..., object]) -> Callable[[dict[str, Any]], None]:
    """The job with the moment at which the worker takes it up."""

    def run(payload: dict[str, Any]) -> None:
        job(payload, at=timezone.now())

    return run


KINDS: Kinds = {
    verification.JOB: _at_now(verification.perform_query),
    SEND: _at_now(partial(bank_jobs.send, partner=bank())),
    bank_jobs.FETCH: _at_now(partial(bank_jobs.fetch_reply, partner=bank())),
}
TICKS: tuple[Beat, ...] = (Beat("trail.seal", timedelta(seconds=5), seal),)
