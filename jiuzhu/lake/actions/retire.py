"""Delete the files of deliveries that were held as long as they may be; their rows and manifests stay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.lake import files
from jiuzhu.lake.kinds import State
from jiuzhu.lake.models import Delivery, Quarantined
from jiuzhu.lake.queries.retention import endings
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.trail.turns import wait_turn


@dataclass(frozen=True)
class Retired:
    numbers: tuple[str, ...]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": "lake:retired", "refs": {"deliveries": list(self.numbers)}}


@action("lake.retire")
def retire(catalogue: Catalogue, on: date, named: Collection[str], *, by: Scope) -> Retired:
    """Retire what ends by a day (`queries.endings`), and delete what was quarantined of it.

    The row says so first, then the file goes.
    """
    wait_turn(Delivery)
    rows = [each.row for each in endings(catalogue, named) if each.on <= on]
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.RETIRED)
    Quarantined.objects.filter(delivery__in=rows).delete()
    for row in rows:
        transaction.on_commit(partial(files.remove, row.path))
    return Retired(tuple(row.number for row in rows))
