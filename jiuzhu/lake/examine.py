"""Look a delivery through before anything of it is kept: columns, totals, numbers, values. Pure but for the key of hashes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from jiuzhu.catalogue.values import Register
from jiuzhu.kernel.fen import yuan
from jiuzhu.lake import columns, persons
from jiuzhu.lake.delivered import ID_NUMBER, NAME, Delivered, Unreadable
from jiuzhu.lake.kinds import MOST_BAD_PERCENT, MOST_LISTED, Reason, Wrong
from jiuzhu.lake.wrong import Fault, form_of

Marks = dict[tuple[str, Wrong], np.ndarray]
"""Which rows are wrong, by column and fault."""


class SentBack(Exception):
    """The whole delivery goes back: why, in words for the department, and the lines that may be the cause."""

    def __init__(self, reason: Reason, why: str, bad: "Iterable[BadRow]" = ()) -> None:
        super().__init__(why)
        self.reason, self.why, self.bad = reason, why, tuple(bad)


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used: its line, what is wrong, whose it is (a place in `Examined.hashes`, or NOBODY), as it was written."""

    line: int
    faults: tuple[Fault, ...]
    whose: int
    written: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class Examined:
    """What may be kept: the good rows' columns, whose each is (a place in `hashes`), and the bad rows.

    `total` is the control column's sum over the good rows, `ignored` the columns that the catalogue does not know.
    """

    rows: pa.Table
    whose: np.ndarray
    hashes: list[str]
    bad: tuple[BadRow, ...]
    total: int
    ignored: tuple[str, ...]


def examine(delivered: Delivered, register: Register, today: date, names: Mapping[str, str]) -> Examined:
    """Raises SentBack when the delivery cannot be kept at all.

    `names`: the name under which the office knows a person, by the keyed hash of the number; asked only where the
    register's numbers are told to be wrong often (`match` has the name).
    """
    try:
        table = _table(delivered)
        ignored = _heading(table.column_names, register)
        _count(delivered, table.num_rows)
        numbers = persons.read(columns.plain(ID_NUMBER, table[ID_NUMBER]), today)
        kept = {name: columns.kept(table[name], of) for name, of in register.fields.items()}
    except Unreadable as wrong:
        raise SentBack(Reason.UNREADABLE, str(wrong)) from None
    hashes = numbers.hashes()
    whose = numbers.people(np.arange(len(hashes)))
    marks = _marks(numbers, kept)
    if NAME in register.match:
        marks[NAME, Wrong.NAME] = _misnamed(columns.plain(NAME, table[NAME]), whose, hashes, names)
    is_bad = _any(marks.values(), table.num_rows)
    bad = _bad_rows(table, marks, np.flatnonzero(is_bad), whose, delivered.first_line)
    if register.total:
        _sum(delivered, register, kept[register.total], bad)
    _share(table.num_rows, register, marks, bad)
    good = pa.array(~is_bad)
    rows = pa.table({name: column.values for name, column in kept.items()}).filter(good)
    kept_total = total(rows[register.total]) if register.total else 0
    return Examined(rows, whose[~is_bad], hashes, bad, kept_total, ignored)


def _table(delivered: Delivered) -> pa.Table:
    batches = list(delivered.batches)
    if not batches:
        raise Unreadable("这份数据里一栏也没有。没有记录时也要送一份只有栏名的文件。")
    if any(batch.schema.names != batches[0].schema.names for batch in batches):
        raise Unreadable("前后几段的栏名不一样。请整份重新导出。")
    return pa.concat_tables(
        [pa.Table.from_batches([batch]) for batch in batches], promote_options="permissive"
    )


def _heading(names: list[str], register: Register) -> tuple[str, ...]:
    """The columns that nobody asked for: they are not read (个人信息保护法 第六条). Raises SentBack when one is missing."""
    wanted = [ID_NUMBER, *([NAME] if NAME in register.match else []), *register.fields]
    missing = [name for name in dict.fromkeys(wanted) if name not in names]
    strange = [name for name in names if name not in wanted]
    if missing or len(set(names)) < len(names):
        labels = [
            f"{name}（{register.fields[name].label}）" if name in register.fields else name
            for name in missing
        ]
        what = f"缺少 {'、'.join(labels)}" if missing else "有重名的栏"
        also = f"，多出 {'、'.join(strange[:20])}（是不是改了栏名？）" if strange else ""
        raise SentBack(
            Reason.COLUMNS,
            f"{what}{also}。请按目录“{register.label}”的栏名导出；确实要改栏名，请先告诉民政部门改目录。",
        )
    return tuple(strange)


