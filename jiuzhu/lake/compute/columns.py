"""The rows of a source as arrays: read in pieces that cut no person in two, each column decoded once and only when asked for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.catalogue.values import Field, Source
from jiuzhu.lake.layout import RN, Manifest
from jiuzhu.lake.opened import opened

Array = np.ndarray[Any, np.dtype[Any]]
NEVER = int(np.iinfo(np.int32).min)
"""An empty date or month: before every other."""
EMPTY = -1
"""The place of an empty word, where the field has no word for it."""
PIECE = 512 * 1024
"""Rows read at a time."""


class BadColumnError(ValueError):
    """A file does not hold what the catalogue promises: a word that is no word of its field, rows out of order."""


@dataclass(frozen=True)
class Snapshot:
    """One delivery of one source: everything it held on a day. `digest` is the SM3 of its file, which opens a sealed one."""

    source: Source
    as_of: date
    path: Path
    digest: str = ""

    @classmethod
    def of(cls, manifest: Manifest, source: Source, lake: Path) -> "Snapshot":
        return cls(source, manifest.as_of, manifest.path(lake), manifest.digest)

    def opened(self) -> pa.NativeFile:
        """Its Parquet file; see `lake.opened`."""
        return opened(self.path, self.digest)


class Rows:
    """Some rows of one source, sorted by `rn`; columns as `numbers` (dates and months may be NEVER, enums are places among

    their field's words) or as Arrow `texts`.
    """

    def __init__(self, fields: Mapping[str, Field], columns: Mapping[str, pa.Array], rn: Array) -> None:
        self.fields, self.rn, self._columns = fields, rn, columns
        self._numbers: dict[str, Array] = {}
        self._masks: dict[Any, Array] = {}

    def __len__(self) -> int:
        return len(self.rn)

    def numbers(self, name: str) -> Array:
        if name not in self._numbers:
            self._numbers[name] = as_numbers(self.fields[name], self._columns[name])
        return self._numbers[name]

    def texts(self, name: str) -> pa.Array:
        return self._columns[name]

    def masked(self, key: Any, mask: Any) -> Array:
        """The mask of that name, made by `mask` the first time."""
        if key not in self._masks:
            self._masks[key] = mask()
        return self._masks[key]

    def only(self, chosen: Array) -> "Rows":
        """The rows that a mask chooses."""
        if chosen.all():
            return self
        picked = {name: column.filter(pa.array(chosen)) for name, column in self._columns.items()}
        return Rows(self.fields, picked, self.rn[chosen])

    def renumbered(self, rn: Array) -> "Rows":
        """The same rows under other row numbers."""
        return Rows(self.fields, self._columns, rn)


def as_numbers(field: Field, column: pa.Array) -> Array:
    """A column that is no text as integers; flags as bool."""
    if field.type == "enum":
        return _places(field, column)
    if field.type == "date":
        column = column.cast(pa.int32())
    if column.null_count:
        column = column.fill_null(NEVER)
    numbers = column.to_numpy(zero_copy_only=False)
    return numbers.view(bool) if field.type == "flag" else numbers


def _places(field: Field, column: pa.DictionaryArray) -> Array:
    place = {word: number for number, word in enumerate(field.words)}
    place.setdefault("", EMPTY)
    said = column.dictionary.to_pylist()
    if strange := [word for word in said if word not in place]:
        raise BadColumnError(f"{field.name}：{'、'.join(map(str, strange))} 不是目录里的取值")
    table = np.array([*map(place.__getitem__, said), place[""]], np.int16)
    indices = column.indices
    return table[(indices.fill_null(len(said)) if indices.null_count else indices).to_numpy()]


def pieces(snapshot: Snapshot, names: Collection[str], size: int = PIECE) -> Iterator[Rows]:
    """All rows of a snapshot with these columns, about `size` at a time; whoever is in one piece is in no other."""
    for batch in whole_people(batches(snapshot, names, size)):
        fields = snapshot.source.fields
        yield Rows(fields, {name: batch.column(name) for name in names}, batch.column(RN).to_numpy())


def batches(snapshot: Snapshot, names: Iterable[str], size: int = PIECE) -> Iterator[pa.RecordBatch]:
    """The columns as they lie in the file: what any reading costs at least."""
    with snapshot.opened() as content, pq.ParquetFile(content) as file:
        yield from file.iter_batches(size, columns=[RN, *names])


def whole_people(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows, each piece but the last cut before its last person, who comes first in the next."""
    rest: pa.RecordBatch | None = None
    for batch in batches:
        joined = pa.concat_batches([rest, batch]) if rest is not None and len(rest) else batch
        rn = joined.column(RN).to_numpy()
        if len(rn) and (rn[1:] < rn[:-1]).any():
            raise BadColumnError("文件没有按 rn 排序")
        cut = int(np.searchsorted(rn, rn[-1])) if len(rn) else 0
        yield joined.slice(0, cut)
        rest = joined.slice(cut)
    if rest is not None:
        yield rest


def people(rn: Array) -> tuple[Array, Array]:
    """Who is in a sorted column of row numbers, and where each begins."""
    if not len(rn):
        return rn, np.empty(0, np.int64)
    starts = np.append(0, np.flatnonzero(rn[1:] != rn[:-1]) + 1)
    return rn[starts], starts
