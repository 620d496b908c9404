"""The serving copy of a snapshot: its columns as they are in memory, mapped from a file, so that some people's rows cost no scan.

Derived from the Parquet file and named as it, sealed when that is (`frames`); may be deleted at any time.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Field
from jiuzhu.lake.compute import frames
from jiuzhu.lake.compute.columns import NEVER, Array, Rows, Snapshot
from jiuzhu.lake.compute.facts import Reader
from jiuzhu.lake.compute.frames import Frames
from jiuzhu.lake.compute.runs import Asked
from jiuzhu.lake.compute.table import Group, Table, by_person
from jiuzhu.lake.compute.wanted import TEXTS
from jiuzhu.lake.layout import PART, RN
from jiuzhu.lake.opened import lies_sealed

LAYOUT = ".2.arrow"
"""How a copy's name ends; another layout is another ending, and its copies are made anew."""


def place(snapshot: Snapshot, folder: Path) -> Path:
    """Where a snapshot's serving copy stands."""
    return folder / snapshot.source.register.code / snapshot.source.code / f"{snapshot.path.stem}{LAYOUT}"


def make(snapshot: Snapshot, folder: Path) -> Path:
    """Write the serving copy, unless it is there. Whoever reads meanwhile sees the whole file or none."""
    path = place(snapshot, folder)
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = snapshot.source
    with snapshot.opened() as content, pq.ParquetFile(content) as file:
        columns = {RN: _whole(file.read([RN]).column(0))}
        for name, field in source.fields.items():
            columns[name] = _served(field, file.read([name]).column(0))
    unfinished = path.with_name(f"{path.name}.{os.urandom(8).hex()}{PART}")
    try:
        _write(unfinished, pa.record_batch(columns), snapshot)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _write(path: Path, batch: pa.RecordBatch, snapshot: Snapshot) -> None:
    path.touch(0o600)
    if lies_sealed(snapshot.path):
        frames.write(path, batch, snapshot.digest)
        return
    rows = by_person(batch)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_batch(rows)


def _served(field: Field, column: pa.ChunkedArray) -> pa.Array:
    if field.type in TEXTS:
        column = column.cast(pa.large_string()).fill_null("")
    elif field.type == "flag":
        column = column.cast(pa.uint8())
    elif field.type == "enum":
        column = column.unify_dictionaries()
        if column.null_count:
            column = column.cast(pa.string()).fill_null("").dictionary_encode().unify_dictionaries()
    elif field.type in ("date", "month"):
        column = column.cast(pa.int32()).fill_null(NEVER)
    return _whole(column)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


Copy = Table | Frames


def mapped(snapshot: Snapshot, path: Path) -> Copy:
    """A serving copy as it lies at `path`, open for reading."""
    if lies_sealed(snapshot.path):
        return Frames(snapshot.source, path, snapshot.digest)
    return Table(snapshot.source, pa.ipc.open_file(pa.memory_map(str(path))).get_batch(0))


class Serving:
    """The serving copies in a folder; each is mapped once, the first time it is needed, and made if it is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[Path, Copy] = {}

    def table(self, snapshot: Snapshot) -> Copy:
        if snapshot.path not in self._tables:
            self._tables[snapshot.path] = mapped(snapshot, make(snapshot, self.folder))
        return self._tables[snapshot.path]

    def reader(self, who: Array) -> Reader:
        """How `facts.patch` reads these people's rows."""

        groups: dict[SourceKind, tuple[Array, Group]] = {}

        def read(snapshot: Snapshot, names: list[str], asked: Asked) -> Iterator[Rows]:
            kind = snapshot.source.kind
            if kind not in groups:
                some = np.flatnonzero(np.broadcast_to(asked, len(who))).astype(np.int32)
                groups[kind] = some, Group(who[some])
            some, group = groups[kind]
            rows = self.table(snapshot).rows_of(group, names)
            yield rows.renumbered(some[rows.rn])

        return read
