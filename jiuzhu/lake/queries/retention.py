"""Which deliveries have been held as long as the catalogue lets them be held, and when the next ones will have been."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.lake.kinds import WITH_FILE, State
from jiuzhu.lake.models import Delivery
from jiuzhu.lake.queries.deliveries import demand_reader, newest
from jiuzhu.org.scope import Scope


@dataclass(frozen=True)
class Ending:
    """A delivery whose file is there, and the first day on which it may be there no longer."""

    row: Delivery
    on: date


@dataclass(frozen=True)
class Retention:
    """How many deliveries were retired so far; the day on which the next will be, and how many then. None: none is about to."""

    retired: int
    next_on: date | None
    count: int


def endings(catalogue: Catalogue, named: Collection[str]) -> list[Ending]:
    """What ends and when, the first first; two queries.

    Nothing that is still needed ends: the newest delivery of each source, and those `named`, by whoever rests on them. What
    the catalogue no longer knows is left alone, lest a slip of the catalogue delete it.
    """
    current = set(newest(Delivery.objects.all()).values_list("pk", flat=True))
    rows = Delivery.objects.filter(state__in=WITH_FILE, source__in=catalogue.sources).exclude(pk__in=current)
    ending = [
        Ending(row, row.as_of + timedelta(catalogue.sources[row.source].retention_days + 1))
        for row in rows.exclude(number__in=list(named))
    ]
    return sorted(ending, key=lambda each: (each.on, each.row.pk))


def retention(scope: Scope, catalogue: Catalogue, on: date, named: Collection[str]) -> Retention:
    """As it stands on a day; what is over by then goes with the next round of the clock."""
    demand_reader(scope)
    days = [max(on, each.on) for each in endings(catalogue, named)]
    retired = Delivery.objects.filter(state=State.RETIRED).count()
    return Retention(retired, days[0] if days else None, days.count(days[0]) if days else 0)
