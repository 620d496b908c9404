"""The job that carries a round on, some families at a time; killed anywhere, it goes on where it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from jiuzhu.catalogue.edition import of
from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.data import Data
from jiuzhu.recheck.kinds import ROUND, Outcome, State
from jiuzhu.recheck.look import Looked, look_at
from jiuzhu.recheck.models import Finding, Line, Round
from jiuzhu.registry.models import Household
from jiuzhu.trail.record import action, look
from jiuzhu.verification.compare import Pair

SYSTEM = Scope.system("recheck.round")
FAMILIES = 200
"""Families of one job: one transaction, one look on the trail."""


def go_on(payload: dict[str, Any], *, at: datetime) -> None:
    """Look at the next families of `payload["round"]` and put the job for those after them. Repeatable."""
    row = Round.objects.get(pk=payload["round"])
    lines = list(Line.objects.filter(round=row, findings=None).order_by("pk")[:FAMILIES])
    if row.state != State.RUNNING or not lines:
        return
    table = of(row.catalogue)
    data = Data(table, table.asked(row.template), row.deliveries, row.purpose, row.on, day_of(at))
    look(
        SYSTEM,
        "recheck.look",
        [f"household:{line.household_id}" for line in lines],
        purpose=f"{row.purpose}:{row.template}",
        fields=["found"],
    )
    looked = look_at(data, [(line.household_id, line.case_no) for line in lines], row.on)
    keep(row.pk, lines, looked, at, by=SYSTEM)


@action("recheck.keep")
def keep(round_id: int, lines: Sequence[Line], looked: Sequence[Looked], at: datetime, *, by: Scope) -> Round:
    """Write down what was found of these families, once; the round is done with its last family."""
    row = Round.objects.select_for_update().get(pk=round_id)
    todo = set(
        Line.objects.filter(pk__in=[line.pk for line in lines], findings=None).values_list(
            "household", flat=True
        )
    )
    fresh = [one for one in looked if one.household_id in todo]
    regions = dict(Household.objects.filter(pk__in=todo).values_list("pk", "region_code"))
    counts = {one.household_id: _keep_findings(row, one, regions[one.household_id]) for one in fresh}
    by_family = {one.household_id: one for one in fresh}
    done = [line for line in lines if line.household_id in todo]
    for line in done:
        one = by_family[line.household_id]
        line.findings = counts[line.household_id]
        line.unknown, line.unauthorised = one.unknown, one.unauthorised
    Line.objects.bulk_update(done, ["findings", "unknown", "unauthorised"])
    row.looked_at = F("looked_at") + len(done)
    row.found = F("found") + sum(count > 0 for count in counts.values())
    row.save(update_fields=["looked_at", "found"])
    row.refresh_from_db()
    if row.looked_at == row.families:
        row.state = State.DONE
        row.save(update_fields=["state"])
    elif row.state == State.RUNNING:
        enqueue(ROUND, f"{row.pk}.{row.looked_at}", {"round": row.pk}, due_at=at)
    return row


def _keep_findings(row: Round, one: Looked, region_code: str) -> int:
    """Write what is new of one family, close what is found no more; how many of its facts differ."""
    rows = Finding.objects.select_for_update().filter(household_id=one.household_id)
    before = list(rows.order_by("pk"))
    open_ones = {(old.person_id, old.key): old for old in before if old.outcome == Outcome.OPEN}
    settled = {
        (old.person_id, old.key): (old.believed, old.found)
        for old in before
        if old.outcome == Outcome.NO_MATTER
    }
    count = 0
    for pair in one.differing:
        place = (pair.person_id, pair.key)
        old = open_ones.pop(place, None)
        if settled.get(place) == (pair.declared, pair.found):
            continue
        count += 1
        if old and (old.believed, old.found) == (pair.declared, pair.found):
            continue
        if old:
            _close(old, row, "有了更新的数据")
        _note(row, one, pair, region_code)
    for old in open_ones.values():
        _close(old, row, "后来的数据已经一致")
    return count


def _note(row: Round, one: Looked, pair: Pair, region_code: str) -> None:
    Finding.objects.create(
        round=row,
        household_id=one.household_id,
        region_code=region_code,
        person_id=pair.person_id,
        case_no=one.case_no,
        key=pair.key,
        believed=pair.declared,
        found=pair.found,
        size=pair.size,
        sources=one.sources.get((pair.person_id, pair.key), []),
        noticed_on=row.on,
    )


def _close(old: Finding, row: Round, reason: str) -> None:
    old.outcome, old.reason, old.settled_by, old.settled_on = Outcome.GONE, reason, SYSTEM.actor, row.on
    old.save(update_fields=["outcome", "reason", "settled_by", "settled_on"])
