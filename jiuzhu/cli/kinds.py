"""What the worker can do and what the clock sets off: the tables handed down to `jobs`, which imports nobody above."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from jiuzhu.analysis import actions as analysis
from jiuzhu.benefits import jobs as bank_jobs
from jiuzhu.benefits.bank import bank
from jiuzhu.benefits.kinds import SEND
from jiuzhu.casework import actions as casework
from jiuzhu.clocks.actions import recount
from jiuzhu.gateways.carrier import carrier
from jiuzhu.jobs.queue import Kinds
from jiuzhu.lake import actions as lake
from jiuzhu.notices.actions.message import SEND_SMS
from jiuzhu.notices.send import send_sms
from jiuzhu.org.actions import forget_tallies
from jiuzhu.org.scope import Scope
from jiuzhu.oversight.actions import find_unusual
from jiuzhu.recheck import actions as recheck
from jiuzhu.recheck.kinds import FOLLOW, ROUND
from jiuzhu.trail.seal import seal
from jiuzhu.verification import actions as verification
from jiuzhu.verification.assist import actions as assist


@dataclass(frozen=True)
class Beat:
    """Something done again every so often. `run` gets the moment; it must be safe to repeat."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


def kinds_at(clock: Callable[[], datetime]) -> Kinds:
    """Every kind of job, with the moment of `clock` at which the worker takes it up."""

    def at(job: Callable[..., object]) -> Callable[[dict[str, Any]], None]:
        def run(payload: dict[str, Any]) -> None:
            job(payload, at=clock())

        return run

    return {
        verification.JOB: at(verification.perform_query),
        assist.JOB: at(assist.deliver),
        SEND: at(partial(bank_jobs.send, partner=bank())),
        bank_jobs.FETCH: at(partial(bank_jobs.fetch_reply, partner=bank())),
        casework.RECALCULATE: at(casework.reckon_awards),
        casework.CARRY_OUT: at(casework.carry_out),
        analysis.JOB: at(analysis.work),
        lake.JOB: at(lambda _, at: lake.collect(at)),
        FOLLOW: at(recheck.follow_delivery),
        ROUND: at(recheck.go_on),
        SEND_SMS: at(partial(send_sms, carrier=carrier())),
    }


KINDS = kinds_at(timezone.now)
TICKS: tuple[Beat, ...] = (
    Beat("trail.seal", timedelta(seconds=5), seal),
    Beat("casework.find_publications", timedelta(seconds=10), casework.find_publications),
    Beat("oversight.find_unusual", timedelta(minutes=5), partial(find_unusual, by=Scope.system("tick"))),
    Beat("org.forget_tallies", timedelta(hours=1), partial(forget_tallies, by=Scope.system("tick"))),
    Beat("clocks.recount", timedelta(days=1), lambda _: recount(by=Scope.system("tick"))),
    Beat("lake.remind", timedelta(minutes=1), lake.remind),
    Beat("assist.find_lapsed", timedelta(minutes=1), assist.find_lapsed),
    Beat("recheck.find_deliveries", timedelta(minutes=1), recheck.find_deliveries),
    Beat("recheck.begin_due", timedelta(minutes=10), recheck.begin_due),
    Beat("recheck.retire", timedelta(days=1), recheck.retire),
    Beat("lake.finish_erasing", timedelta(days=1), partial(lake.finish_erasing, by=Scope.system("tick"))),
    Beat("lake.tidy", timedelta(hours=1), partial(lake.tidy, by=Scope.system("tick"))),
)
