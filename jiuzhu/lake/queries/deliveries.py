"""What has come, from whom, how old it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from django.db.models import OuterRef, QuerySet, Subquery

from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake import files
from jiuzhu.lake.kinds import WITH_FILE, State
from jiuzhu.lake.layout import Manifest
from jiuzhu.lake.models import Delivery, Quarantined, Unreached
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope

READERS = (Role.VERIFIER, Role.COUNTY, Role.SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True)
class Standing:
    """A source, its newest kept delivery, and how many days old that is. None has come: unknown, which is not empty.

    `unreached` says since when and why its folder is not reached; None where it is.
    """

    source: Source
    newest: Delivery | None
    days: int | None
    unreached: Unreached | None = None

    @property
    def is_stale(self) -> bool:
        """Older than the register may be relied on; it still says what it said on its day."""
        return self.days is not None and self.days > self.source.freshness_days


def standings(scope: Scope, catalogue: Catalogue, on: date) -> list[Standing]:
    """Every source of a catalogue, in its order; two queries."""
    demand_reader(scope)
    away = {row.source: row for row in Unreached.objects.all()}
    latest = {row.source: row for row in newest(Delivery.objects.all())}
    return [
        Standing(source, row, (on - row.as_of).days if row else None, away.get(source.code))
        for source in catalogue.sources.values()
        for row in [latest.get(source.code)]
    ]


def deliveries(scope: Scope, source: str) -> QuerySet[Delivery]:
    """All that came of a source, the newest first, refused ones too."""
    demand_reader(scope)
    return Delivery.objects.filter(source=source).order_by("-as_of", "-received_at")


def delivery(scope: Scope, number: str) -> Delivery:
    """One delivery; raises Refused for a number that never came."""
    demand_reader(scope)
    row = Delivery.objects.filter(number=number).first()
    if row is None:
        raise Refused("no_such_delivery", f"没有编号为 {number} 的送达。编号写在送达清单上，请对照再试。")
    return row


def paths(register: str) -> list[tuple[Manifest, Path]]:
    """The newest kept file of each source of a register, by source; one query. Read them with `files.table`."""
    rows = newest(Delivery.objects.filter(register=register))
    return [(row.manifest, row.path) for row in rows]


def newest_by_source() -> dict[str, str]:
    """The number of the newest kept delivery of each source: what somebody who begins now will read; one query."""
    return {row.source: row.number for row in newest(Delivery.objects.all())}


def kept_named(numbers: Iterable[str]) -> list[Delivery]:
    """These deliveries, of those whose file is there; one query."""
    return list(Delivery.objects.filter(number__in=list(numbers), state__in=WITH_FILE))


def unsure(manifests: Iterable[Manifest]) -> dict[str, np.ndarray]:
    """By source, people (`rn`, ascending) of whom a quarantined row of its delivery speaks: that they have no row proves nothing."""
    numbers = [one.delivery for one in manifests]
    rows = Quarantined.objects.filter(delivery__number__in=numbers, rn__isnull=False)
    told: dict[str, set[int]] = {}
    for source, rn in rows.values_list("delivery__source", "rn"):
        told.setdefault(source, set()).add(rn)
    return {source: np.array(sorted(people), np.int32) for source, people in told.items()}


def damaged(scope: Scope) -> tuple[list[Delivery], int]:
    """Deliveries whose file is gone or is not what was kept, and how many files were looked at. Reads every file."""
    demand_reader(scope)
    rows = list(Delivery.objects.filter(state__in=WITH_FILE).order_by("source", "as_of", "sequence"))
    return [row for row in rows if not files.is_whole(row.manifest)], len(rows)


def demand_reader(scope: Scope) -> None:
    """Raises Refused for who has no post that looks at deliveries."""
    if scope.kind not in ("officer", "system") or not scope.is_(*READERS):
        who = "、".join(role.label for role in READERS)
        raise Refused(
            "not_in_scope", f"数据送达由{who}岗位查看，您现在的岗位看不了。需要查看请申请调整岗位。"
        )


def newest(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Of these, the kept one of the latest day of each source."""
    kept = Delivery.objects.filter(state=State.KEPT)
    latest = kept.filter(source=OuterRef("source")).order_by("-as_of").values("as_of")[:1]
    return rows.filter(state=State.KEPT, as_of=Subquery(latest)).order_by("source")
