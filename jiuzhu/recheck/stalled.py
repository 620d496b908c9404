"""Jobs of means verification that failed or were given up: what each was for, within reach. Its facts stay unknown until it runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import given_up, stumbled
from jiuzhu.lake import actions as lake
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.kinds import FOLLOW, ROUND
from jiuzhu.recheck.queries import rounds
from jiuzhu.registry.queries import households
from jiuzhu.verification import actions as verification
from jiuzhu.verification.assist import actions as assist
from jiuzhu.verification.assist.models import Request
from jiuzhu.verification.models import Query

WORDS = {
    verification.JOB: "向各来源发问",
    assist.JOB: "把协查送到对方中心",
    lake.JOB: "收各部门送来的数据",
    FOLLOW: "看新到的数据涉及哪些家庭",
    ROUND: "批量复核",
}
LISTED = 500
"""As many given-up jobs are looked through, the newest first."""


@dataclass(frozen=True)
class Stalled:
    """A job, what it was to do, and for what: a case, a request, a round's place, a delivery."""

    job: Job
    label: str
    about: str

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"job:{self.job.pk}", "refs": {"kind": self.job.kind, "about": self.about}}


def stalled(scope: Scope) -> list[Stalled]:
    """What was given up of cases, requests and rounds within reach, and of deliveries, which concern every region."""
    jobs = list(given_up(WORDS)[:LISTED])
    about = _about(scope, jobs)
    return [Stalled(job, WORDS[job.kind], about[job.pk]) for job in jobs if job.pk in about]


def stumbling(scope: Scope) -> list[Stalled]:
    """What failed within reach for a fault of our own and will be tried again by itself, the oldest first."""
    jobs = list(stumbled(WORDS).filter(gave_up_at=None)[:LISTED])
    about = _about(scope, jobs)
    return [Stalled(job, WORDS[job.kind], about[job.pk]) for job in jobs if job.pk in about]


def _about(scope: Scope, jobs: list[Job]) -> dict[int, str]:
    """What these jobs are about, by job; those out of reach are left out. Four queries at most."""
    asked = {job.pk: _queries(job.payload) for job in jobs if job.kind == verification.JOB}
    requests = scope.within(Request.objects.all())
    reach = Q(household__in=households(scope)) | Q(household=None, case_no__in=requests.values("number"))
    cases = dict(
        Query.objects.filter(reach, pk__in=[pk for each in asked.values() for pk in each]).values_list(
            "pk", "case_no"
        )
    )
    numbers = dict(requests.filter(pk__in=_named(jobs, "request")).values_list("pk", "number"))
    places = dict(rounds(scope).filter(pk__in=_named(jobs, "round")).values_list("pk", "region_code"))
    names = region_names(places.values())
    found = {pk: cases[first] for pk, each in asked.items() if (first := each[0]) in cases}
    for job in jobs:
        if job.kind == assist.JOB and job.payload["request"] in numbers:
            found[job.pk] = numbers[job.payload["request"]]
        elif job.kind == ROUND and job.payload["round"] in places:
            code = places[job.payload["round"]]
            found[job.pk] = names.get(code, code)
        elif job.kind == FOLLOW:
            found[job.pk] = job.payload["delivery"]
        elif job.kind == lake.JOB:
            found[job.pk] = "全部来源"
    return found


def _queries(payload: Mapping[str, Any]) -> list[int]:
    return [payload["query"]] if "query" in payload else list(payload["queries"])


def _named(jobs: list[Job], what: str) -> list[int]:
    return [job.payload[what] for job in jobs if what in job.payload]
