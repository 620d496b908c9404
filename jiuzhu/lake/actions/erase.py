"""Take one person out of the lake: the number loses its person, every file is written again without its rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
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


def erase_person(rn: int, reason: str, *, by: Scope) -> int:
    """Erase a person; how many files that changed. The trail keeps the reason, which names nobody.

    Several acts, each of which may be done again; until the last is done, do it again (`finish_erasing`). A register that
    names the person once more finds a new person: what a department keeps, it delivers.
    """
    dissolve(rn, reason, by=by)
    return _leave_out_everywhere([rn], by=by)


def finish_erasing(at: datetime, *, by: Scope) -> int:
    """Take whoever was erased out of files that still have them, as an interrupted erasure leaves them; how many files changed."""
    gone = list(Identity.objects.filter(hash__startswith="erased:").values_list("rn", flat=True))
    return _leave_out_everywhere(gone, by=by) if gone else 0


def _leave_out_everywhere(gone: list[int], *, by: Scope) -> int:
    changed = 0
    for row in Delivery.objects.filter(state__in=WITH_FILE).order_by("pk"):
        there = np.intersect1d(files.table(row.manifest, [RN])[RN].to_numpy(), gone).tolist()
        for rn in there:
            leave_out(row.pk, rn, by=by)
        changed += bool(there)
    sweep_all(by=by)
    return changed


@dataclass(frozen=True)
class Dissolved:
    rn: int
    reason: str

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"rn:{self.rn}", "refs": {"reason": self.reason}}


@action("lake.erase_person")
def dissolve(rn: int, reason: str, *, by: Scope) -> Dissolved:
    """The number stays used, and belongs to nobody; quarantined rows of the person are deleted."""
    wait_turn(Identity)
    identity = Identity.objects.get(rn=rn)
    identity.hash = f"erased:{rn}"
    identity.save(update_fields=["hash"])
    Quarantined.objects.filter(rn=rn).delete()
    return Dissolved(rn, reason)


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
