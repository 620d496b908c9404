"""Note that a fact is found otherwise than declared, and that it is no longer so."""

from datetime import date

from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.compare import Pair
from jiuzhu.verification.models import Difference, Query


def keep_differences(query: Query, rows: list[Pair], on: date, *, by: Scope) -> None:
    """One current row for each fact that differs; a changed finding replaces the row and its explanation."""
    noted = Difference.objects.filter(case_no=query.case_no, is_current=True)
    current = {(row.person_id, row.key): row for row in noted}
    for pair in rows:
        old = current.pop((pair.person_id, pair.key), None)
        if old and (pair.size, pair.declared, pair.found) == (old.size, old.declared, old.found):
            continue
        if old:
            retire_difference(old, by=by)
        if pair.size:
            note_difference(query, pair, on, by=by)
    for gone in current.values():
        retire_difference(gone, by=by)


@action("verification.note_difference")
def note_difference(query: Query, pair: Pair, on: date, *, by: Scope) -> Difference:
    """A fact of the query's case differs."""
    return Difference.objects.create(
        case_no=query.case_no,
        household_id=query.household_id,
        person_id=pair.person_id,
        key=pair.key,
        declared=pair.declared,
        found=pair.found,
        size=pair.size,
        noticed_on=on,
    )


@action("verification.retire_difference")
def retire_difference(difference: Difference, *, by: Scope) -> Difference:
    """A newer finding or declaration takes its place; the row and its explanation stay on record."""
    difference.is_current = False
    difference.save(update_fields=["is_current"])
    return difference
