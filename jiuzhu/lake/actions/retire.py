"""Delete the files of deliveries that nobody needs any longer; their rows and manifests stay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from jiuzhu.lake import files
from jiuzhu.lake.kinds import WITH_FILE, State
from jiuzhu.lake.models import Delivery, Quarantined
from jiuzhu.lake.queries.deliveries import newest
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.trail.turns import wait_turn


@dataclass(frozen=True)
class Retired:
    numbers: tuple[str, ...]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": "lake:retired", "refs": {"deliveries": list(self.numbers)}}


@action("lake.retire")
def retire(before: date, named: Collection[str], *, by: Scope) -> Retired:
    """Retire deliveries of days before one, and delete what was quarantined of them.

    The newest of each source stays, and so does every one that a report names: `named` are their numbers, told by
    who keeps the reports. The row says so first, then the file goes.
    """
    wait_turn(Delivery)
    old = Delivery.objects.filter(state__in=WITH_FILE, as_of__lt=before).exclude(number__in=list(named))
    current = set(newest(Delivery.objects.all()).values_list("pk", flat=True))
    rows = [row for row in old if row.pk not in current]
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.RETIRED)
    Quarantined.objects.filter(delivery__in=rows).delete()
    for row in rows:
        transaction.on_commit(partial(files.remove, row.path))
    return Retired(tuple(row.number for row in rows))
