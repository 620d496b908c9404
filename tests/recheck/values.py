"""Records and deliveries that tests of rounds make."""

import json
from datetime import date

import pyarrow as pa

from jiuzhu.catalogue.texts import shipped
from jiuzhu.lake.delivered import Control, Delivered
from jiuzhu.vault.files import digest_of


def whole(source, rows, on: date, number="", corrects="") -> Delivered:
    """A delivery of a source with these records."""
    names = ["id_number", *source.fields]
    batch = pa.RecordBatch.from_pydict({name: [row[name] for row in rows] for name in names})
    written = digest_of(json.dumps([source.code, list(rows)], ensure_ascii=False).encode())
    total = sum(row[source.total] for row in rows) if source.total else 0
    control = Control(len(rows), total)
    return Delivered(
        number or f"{source.code}-{on}", on, (batch,), control, written, shipped().hash, corrects
    )


def car(number, plate="渝B00001"):
    return {
        "id_number": number,
        "plate": plate,
        "kind": "car",
        "model": "五菱宏光",
        "registered_on": "2026-12-01",
        "value_fen": 4_500_000,
    }
