"""A delivery as it comes in at the door: who it says it is, its rows as read, what its sender counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

ID_NUMBER, NAME = "id_number", "name"


class Unreadable(Exception):
    """The file cannot be read; says in Chinese where, why, and what would be right. Never with a value of a row."""


@dataclass(frozen=True)
class Control:
    """What the sender counted: rows, the sum of the register's control column in 分 (0 without one), its file's SM3.

    An empty digest: the sender told none.
    """

    rows: int
    sum_fen: int
    digest: str = ""


@dataclass(frozen=True)
class Delivered:
    """One delivery of one source. The same `number` is the same delivery; `corrects` names the one it takes the place of.

    `batches` hold the register's columns and `id_number`, as text or typed; reading them may raise `Unreadable`.
    `digest` is the SM3 of the bytes as received; `catalogue` the hash of the catalogue they are read by; `first_line`
    the line of the sender's file in which the first row stands.
    """

    number: str
    as_of: date
    batches: Iterable[pa.RecordBatch]
    control: Control
    digest: str
    catalogue: str
    corrects: str = ""
    first_line: int = 2
