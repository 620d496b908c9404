"""Take a delivery in: looked through, its people numbered, its file written, then the row that says so."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from jiuzhu.catalogue.values import Source
from jiuzhu.kernel.moments import day_of
from jiuzhu.lake import files
from jiuzhu.lake.actions.enrol import numbered
from jiuzhu.lake.actions.keep import Draft, PeopleChanged, erased, keep, send_back, standing, told
from jiuzhu.lake.actions.sweep import sweep
from jiuzhu.lake.delivered import Delivered
from jiuzhu.lake.examine import BadRow, Examined, SentBack, examine
from jiuzhu.lake.kinds import Reason
from jiuzhu.lake.layout import RN, schema
from jiuzhu.lake.models import Delivery, Quarantined
from jiuzhu.lake.persons import NOBODY
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import close

NOBODY_KNOWN: Mapping[str, str] = MappingProxyType({})


def take_in(
    source: Source,
    delivered: Delivered,
    at: datetime,
    *,
    by: Scope,
    names: Mapping[str, str] = NOBODY_KNOWN,
) -> Delivery:
    """The delivery's row: kept, or sent back with its reason. May be done again after any interruption.

    Not one act but several (`lake.enrol`, then `lake.take_in` or `lake.send_back`), so that nobody waits for the looking
    through. Raises Refused when the fault is not the delivery's: a full disk, a number that was used for another file.
    `names`: see `examine`.
    """
    try:
        if known := standing(source, delivered):
            return known
        today = day_of(at)
        _at_the_door(delivered, today)
        found = examine(delivered, source.register, today, names)
        with files.enough_room():
            return _kept(source, delivered, found, at, by=by)
    except SentBack as sent:
        with files.enough_room():
            return send_back(source, delivered, sent, at, by=by)


def _at_the_door(delivered: Delivered, today: date) -> None:
    """What can be said without reading a row."""
    if delivered.as_of > today:
        raise SentBack(
            Reason.FUTURE,
            f"清单写数据截止 {delivered.as_of}，晚于收到的那天（{today}）。请核对截止日再送。",
        )
    if delivered.control.digest and delivered.control.digest != delivered.digest:
        raise SentBack(
            Reason.ALTERED,
            f"清单写文件的 SM3 是 {delivered.control.digest[:16]}…，收到的是 {delivered.digest[:16]}…：文件在路上被改过或没有传完。请重新传送。",
        )


def _kept(source: Source, delivered: Delivered, found: Examined, at: datetime, *, by: Scope) -> Delivery:
    sweep([_folder(source)], by=by)
    while True:
        draft = _draft(source, found, by=by)
        try:
            return keep(source, delivered, draft, at, by=by)
        except PeopleChanged:
            continue
        finally:
            draft.path.unlink(missing_ok=True)


def _draft(source: Source, found: Examined, *, by: Scope) -> Draft:
    gone = erased()
    numbers = numbered(found.hashes, by=by)
    rn = numbers[found.whose]
    order = pa.array(np.argsort(rn, kind="stable"))
    columns = [pa.array(rn, pa.int32()), *found.rows.columns]
    table = pa.table(columns, names=[RN, *found.rows.column_names]).take(order)
    path, digest = files.draft(_folder(source), files.parquet(table.cast(schema(source.register))))
    people = len(pc.unique(table[RN]))
    lines = [_sealed(bad, numbers) for bad in found.bad]
    return Draft(path, digest, table.num_rows, people, found.total, found.ignored, lines, gone)


def _folder(source: Source) -> Path:
    lake: Path = settings.LAKE
    return lake / source.register.code / source.code


def _sealed(bad: BadRow, numbers: np.ndarray) -> Quarantined:
    """Sealed here, so that the transaction need not wait for it."""
    line = told(bad)
    line.rn = None if bad.whose == NOBODY else int(numbers[bad.whose])
    line.row = json.dumps(bad.written, ensure_ascii=False)
    close(line, "row")
    return line
