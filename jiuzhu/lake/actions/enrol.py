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
    """How many people came in, from which number on."""

    count: int
    first: int

    def for_trail(self) -> dict[str, Any]:
        return {"subject": "lake:people", "refs": {"count": self.count, "first": self.first}}


def numbered(hashes: list[str], *, by: Scope) -> np.ndarray:
    """The `rn` of each hash; who has none gets one. A transaction a CHUNK, none for a chunk of known people."""
    for start in range(0, len(hashes), CHUNK):
        some = hashes[start : start + CHUNK]
        if (row_numbers(some) == UNKNOWN).any():
            enrol(some, by=by)
    return row_numbers(hashes)


@action("lake.enrol")
def enrol(hashes: list[str], *, by: Scope) -> Enrolled:
    """Number those of these people who have no number yet, in their order, without a gap; one INSERT."""
    wait_turn(Identity)
    new = [one for one, rn in zip(hashes, row_numbers(hashes).tolist(), strict=True) if rn == UNKNOWN]
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
    return Enrolled(len(new), first)
