"""The serving copy of a sealed snapshot: frames of whole people, each sealed for its place, so that one person's rows open one frame.

The file: the frames one after the other, their index, sealed too, and the index's length. The index says for each frame
where it ends and whose rows are its first. Key and digest are those of the Parquet file: a frame stands in for no other.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from jiuzhu.catalogue.values import Source
from jiuzhu.lake.compute.columns import Rows, whole_people
from jiuzhu.lake.compute.table import Group, Table, by_person
from jiuzhu.lake.layout import RN
from jiuzhu.vault.files import seal_bytes, unseal_bytes

FRAME = 2048
"""Rows of a frame, about."""
OPEN = 8
"""Frames of a copy that stay open, the last ones used."""
_LENGTH = 8
_PACKED = pa.ipc.IpcWriteOptions(compression="zstd")


def write(path: Path, batch: pa.RecordBatch, digest: str) -> None:
    """Write a sealed copy of these rows, which are sorted by person."""
    ends, firsts = [], []
    with path.open("wb") as file:
        for number, frame in enumerate(_frames(batch)):
            file.write(seal_bytes(_packed(frame), f"{digest}:{number}"))
            ends.append(file.tell())
            firsts.append(frame.column(RN)[0].as_py() if len(frame) else 0)
        index = seal_bytes(json.dumps([ends, firsts]).encode(), f"{digest}:index")
        file.write(index + len(index).to_bytes(_LENGTH))


def _frames(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """At least one, so that what has no rows has columns."""
    made = whole_people(pa.Table.from_batches([batch]).to_batches(FRAME))
    yield from [frame for frame in made if len(frame)] or [batch]


def _packed(frame: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    packed = by_person(frame)
    with pa.ipc.new_stream(sink, packed.schema, options=_PACKED) as writer:
        writer.write_batch(packed)
    return bytes(sink.getvalue())


class Frames:
    """A sealed serving copy, of which only the frames that are asked for are opened.

    Raises ValueError when what it opens was altered, or is another copy's.
    """

    def __init__(self, source: Source, path: Path, digest: str) -> None:
        self._source, self._digest = source, digest
        self._file = memoryview(pa.memory_map(str(path)).read_buffer())
        length = int.from_bytes(self._file[-_LENGTH:])
        index = self._file[-_LENGTH - length : -_LENGTH]
        self._ends, self._firsts = json.loads(unseal_bytes(bytes(index), f"{digest}:index"))
        self._table = lru_cache(OPEN)(self._opened)

    def around(self, rn: int) -> Table:
        """The rows in memory among which this person's are, if there are any."""
        return self._table(max(0, bisect_right(self._firsts, rn) - 1))

    def rows_of(self, group: Group, names: Sequence[str]) -> Rows:
        """The rows of some people, who are renumbered by their place."""
        who = group.who
        frames = np.maximum(0, np.searchsorted(self._firsts, who, side="right") - 1)
        numbers, starts = np.unique(frames, return_index=True)
        if not len(numbers):
            return self._table(0).rows_of(group, names)
        picked = [
            self._opened(number).picked(Group(some), names)
            for number, some in zip(numbers.tolist(), np.split(who, starts[1:]), strict=True)
        ]
        joined = pa.Table.from_batches([batch for batch, _ in picked]).unify_dictionaries().combine_chunks()
        [batch] = joined.to_batches() or [picked[0][0]]
        places = [place + start for (_, place), start in zip(picked, starts.tolist(), strict=True)]
        columns = {name: batch.column(name) for name in names}
        return Rows(self._source.fields, columns, np.concatenate(places).astype(np.int32))

    def _opened(self, number: int) -> Table:
        begin = self._ends[number - 1] if number else 0
        frame = unseal_bytes(bytes(self._file[begin : self._ends[number]]), f"{self._digest}:{number}")
        return Table(self._source, pa.ipc.open_stream(frame).read_next_batch())
