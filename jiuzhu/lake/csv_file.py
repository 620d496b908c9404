"""A delivery that comes as a CSV file: UTF-8 with or without a mark, one heading line of the register's column names."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

import pyarrow as pa
from pyarrow import csv

from jiuzhu.lake.delivered import Control, Delivered, Unreadable

BLOCK = 1 << 22


def delivered(
    path: Path, number: str, as_of: date, control: Control, catalogue: str, corrects: str = ""
) -> Delivered:
    """The file at `path` as a delivery; its rows are read when they are asked for."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.new("sm3")).hexdigest()
    return Delivered(number, as_of, rows(path), control, digest, catalogue, corrects)


def rows(path: Path) -> Iterator[pa.RecordBatch]:
    """Every column as text; raises Unreadable with the line of the first fault."""
    names = _names(path)
    short: list[tuple[int, int]] = []

    def wrong(row: csv.InvalidRow) -> str:
        short.append((row.number or 0, row.actual_columns))
        return "error"

    try:
        reader = csv.open_csv(
            path,
            csv.ReadOptions(use_threads=False, block_size=BLOCK),
            csv.ParseOptions(invalid_row_handler=wrong),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
        yield pa.RecordBatch.from_pylist([], reader.schema)
        yield from reader
    except pa.ArrowInvalid:
        _explain(path, short, len(names))


def _names(path: Path) -> list[str]:
    """The heading; a column that stands there twice could be either."""
    with path.open("rb") as file:
        head = file.readline()
    try:
        names = head.decode("utf-8-sig").strip().split(",")
    except UnicodeDecodeError:
        raise _not_utf8(1) from None
    if names == [""]:
        raise Unreadable("文件是空的，或者第 1 行没有栏名。第 1 行应写栏名，用逗号隔开。")
    plain = [name.strip('"') for name in names]
    if twice := sorted({name for name in plain if plain.count(name) > 1}):
        raise Unreadable(f"第 1 行的栏名 {'、'.join(twice)} 写了两遍，不知道用哪一栏。请只留一栏。")
    return plain


def _explain(path: Path, short: list[tuple[int, int]], columns: int) -> NoReturn:
    if short:
        line, found = short[0]
        raise Unreadable(
            f"第 {line} 行有 {found} 栏，应有 {columns} 栏：可能没有传完，或者字里有逗号、引号没有加引号。请整份重新导出。"
        )
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(content.count(b"\n", 0, error.start) + 1) from None
    raise Unreadable("文件不是逗号分隔的表格（CSV），读不出各栏。请按约定的格式重新导出。")


def _not_utf8(line: int) -> Unreadable:
    return Unreadable(
        f"第 {line} 行有不是 UTF-8 编码的字符（常见的原因是另存成了 GBK）。请另存为 UTF-8 再送。"
    )
