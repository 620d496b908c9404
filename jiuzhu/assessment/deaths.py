"""Who is said to have died, before a decision has reckoned without them: what a department recorded, or an officer adopted."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.models import Adoption, Claim

DEAD = {"key": "status", "value": "dead"}
RECORDED = (SourceKind.RECORD, SourceKind.BANK)


def said_dead(people: QuerySet[Any], before: date) -> set[int]:
    """Those of `people` (rows with a `person`) whose newest word says that they died before a day; four queries at most.

    A department's record counts from the day it was learnt, what an officer adopted outweighs the records of that day.
    A record of a death without its day (火化) says that it lies before the day the record is true on. Who is entered as
    dead on the register is left out: there is nothing left to be said.
    """
    here = Exists(people.filter(person=OuterRef("person")))
    claims = Claim.objects.filter(source_kind__in=RECORDED)
    suspects = {
        person
        for rows in (claims, Adoption.objects.all())
        for person in rows.filter(here, person__died_on=None, **DEAD).values_list("person_id", flat=True)
    }
    if not suspects:
        return set()
    about = {"person__in": suspects, "key__in": ["status", "status_since"]}
    told = claims.filter(**about).order_by("pk")
    believed = Adoption.objects.filter(**about).order_by("pk")
    words: list[tuple[date, int, Claim | Adoption, date]] = [
        *((row.learnt_on, 0, row, row.true_on) for row in told),
        *((row.adopted_on, 1, row, row.adopted_on) for row in believed),
    ]
    return _dead_before(sorted(words, key=lambda word: word[:2]), before)


def _dead_before(words: Iterable[tuple[date, int, Claim | Adoption, date]], before: date) -> set[int]:
    """The day of a death is the one that was said last in the same case."""
    last: dict[int, tuple[Claim | Adoption, date]] = {}
    days: dict[tuple[int, str], str] = {}
    for _, _, row, on in words:
        assert row.person_id is not None  # noqa: S101 - they were asked for by person
        if row.key == "status":
            last[row.person_id] = (row, on)
        else:
            days[row.person_id, row.case_no] = row.value
    return {
        person
        for person, (row, on) in last.items()
        if row.value == "dead"
        and date.fromisoformat(days.get((person, row.case_no), on.isoformat())) < before
    }
