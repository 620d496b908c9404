"""Which number a person has in the lake."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.db.models.expressions import RawSQL

from jiuzhu.lake.models import Identity

UNKNOWN = -1
CHUNK = 200_000


def row_numbers(hashes: list[str]) -> np.ndarray:
    """The `rn` of each keyed hash of an identity number, UNKNOWN where no register named it; one query a CHUNK."""
    found = [_some(hashes[start : start + CHUNK]) for start in range(0, len(hashes), CHUNK)]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _some(hashes: list[str]) -> np.ndarray:
    if connection.vendor == "postgresql":
        given = RawSQL("SELECT unnest(%s::text[])", [hashes])
    else:
        given = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(hashes)])
    rows = list(Identity.objects.filter(hash__in=given).values_list("hash", "rn"))
    known = pa.array([one for one, _ in rows], pa.string())
    numbers = np.array([rn for _, rn in rows] + [UNKNOWN], np.int64)
    places = pc.fill_null(pc.index_in(pa.array(hashes, pa.string()), known), len(rows))
    return numbers[places.to_numpy()]
