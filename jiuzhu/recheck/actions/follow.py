"""After a delivery: whom it concerns, and a round over those of their families that are on the register."""

from datetime import datetime
from typing import Any

import numpy as np
from django.conf import settings

from jiuzhu.catalogue.edition import of
from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.moments import day_of
from jiuzhu.lake.compute.changes import concerned
from jiuzhu.lake.compute.columns import Array, Snapshot, batches
from jiuzhu.lake.layout import RN
from jiuzhu.lake.models import Delivery, Identity
from jiuzhu.lake.queries import newest_by_source
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.actions.begin import begin
from jiuzhu.recheck.kinds import FOLLOW, Trigger
from jiuzhu.recheck.models import Followed
from jiuzhu.registry.models import Household, Membership
from jiuzhu.trail.record import action
from jiuzhu.verification.found import YEAR

SYSTEM = Scope.system(FOLLOW)
CHUNK = 500
COUNTY = 6


def find_deliveries(at: datetime) -> None:
    """Put a job for every newest delivery that nobody has followed yet. Repeatable."""
    numbers = set(newest_by_source().values())
    done = set(Followed.objects.filter(number__in=numbers).values_list("number", flat=True))
    for number in sorted(numbers - done):
        enqueue(FOLLOW, number, {"delivery": number}, due_at=at)


def follow_delivery(payload: dict[str, Any], *, at: datetime) -> None:
    """Follow the delivery `payload["delivery"]`, unless a newer one took its place meanwhile."""
    if payload["delivery"] in newest_by_source().values():
        follow(Delivery.objects.get(number=payload["delivery"]), at, by=SYSTEM)


@action("recheck.follow")
def follow(row: Delivery, at: datetime, *, by: Scope) -> Followed:
    """Begin a round for each county with a family that this delivery concerns: those whose facts it may have changed.

    The first delivery of a source that is followed concerns everybody in it. Once a delivery.
    """
    known = Followed.objects.filter(number=row.number).first()
    if known:
        return known
    people = _concerned(row)
    families = _families(people)
    for county in sorted({code[:COUNTY] for code in families.values()}):
        own = [pk for pk, code in families.items() if code.startswith(county)]
        begin(county, Trigger.DELIVERY, day_of(at), by=by, key=row.number, only=own)
    return Followed.objects.create(number=row.number, people=len(people), families=len(families))


def _concerned(row: Delivery) -> Array:
    """Row numbers of everybody whose facts may be others than when deliveries of this source were last followed."""
    source = of(row.catalogue).sources[row.source]
    new = Snapshot.of(row.manifest, source, settings.LAKE)
    before = _followed_before(row)
    if before is None or not before.path.exists():
        everybody = [batch.column(RN).to_numpy() for batch in batches(new, [])]
        return np.unique(np.concatenate([np.empty(0, np.int32), *everybody]))
    old = Snapshot.of(before.manifest, source, settings.LAKE)
    return concerned(old, new, source.facts, YEAR)


def _followed_before(row: Delivery) -> Delivery | None:
    """Not simply the delivery before it: what came in one that nobody followed was never looked at."""
    followed = Followed.objects.values("number")
    earlier = Delivery.objects.filter(source=row.source, number__in=followed, as_of__lte=row.as_of)
    return earlier.exclude(pk=row.pk).order_by("-as_of", "-sequence").first()


def _families(people: Array) -> dict[int, str]:
    """The families that these people live in now, with their places."""
    found: dict[int, str] = {}
    for start in range(0, len(people), CHUNK):
        numbers = [int(rn) for rn in people[start : start + CHUNK]]
        hashes = list(Identity.objects.filter(rn__in=numbers).values_list("hash", flat=True))
        homes = Membership.objects.filter(until=None, person__id_hash__in=hashes).values("household")
        found.update(Household.objects.filter(pk__in=homes).values_list("pk", "region_code"))
    return found
