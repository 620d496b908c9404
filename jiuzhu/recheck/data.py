"""What the lake holds of families, source by source, under the grounds of a purpose on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.conf import settings

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.lake.compute.columns import Snapshot
from jiuzhu.lake.compute.dossier import Dossiers
from jiuzhu.lake.compute.runs import Run
from jiuzhu.lake.compute.serving import Serving
from jiuzhu.lake.queries import UNKNOWN, kept_named, row_numbers
from jiuzhu.registry.models import Person
from jiuzhu.verification.found import Told
from jiuzhu.verification.queries.consent import live_kinds


@dataclass(frozen=True)
class Heard:
    """What is known of one person: answers that may be relied on, and the sources that say nothing (and why)."""

    told: tuple[Told, ...]
    silent: Mapping[str, str]


class Data:
    """The deliveries that a round rests on, open for reading. Of money only who has a live consent is read."""

    def __init__(
        self, table: Catalogue, asked: Iterable[Source], deliveries: Mapping[str, str], on: date
    ) -> None:
        self.table, self.asked, self.on = table, list(asked), on
        wanted = {source.code for source in self.asked}
        rows = {row.source: row for row in kept_named(deliveries.values()) if row.source in wanted}
        self._snapshots = {
            code: Snapshot.of(row.manifest, table.sources[code], settings.LAKE) for code, row in rows.items()
        }
        self._serving = Serving(settings.LAKE / "serving")
        self._opened: dict[frozenset[str], Dossiers] = {}

    def heard(self, people: list[Person]) -> dict[int, Heard]:
        """What the sources tell of these people; two queries, however many they are."""
        numbers = row_numbers([person.id_hash for person in people])
        consents = live_kinds([person.pk for person in people], self.on)
        return {
            person.pk: self._of(int(rn), consents.get(person.pk, frozenset()))
            for person, rn in zip(people, numbers, strict=True)
        }

    def _of(self, rn: int, consent: frozenset[str]) -> Heard:
        silent = {source.code: why for source in self.asked if (why := self._why_silent(source, consent))}
        if rn == UNKNOWN:
            told = tuple(
                Told(code, one.as_of, []) for code, one in self._snapshots.items() if code not in silent
            )
            return Heard(told, silent)
        lawful = self._dossiers(consent).read(rn)
        return Heard(tuple(Told(one.source, one.as_of, one.records) for one in lawful), silent)

    def _why_silent(self, source: Source, consent: frozenset[str]) -> str:
        if source.needs_consent and source.kind not in consent:
            return "no_consent"
        if not source.article(self.on):
            return "no_ground"
        snapshot = self._snapshots.get(source.code)
        if snapshot is None:
            return "not_delivered"
        return "" if self._run(frozenset()).is_fresh(source) else "stale"

    def _dossiers(self, consent: frozenset[str]) -> Dossiers:
        if consent not in self._opened:
            self._opened[consent] = Dossiers(self._run(consent), self._serving)
        return self._opened[consent]

    def _run(self, consent: frozenset[str]) -> Run:
        asked = {kind: np.bool_(kind in consent or kind is SourceKind.GOVERNMENT) for kind in SourceKind}
        return Run(self.table, self._snapshots, self.on, 0, asked)