def _count(delivered: Delivered, rows: int) -> None:
    if delivered.control.rows != rows:
        raise SentBack(
            Reason.ROWS_DIFFER,
            f"清单写 {delivered.control.rows} 行，文件里是 {rows} 行，可能没有传完或传了两遍。请核对后整份重送。",
        )


def _sum(delivered: Delivered, register: Register, column: columns.Column, bad: tuple[BadRow, ...]) -> None:
    """What the sender summed against what stands in the file, wrong rows included."""
    told, found, unread = delivered.control.sum_fen, total(column.values), column.values.null_count
    if told == found and not unread:
        return
    label = register.fields[register.total].label
    cause = f"，其中 {unread} 行的“{label}”读不出来" if unread else ""
    raise SentBack(
        Reason.TOTAL_DIFFERS,
        f"清单写“{label}”合计 {told} 分（{yuan(told)} 元），逐行相加是 {found} 分（{yuan(found)} 元）{cause}。请核对后整份重送。",
        bad[:MOST_LISTED],
    )


def total(column: pa.Array | pa.ChunkedArray) -> int:
    """An exact sum, however many rows: high and low halves apart."""
    values = column.drop_null().to_numpy()
    return (int((values >> 20).sum()) << 20) + int((values & 0xFFFFF).sum())


def _marks(numbers: persons.Numbers, kept: Mapping[str, columns.Column]) -> Marks:
    of_rows = numbers.fault[numbers.place]
    marks = {
        (ID_NUMBER, fault): of_rows == code for code, fault in enumerate(persons.FAULTS) if fault is not None
    }
    for name, column in kept.items():
        marks |= {(name, fault): rows for fault, rows in column.wrong.items()}
    return marks


def _misnamed(
    written: pa.Array, whose: np.ndarray, hashes: list[str], names: Mapping[str, str]
) -> np.ndarray:
    """Rows beside whose number the office knows another name: the number, or the name, is somebody else's."""
    known = np.array([names.get(one, "") for one in hashes] + [""], object)[whose]
    return (known != "") & (known != written.to_numpy(zero_copy_only=False))


def _any(marks: Iterable[np.ndarray], rows: int) -> np.ndarray:
    return np.logical_or.reduce([np.zeros(rows, bool), *marks])


def _share(rows: int, register: Register, marks: Marks, bad: tuple[BadRow, ...]) -> None:
    """Where numbers are told to be wrong often, a missing or wrong one says nothing against the delivery."""
    is_weak = NAME in register.match
    counted = (wrong for (name, _), wrong in marks.items() if not is_weak or name not in (ID_NUMBER, NAME))
    count = int(_any(counted, rows).sum())
    if count * 100 > rows * MOST_BAD_PERCENT:
        raise SentBack(
            Reason.TOO_MANY_BAD,
            f"{rows} 行里有 {count} 行用不了，超过 {MOST_BAD_PERCENT}%，多半是整栏导错了，所以整份没有收。请看逐行的回执，改好重送。",
            bad[:MOST_LISTED],
        )


def _bad_rows(
    table: pa.Table, marks: Marks, rows: np.ndarray, whose: np.ndarray, first: int
) -> tuple[BadRow, ...]:
    """In the order of the file, each with all its faults."""
    taken: list[dict[str, Any]] = table.take(pa.array(rows)).to_pylist()
    made = []
    for row, values in zip(rows.tolist(), taken, strict=True):
        written = {name: "" if value is None else str(value) for name, value in values.items()}
        faults = [
            Fault(name, fault, form_of(written[name])) for (name, fault), wrong in marks.items() if wrong[row]
        ]
        made.append(BadRow(first + row, tuple(faults), int(whose[row]), written))
    return tuple(made)
