"""Which edition is in force, any that ever was, and the amendments that made it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import QuerySet

from jiuzhu.editions.models import Amendment, Edition
from jiuzhu.org.kinds import prefix
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment as Change
from jiuzhu.policy.amend import compose
from jiuzhu.policy.amend.describe import Effect, effects_from_json
from jiuzhu.policy.edition import Edition as EditionText
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.amended import number_of
from jiuzhu.policy.engine.numbers import NATION, region_chain

LISTED = 200
RETURNED_DAYS = timedelta(days=30)
"""How long its author is told of an amendment that was sent back."""


def current() -> EditionText:
    """The edition in force: the shipped text with everything published laid upon it. One small query."""
    published = Amendment.objects.filter(sequence__isnull=False).order_by("sequence")
    return _composed(tuple(published.values_list("sequence", "digest")))


@lru_cache(maxsize=8)
def _composed(published: tuple[tuple[int, str], ...]) -> EditionText:
    """Laid together once for each set of publications; the digests stand for what they say."""
    if not published:
        return shipped()
    rows = Amendment.objects.filter(sequence__in=[sequence for sequence, _ in published])
    said = {row.sequence: value_of(row) for row in rows}
    return compose(shipped(), [(sequence, said[sequence]) for sequence, _ in published])


@lru_cache(maxsize=8)
def load(digest: str) -> EditionText:
    """An edition from the archive; raises ValueError when its text no longer has the hash it was kept under."""
    row = Edition.objects.get(hash=digest)
    edition = EditionText.from_texts(row.texts)
    if edition.hash != digest:
        raise ValueError(f"edition {digest[:16]} was altered in the archive")
    return edition


def published() -> QuerySet[Amendment]:
    """Every published amendment, in the order in which they were laid upon the law."""
    return Amendment.objects.filter(sequence__isnull=False).order_by("sequence")


@dataclass(frozen=True)
class Unheld:
    """A published amendment, as far as a decision was made without it: all of it, or what it changes after a day."""

    row: Amendment
    after: date | None = None

    def reaches(self, since: date) -> bool:
        """Whether the decision was made without what begins on a day."""
        return self.after is None or since > self.after

    def since(self, region_code: str) -> date | None:
        """The first day from which the law of a place is not what the decision was made by; None when there is none."""
        return min(self.days(region_code), default=None)

    def days(self, region_code: str) -> list[date]:
        """The days from which the law of a place is not what the decision was made by."""
        days = [
            date.fromisoformat(effect["since"])
            for effect in self.row.effects
            if effect["region"] == NATION or region_code.startswith(prefix(effect["region"]))
        ]
        return [day for day in days if self.reaches(day)]


def unheld(digest: str, on: date, among: Iterable[Amendment] | None = None) -> list[Unheld]:
    """What of the published amendments a decision for a day under an edition of the archive was made without.

    An edition that has a number to come was not decided by it before it holds.
    """
    held = _held(digest)
    found = [
        Unheld(one, on if one.sequence in held else None) for one in (published() if among is None else among)
    ]
    return [one for one in found if one.after is None or any(map(one.reaches, _days(one.row)))]


@lru_cache(maxsize=64)
def _held(digest: str) -> frozenset[int | None]:
    """The amendments in an edition of the archive, by their sequence."""
    return frozenset(number_of(path) for path in load(digest).texts)


def _days(row: Amendment) -> list[date]:
    return [date.fromisoformat(effect["since"]) for effect in row.effects]


def value_of(row: Amendment) -> Change:
    """What a row proposes, as the value that `policy.amend` lays upon an edition."""
    return Change.from_json(row.changes)


@dataclass(frozen=True)
class Told:
    """An amendment with what it changes, before → after."""

    row: Amendment
    effects: tuple[Effect, ...]

    @property
    def since(self) -> list[str]:
        return sorted({effect.since.isoformat() for effect in self.effects})


def amendments(scope: Scope) -> list[Told]:
    """Amendments of the law that holds where this scope reaches, the newest first."""
    rows = Amendment.objects.order_by("-pk")[:LISTED]
    return [told(row) for row in rows if _concerns(scope, value_of(row))]


def waiting(scope: Scope) -> list[Told]:
    """Amendments that wait for a second person, the oldest first, of places within this scope's reach."""
    rows = Amendment.objects.filter(sequence=None, ended_on=None).order_by("pk")[:LISTED]
    return [told(row) for row in rows if all(scope.covers(region) for region in value_of(row).regions)]


def returned(scope: Scope, on: date) -> list[Told]:
    """The officer's own amendments that a colleague sent back within `RETURNED_DAYS`, the newest first."""
    rows = Amendment.objects.filter(author=scope.actor, ended_on__gte=on - RETURNED_DAYS)
    return [told(row) for row in rows.exclude(ended_by=scope.actor).order_by("-pk")[:LISTED]]


def amendment(scope: Scope, amendment_id: int) -> Told | None:
    """One amendment, if it concerns a place that this scope reaches."""
    row = Amendment.objects.filter(pk=amendment_id).first()
    return told(row) if row and _concerns(scope, value_of(row)) else None


def told(row: Amendment) -> Told:
    """What a row changes against the edition before it."""
    return Told(row, effects_from_json(row.effects))


def _concerns(scope: Scope, change: Change) -> bool:
    """A region inside the scope's reach, or one that it lies in."""
    above = {code for home in scope.regions for code in region_chain(home)}
    return any(region in above or scope.covers(region) for region in change.regions)
