"""Give people their numbers in the lake, many at once."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Max

from jiuzhu.lake.models import Identity
from jiuzhu.lake.queries.people import CHUNK, UNKNOWN, row_numbers
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.trail.turns import wait_turn


@dataclass(frozen=True)
class Enrolled:
    """How many people came in, from which number on; the `rn` of all that were asked about."""

    count: int
    first: int
    rn: np.ndarray

    def for_trail(self) -> dict[str, Any]:
        return {"subject": "lake:people", "refs": {"count": self.count, "first": self.first}}


def numbered(hashes: list[str], *, by: Scope) -> np.ndarray:
    """The `rn` of each hash; who has none gets one. A transaction a CHUNK, none for a chunk of known people."""
    found = [np.empty(0, np.int64)]
    for start in range(0, len(hashes), CHUNK):
        some = hashes[start : start + CHUNK]
        rn = row_numbers(some)
        found.append(enrol(some, by=by).rn if (rn == UNKNOWN).any() else rn)
    return np.concatenate(found)


@action("lake.enrol")
def enrol(hashes: list[str], *, by: Scope) -> Enrolled:
    """Number those of these people who have no number yet, in their order, without a gap; one INSERT."""
    wait_turn(Identity)
    rn = row_numbers(hashes)
    is_new = rn == UNKNOWN
    new = [hashes[place] for place in np.flatnonzero(is_new)]
    last = Identity.objects.aggregate(last=Max("rn"))["last"]
    first = 0 if last is None else last + 1
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "INSERT INTO lake_identity (rn, hash) "
                "SELECT %s + place - 1, hash FROM unnest(%s::text[]) WITH ORDINALITY AS given (hash, place)",
                [first, new],
            )
        else:
            cursor.execute(
                "INSERT INTO lake_identity (rn, hash) SELECT %s + key, value FROM json_each(%s)",
                [first, json.dumps(new)],
            )
    rn[is_new] = np.arange(first, first + len(new))
    return Enrolled(len(new), first, rn)
