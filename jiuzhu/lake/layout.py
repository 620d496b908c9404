"""How a register lies in the lake: the columns of its files, where they stand, what their manifest says. Pure.

`<lake>/<register>/<source>/<as of>-<sequence>.parquet`, zstd, sorted by `rn`; the manifest has the same name with `.json`.
`rn` is the person's row number: dense, given once, never reused. Money and areas are int64; an empty text is "", an
empty date or month is null; a month is the number of months since year 0 (`year * 12 + month - 1`).
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from jiuzhu.catalogue.values import Register

RN = "rn"
PART = ".part"
"""How the name of a file ends that is still being written."""
ROW_GROUP = 128 * 1024
ARROW = {
    "id": pa.string(),
    "text": pa.string(),
    "enum": pa.dictionary(pa.int32(), pa.string()),
    "flag": pa.bool_(),
    "int": pa.int64(),
    "fen": pa.int64(),
    "dm2": pa.int64(),
    "date": pa.date32(),
    "month": pa.int32(),
}


def schema(register: Register) -> pa.Schema:
    """The columns of a register's files: `rn`, then its fields in their order."""
    fields = [pa.field(name, ARROW[column.type]) for name, column in register.fields.items()]
    return pa.schema([pa.field(RN, pa.int32(), nullable=False), *fields])


@dataclass(frozen=True)
class Manifest:
    """What one delivery holds, as a decision may name it. `digest` is the SM3 of the Parquet file.

    `total_fen` is the sum of the register's control column (0 without one); `catalogue` the hash it was read by.
    """

    register: str
    source: str
    as_of: date
    sequence: int
    rows: int
    people: int
    total_fen: int
    digest: str
    catalogue: str
    delivery: str

    @property
    def name(self) -> str:
        return f"{self.as_of.isoformat()}-{self.sequence:04d}"

    def path(self, lake: Path) -> Path:
        """Where its Parquet file stands."""
        return lake / self.register / self.source / f"{self.name}.parquet"
