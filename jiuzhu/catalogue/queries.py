"""The changes that made the catalogue in force, those that wait, and the entries of it that may be written otherwise."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import QuerySet

from jiuzhu.catalogue.change import Change, entries
from jiuzhu.catalogue.edition import in_force
from jiuzhu.catalogue.models import CatalogueChange
from jiuzhu.org.scope import Scope

LISTED = 200
RETURNED_DAYS = timedelta(days=30)
"""How long its author is told of a change that was sent back."""


def changes(scope: Scope) -> QuerySet[CatalogueChange]:
    """All changes, the newest first: one catalogue is asked by everybody."""
    return CatalogueChange.objects.order_by("-pk")[:LISTED]


def change(scope: Scope, change_id: int) -> CatalogueChange | None:
    """One change."""
    return CatalogueChange.objects.filter(pk=change_id).first()


def waiting(scope: Scope) -> QuerySet[CatalogueChange]:
    """Changes that wait for a second person, the oldest first, of the scope's own counties; never the officer's own."""
    rows = CatalogueChange.objects.filter(sequence=None, ended_on=None, region_code__in=scope.regions)
    return rows.exclude(author=scope.actor).order_by("pk")


def returned(scope: Scope, on: date) -> QuerySet[CatalogueChange]:
    """The officer's own changes that a colleague sent back within `RETURNED_DAYS`, the newest first."""
    rows = CatalogueChange.objects.filter(author=scope.actor, ended_on__gte=on - RETURNED_DAYS)
    return rows.exclude(ended_by=scope.actor).order_by("-pk")


def of_entry(scope: Scope, code: str) -> list[CatalogueChange]:
    """Published changes that wrote an entry, the newest first."""
    published = CatalogueChange.objects.filter(sequence__isnull=False).order_by("-sequence")
    return [row for row in published if any(one["code"] == code for one in row.changes)]


def entries_in_force(scope: Scope) -> Mapping[str, Mapping[str, str]]:
    """Every entry of the catalogue in force: path → code → its text."""
    return {path: entries(path, written) for path, written in in_force().texts.items()}


def value_of(row: CatalogueChange) -> list[Change]:
    """What a row proposes."""
    return [Change.from_json(one) for one in row.changes]
