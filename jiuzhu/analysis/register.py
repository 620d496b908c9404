"""The families of a place as they were last determined, with what is paid to them now, as columns."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
from django.db.models import Max, Q, QuerySet

from jiuzhu.analysis.extract import Extract, LeftOut
from jiuzhu.analysis.kinds import CLASSES, Origin, Served
from jiuzhu.assessment.models import Determination
from jiuzhu.benefits.models import Award
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope, inside
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.population import Column, Population, encode
from jiuzhu.policy.engine.rows import ENTITIES, OWNER, Given
from jiuzhu.policy.engine.values import Unknown
from jiuzhu.policy.facts import PREFIXES
from jiuzhu.policy.family import Family, Faults, flatten, read
from jiuzhu.policy.programmes import library_of
from jiuzhu.policy.rulings import read_rulings

CHUNK = 500
_PAID_AS = {
    frozenset({"dibao"}): Served.DIBAO,
    frozenset({"tapering"}): Served.DIBAO,
    frozenset({"dibao", "tekun"}): Served.DIBAO_TEKUN,
    frozenset({"tapering", "tekun"}): Served.DIBAO_TEKUN,
    frozenset({"tekun"}): Served.TEKUN,
    frozenset({"single_person"}): Served.SINGLE,
    frozenset({"single_person", "tekun"}): Served.SINGLE,
}
Ruled = tuple[tuple[str, int], ...]


def determined(scope: Scope, region: str, on: date) -> QuerySet[Determination]:
    """The newest determination, up to a day, of each family within reach in a region."""
    rows = Determination.objects.filter(inside(region, "household__region_code"), on__lte=on)
    newest = scope.within(rows, "household__region_code").values("household").annotate(newest=Max("pk"))
    return Determination.objects.filter(pk__in=newest.values("newest"))


def take(scope: Scope, region: str, on: date, edition: Edition) -> Extract:
    """Every determined family of a region; one of which not every fact is known is told apart, not guessed."""
    rows = (
        determined(scope, region, on)
        .select_related("household", "fact_set")
        .order_by("household__region_code", "household__area", "household_id")
    )
    paid = _paid(scope, region, on)
    made = _Columns(edition, paid)
    for row in rows.iterator(chunk_size=CHUNK):
        made.add(row)
    return made.extract(region, on)


def _paid(scope: Scope, region: str, on: date) -> Mapping[int, tuple[Served, int]]:
    """What each family is paid in the month of a day: as what, and 分 in all."""
    month = Month.of(on).number
    awards = Award.objects.filter(
        Q(until_month=None) | Q(until_month__gt=month), inside(region), from_month__lte=month
    )
    named: dict[int, set[str]] = {}
    fen: dict[int, int] = {}
    rows = scope.within(awards).values_list("household_id", "programme", "monthly_fen")
    for household, programme, monthly in rows.iterator():
        named.setdefault(household, set()).add(programme)
        fen[household] = fen.get(household, 0) + monthly
    return {one: (_PAID_AS.get(frozenset(names), Served.DIBAO), fen[one]) for one, names in named.items()}


class _Columns:
    """Families read one by one, encoded chunk by chunk."""

    def __init__(self, edition: Edition, paid: Mapping[int, tuple[Served, int]]) -> None:
        self.edition, self.library, self.paid = edition, library_of(edition), paid
        self.waiting: list[Given] = []
        self.parts: list[Population] = []
        self.about: list[tuple[int, ...]] = []
        self.case_nos: list[str] = []
        self.rulings: dict[Ruled, int] = {(): 0}
        self.left_out: list[LeftOut] = []

    def add(self, row: Determination) -> None:
        try:
            family = read(row.fact_set.facts)
            given, ruled = _without_idle(flatten(family)), read_rulings(family, self.library)
        except Faults as faults:
            self.left_out.append(LeftOut(row.case_no, "；".join(str(fault) for fault in faults.faults)[:300]))
            return
        missing = sorted(set(_missing(given)))
        if missing:
            self.left_out.append(LeftOut(row.case_no, f"不知道：{'、'.join(missing)}"[:300]))
            return
        own = tuple(sorted((name, ruling.value) for name, ruling in ruled.items()))
        self.waiting.append(given)
        self.case_nos.append(row.case_no)
        self.about.append(self._about(row, family, own))
        if len(self.waiting) == CHUNK:
            self._encode()

    def _about(self, row: Determination, family: Family, own: Ruled) -> tuple[int, ...]:
        told_class = family.data.get("household", {}).get("class", "")
        paid_as, fen = self.paid.get(row.household_id, (Served.NOTHING, 0))
        return (
            row.household_id,
            int(family.region),
            int(family.area == "rural"),
            CLASSES.index(told_class),
            int(paid_as),
            fen,
            self.rulings.setdefault(own, len(self.rulings)),
        )

    def _encode(self) -> None:
        self.parts.append(encode(self.library, self.waiting))
        self.waiting = []

    def extract(self, region: str, on: date) -> Extract:
        self._encode()
        names = ("household_id", "village", "is_rural", "class", "paid_as", "paid_fen", "rulings")
        rows = np.array(self.about, np.int64).reshape(-1, len(names))
        return Extract(
            Origin.REGISTER,
            on,
            (region,),
            self.edition.hash,
            joined(self.parts),
            {name: np.ascontiguousarray(rows[:, i]) for i, name in enumerate(names)},
            self.case_nos,
            tuple(dict(own) for own in self.rulings),
            tuple(self.left_out),
        )


def joined(parts: list[Population]) -> Population:
    """Families of several populations, in their order."""
    edges: dict[str, Column] = {}
    for entity in OWNER:
        counts = np.concatenate([np.diff(part.edges_of(entity)) for part in parts])
        edges[entity] = np.append(0, np.cumsum(counts)).astype(np.int64)
    columns = {
        entity: {
            name: np.concatenate([part.columns[entity][name] for part in parts])
            for name in parts[0].columns[entity]
        }
        for entity in ENTITIES
    }
    return Population(columns, edges)


def _without_idle(given: Given) -> Given:
    """The day since when somebody is at home is asked of nobody: where it was not told it is any day."""
    for entity in OWNER:
        status, since = f"{PREFIXES[entity]}status", f"{PREFIXES[entity]}status_since"
        rows = [
            {**row, since: 1} if row[status] == "present" and isinstance(row[since], Unknown) else row
            for row in given.table(entity).rows
        ]
        if rows:
            given = given.with_rows(entity, rows)
    return given


def _missing(given: Given) -> Iterator[str]:
    """The places of facts that nobody told."""
    rows = [given.household, *(row for table in given.tables.values() for row in table.rows)]
    for row in rows:
        for value in row.values():
            if isinstance(value, Unknown):
                yield from (cause.key for cause in value.causes)
    for table in given.tables.values():
        yield from (cause.key for cause in table.unknown)
