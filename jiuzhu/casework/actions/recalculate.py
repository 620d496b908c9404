"""After a publication: reckon every award it reaches again, chunk by chunk, into rows for people to work off."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.benefits.models import Award
from jiuzhu.benefits.queries import owed_by_month
from jiuzhu.casework.kept import bases
from jiuzhu.casework.kinds import OPEN_PROGRESS, Progress
from jiuzhu.casework.models import Recalculation, Reckoning
from jiuzhu.casework.reckon import difference, first_month, months_of, reckon, steps_of
from jiuzhu.editions.models import Amendment, Edition
from jiuzhu.editions.queries import current, load, published, unheld, value_of
from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.scope import Scope, inside
from jiuzhu.policy.engine.numbers import NATION
from jiuzhu.policy.programmes import library_of
from jiuzhu.trail.record import action

RECALCULATE = "casework.recalculate"
CHUNK = 100
CHUNKS = 50
"""A job ends after this many chunks, well within its lease; the next tick finds what is left."""


def find_publications(at: datetime) -> None:
    """Enqueue the next piece of every publication that has awards nobody has looked at; safe to repeat."""
    by = Scope.system("recalculate")
    for amendment in published().select_related("recalculation"):
        known = getattr(amendment, "recalculation", None)
        row = known or begin(amendment, day_of(at), by=by)
        if row.listed_on is None or _left(row).exists():
            enqueue(
                RECALCULATE,
                f"{amendment.pk}:{row.reached}:{row.listed_on or ''}",
                {"recalculation": row.pk},
                due_at=at,
            )


def reckon_awards(payload: dict[str, Any], *, at: datetime) -> None:
    """Go on from the last award reached. A worker killed at any point loses at most one chunk, which is done again."""
    by = Scope.system("recalculate")
    library_of(
        current()
    )  # read before the transaction begins: nobody waits for it on the way to the database
    for _ in range(CHUNKS):
        row = reckon_chunk(payload["recalculation"], day_of(at), by=by)
        if not _left(row).exists():
            return


@action("casework.begin_recalculation")
def begin(amendment: Amendment, on: date, *, by: Scope) -> Recalculation:
    """Open the recalculation of a publication; the same again is the same row."""
    return Recalculation.objects.get_or_create(amendment=amendment, defaults={"begun_on": on})[0]


@action("casework.reckon_chunk")
def reckon_chunk(recalculation_id: int, on: date, *, by: Scope) -> Recalculation:
    """Reckon the next awards in the order of their numbers; the rows and the place reached are written together."""
    row = Recalculation.objects.select_for_update(of=("self",)).get(pk=recalculation_id)
    awards = list(_left(row).select_related("determination__fact_set").order_by("pk")[:CHUNK])
    reckonings = _reckonings(row, awards, on)
    Reckoning.objects.bulk_create(reckonings, ignore_conflicts=True)
    _overtake(row, [reckoning.award_id for reckoning in reckonings])
    if awards:
        row.reached = awards[-1].pk
    if len(awards) < CHUNK and row.listed_on is None:
        row.listed_on = on
    row.save(update_fields=["reached", "listed_on"])
    return row


def _left(row: Recalculation) -> QuerySet[Award]:
    """Awards within the publication's regions beyond the place reached."""
    return Award.objects.filter(_regions(value_of(row.amendment).regions), pk__gt=row.reached)


def _regions(regions: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for region in regions:
        found |= Q(pk__gt=0) if region == NATION else inside(region)
    return found


def _reckonings(row: Recalculation, awards: list[Award], on: date) -> list[Reckoning]:
    """A row for each award that is paid in a month that the publication changes and was not decided under it already.

    It is reckoned from the first day of all the publications that it was not decided under: what waits for an earlier one
    is part of this one's, whichever is reckoned last.
    """
    amendment, after = row.amendment, current()
    hashes = {award.determination.edition_hash for award in awards}
    kept = set(Edition.objects.filter(hash__in=hashes).values_list("hash", flat=True))
    amendments = list(published())
    steps = {
        award.pk: steps_of(award, amendment, unheld(by.edition_hash, by.on, amendments))
        for award in awards
        if (by := award.determination).edition_hash in kept
    }
    concerned = [
        award
        for award in awards
        if (days := steps.get(award.pk))
        and (
            award.until_month is None
            or award.until_month > max(award.from_month, first_month(days[0]).number)
        )
    ]
    if not concerned:
        return []
    earliest = min(first_month(steps[award.pk][0]) for award in concerned)
    owed, rests = owed_by_month(concerned, earliest), bases(concerned)
    found = []
    for award in concerned:
        basis = rests[award.pk]
        told = reckon(award, basis, steps[award.pk], load(award.determination.edition_hash), after, on)
        run = months_of(award, owed.get((award.household_id, award.fund), {}))
        found.append(
            Reckoning(
                recalculation=row, award=award, case_no=basis.newest.case_no, region_code=award.region_code,
                old_fen=award.monthly_fen, new_fen=told.new_fen, stretches=[each.as_json() for each in told.stretches],
                back_fen=difference(told.stretches, run), need=told.need, why=told.why[:300],
            )
        )  # fmt: skip
    return found


def _overtake(row: Recalculation, award_ids: list[int]) -> None:
    """What another publication left undone for these awards is part of what this one makes of them."""
    earlier = Reckoning.objects.filter(award__in=award_ids, progress__in=OPEN_PROGRESS)
    earlier.exclude(recalculation=row).update(progress=Progress.OVERTAKEN)
