"""Take one person out of the lake: the number loses its person, every file is written again without its rows."""

from collections.abc import Callable, Iterable
from functools import partial

import pyarrow.compute as pc
from django.db import transaction

from jiuzhu.lake import files
from jiuzhu.lake.actions.sweep import sweep_all
from jiuzhu.lake.examine import total
from jiuzhu.lake.kinds import WITH_FILE
from jiuzhu.lake.layout import RN
from jiuzhu.lake.models import Delivery, Identity, Quarantined
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.trail.turns import wait_turn


def erase_person(rn: int, *, by: Scope, forget: Iterable[Callable[[int], object]] = ()) -> int:
    """Erase a person; how many files that changed. `forget` is told the number first (dossiers and what else follows it).

    Several acts, each of which may be done again; until the last is done, do it again. A register that names the person
    once more finds a new person: what a department keeps, it delivers.
    """
    for one in forget:
        one(rn)
    dissolve(rn, by=by)
    changed = 0
    for row in Delivery.objects.filter(state__in=WITH_FILE).order_by("pk"):
        if files.table(row.manifest, [RN], rn=rn).num_rows:
            leave_out(row.pk, rn, by=by)
            changed += 1
    sweep_all(by=by)
    return changed


@action("lake.erase_person")
def dissolve(rn: int, *, by: Scope) -> Identity:
    """The number stays used, and belongs to nobody; quarantined rows of the person are deleted."""
    wait_turn(Identity)
    identity = Identity.objects.get(rn=rn)
    identity.hash = f"erased:{rn}"
    identity.save(update_fields=["hash"])
    Quarantined.objects.filter(rn=rn).delete()
    return identity


@action("lake.leave_out")
def leave_out(pk: int, rn: int, *, by: Scope) -> Delivery:
    """One file again, without a person: at a new place, so that the row turns from one to the other at once."""
    wait_turn(Delivery)
    row = Delivery.objects.get(pk=pk)
    before = row.path
    whole = files.table(row.manifest)
    rows = whole.filter(pc.not_equal(whole[RN], rn))
    last = Delivery.objects.filter(source=row.source, as_of=row.as_of, sequence__isnull=False).latest(
        "sequence"
    )
    with files.enough_room():
        path, digest = files.draft(before.parent, files.parquet(rows))
        row.former = [*row.former, {"digest": row.digest, "sequence": row.sequence, "rows": row.rows}]
        row.sequence, row.digest, row.erased = (last.sequence or 0) + 1, digest, row.erased + 1
        row.rows, row.people = rows.num_rows, row.people - 1
        row.total_fen = total(rows[row.total_of]) if row.total_of else 0
        try:
            files.place(path, row.manifest)
        finally:
            path.unlink(missing_ok=True)
        row.save()
    transaction.on_commit(partial(files.remove, before))
    transaction.on_commit(partial(files.remove, before.with_suffix(".json")))
    return row
