"""What kept deliveries hold of single people, as far as those people may be asked about."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.lake.compute.columns import Snapshot
from jiuzhu.lake.compute.dossier import Dossiers, Told
from jiuzhu.lake.compute.runs import EVERYBODY, Run
from jiuzhu.lake.compute.serving import LAYOUT, Serving
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
        self._dossiers: dict[frozenset[str], Dossiers] = {}
        self._cut = {row.source for row in rows if row.erased}
        self._unsure = {
            code: set(some.tolist()) for code, some in unsure(row.manifest for row in rows).items()
        }

    def as_of(self, source: Source) -> date | None:
        """The day a source's delivery is true on; None when none is here."""
        snapshot = self._snapshots.get(source.code)
        return snapshot.as_of if snapshot else None

    def is_fresh(self, source: Source) -> bool:
        """Whether a source's delivery is here and may still be relied on."""
        as_of = self.as_of(source)
        return as_of is not None and as_of + timedelta(days=source.freshness_days) >= self._on

    def is_unsure(self, rn: int, source: str) -> bool:
        """Whether a source delivered a row about this person that nobody could use: that it has no other proves nothing.

        Nor is anything proved of who is not in the index by a delivery from which somebody was erased: it may be them.
        """
        return rn in self._unsure.get(source, ()) or (rn == UNKNOWN and source in self._cut)

    def told(self, rn: int, opened: frozenset[str]) -> list[Told]:
        """What the fresh deliveries hold of a person: departments', and those of the registers that the person opened.

        A person whom no register ever named has no record in any.
        """
        if opened not in self._dossiers:
            self._dossiers[opened] = Dossiers(self._run(opened), self._serving)
        if rn == UNKNOWN:
            run = self._run(opened)
            fresh = [source for source in run.catalogue.sources.values() if run.is_fresh(source)]
            return [Told(one.code, run.snapshots[one.code].as_of, []) for one in fresh]
        return self._dossiers[opened].read(rn)

    def _run(self, opened: frozenset[str]) -> Run:
        """Only what may be read is in it."""
        lawful = {
            code: snapshot
            for code, snapshot in self._snapshots.items()
            if not snapshot.source.needs_consent or snapshot.source.register.code in opened
        }
        return Run(self._table, lawful, self._on, 0, dict.fromkeys(SourceKind, EVERYBODY))


def forget_serving() -> int:
    """Delete the serving copies of deliveries that no longer count, or were written again without somebody; how many.

    Copies of an older layout too.
    """
    kept = Delivery.objects.filter(state="kept")
    standing = {(row.register, row.source, row.manifest.name) for row in kept}
    gone = [
        path
        for path in (settings.LAKE / SERVING).glob("*/*/*")
        if (path.parent.parent.name, path.parent.name, path.name.partition(LAYOUT)[0]) not in standing
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
