"""What kept deliveries hold of single people, as far as those people may be asked about."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from django.conf import settings

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.lake.compute.columns import Snapshot
from jiuzhu.lake.compute.dossier import Dossiers, Told
from jiuzhu.lake.compute.runs import Run
from jiuzhu.lake.compute.serving import Serving
from jiuzhu.lake.models import Delivery
from jiuzhu.lake.queries import UNKNOWN, unsure

SERVING = "serving"


class Shelf:
    """Some deliveries, open for reading as they stand on a day. Serving copies are made the first time."""

    def __init__(self, table: Catalogue, deliveries: Iterable[Delivery], on: date) -> None:
        rows = [row for row in deliveries if row.source in table.sources]
        self._snapshots = {
            row.source: Snapshot.of(row.manifest, table.sources[row.source], settings.LAKE) for row in rows
        }
        self._table, self._on = table, on
        self._serving = Serving(settings.LAKE / SERVING)
        self._opened: dict[frozenset[str], Dossiers] = {}
        self._unsure = set(unsure(row.manifest for row in rows).tolist())

    def as_of(self, source: Source) -> date | None:
        """The day a source's delivery is true on; None when none is here."""
        snapshot = self._snapshots.get(source.code)
        return snapshot.as_of if snapshot else None

    def is_fresh(self, source: Source) -> bool:
        """Whether a source's delivery is here and may still be relied on."""
        return self._run(frozenset()).is_fresh(source)

    def is_unsure(self, rn: int) -> bool:
        """Whether a row that nobody could use speaks of this person: that nothing else does proves nothing."""
        return rn in self._unsure

    def told(self, rn: int, consent: frozenset[str]) -> list[Told]:
        """What the fresh deliveries hold of a person: departments', and of those kinds that the person opened.

        A person whom no register ever named has no record in any.
        """
        if rn == UNKNOWN:
            sources = [self._table.sources[code] for code in self._snapshots]
            may = [
                one
                for one in sources
                if self.is_fresh(one) and (not one.needs_consent or one.kind in consent)
            ]
            return [Told(one.code, self._snapshots[one.code].as_of, []) for one in may]
        if consent not in self._opened:
            self._opened[consent] = Dossiers(self._run(consent), self._serving)
        return self._opened[consent].read(rn)

    def _run(self, consent: frozenset[str]) -> Run:
        asked = {kind: np.bool_(kind in consent or kind is SourceKind.GOVERNMENT) for kind in SourceKind}
        return Run(self._table, self._snapshots, self._on, 0, asked)


def forget_serving() -> int:
    """Delete the serving copies of deliveries that no longer count, or were written again without somebody; how many."""
    kept = Delivery.objects.filter(state="kept")
    standing = {(row.register, row.source, row.manifest.name) for row in kept}
    gone = [
        path
        for path in (settings.LAKE / SERVING).glob("*/*/*")
        if (path.parent.parent.name, path.parent.name, path.stem) not in standing
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
