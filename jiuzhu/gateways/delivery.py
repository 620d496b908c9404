"""What comes of a delivered file: the whole of a source on a day, or why it cannot be read. Plain data."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pyarrow as pa


class Wrong(StrEnum):
    """Why a delivery is sent back before anything of it is read into the lake."""

    NOTE = "note"
    SIGNATURE = "signature"
    NO_FILE = "no_file"
    CUT = "cut"
    ALTERED = "altered"
    SEAL = "seal"
    ENCODING = "encoding"
    CONTENT = "content"


@dataclass(frozen=True)
class Refusal:
    """A delivery that is not taken: what is wrong and what its sender does. It never holds what stood in the file."""

    code: Wrong
    message: str
    note: str


@dataclass(frozen=True)
class Delivered:
    """A whole file of `source`, true on `as_of`, signed by its sender and unaltered; `corrects` names what it replaces.

    Batches have the file's columns under the catalogue's names. From CSV, Excel and fixed width they are texts as
    written ("" where nothing stands); from Parquet they have the file's own types. `rows` and `sum_fen` are what the
    sender counted; whether the rows agree, whoever takes them in finds. `digest` is the SM3 of the file as it came,
    `first_line` the line of it in which the first row stands, `note` the name of its delivery note in the folder.
    """

    number: str
    source: str
    as_of: date
    batches: tuple[pa.RecordBatch, ...] = field(repr=False)
    rows: int
    sum_fen: int
    digest: str
    corrects: str = ""
    first_line: int = 1
    note: str = ""
