"""A delivered file as columns: its ending names the reader."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.gateways.delivery import Wrong
from jiuzhu.gateways.files.note import Note, Unusable
from jiuzhu.gateways.files.text import comma_separated, fixed_width

LARGEST_UNPACKED = 1 << 30
"""Bytes that an Excel file may unpack to."""
EXACT = 1e15
"""From here on Excel has lost the last digits of a number."""
FIRST_LINE = {"csv": 2, "xlsx": 2, "txt": 1, "parquet": 1}
NAMES = {"csv": "CSV", "xlsx": "Excel", "txt": "定宽文本", "parquet": "Parquet"}


def kind_of(note: Note) -> str:
    """The file's kind by its ending (`.enc` behind it says that it is sealed); raises Unusable for another one."""
    ending = note.file.removesuffix(".enc").rpartition(".")[2].lower()
    if ending not in FIRST_LINE:
        raise Unusable(Wrong.NOTE, "文件应以 .csv、.xlsx、.txt 或 .parquet 结尾")
    return ending


def table(content: bytes, note: Note, layout: bytes, theirs: Mapping[str, str]) -> pa.Table:
    """Its columns, those that `theirs` (ours → theirs) names under our names; raises Unusable."""
    kind = kind_of(note)
    try:
        found = _read(kind, content, note.encoding, layout)
    except (Unusable, MemoryError):
        raise
    except Exception as error:
        # A broken file breaks its reader anywhere; readers have no common class of fault.
        raise Unusable(Wrong.CONTENT, f"不是完整的 {NAMES[kind]} 文件，请重新导出") from error
    ours = {name: own for own, name in theirs.items()}
    return found.rename_columns([ours.get(name, name) for name in found.column_names])


def _read(kind: str, content: bytes, encoding: str, layout: bytes) -> pa.Table:
    if kind == "csv":
        return comma_separated(content, encoding)
    if kind == "txt":
        return fixed_width(content, encoding, layout)
    return _excel(content) if kind == "xlsx" else pq.read_table(io.BytesIO(content))


def _excel(content: bytes) -> pa.Table:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(each.file_size for each in packed.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise Unusable(Wrong.CONTENT, "表格展开后太大，请改用 CSV 报送")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    header = [_text(cell, 1) for cell in rows[0]] if rows else []
    while header and not header[-1]:
        header.pop()
    columns = {
        name: [_text(row[at] if at < len(row) else None, line) for line, row in enumerate(rows[1:], 2)]
        for at, name in enumerate(header)
    }
    if not header or len(columns) < len(header):
        raise Unusable(Wrong.CONTENT, "第 1 行应写栏名，并且不能有两栏同名")
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _text(cell: Any, line: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float) and abs(cell) >= EXACT:
        raise Unusable(
            Wrong.CONTENT, f"第 {line} 行有长号码被存成了数字，末尾几位已经丢失；请把号码列设为文本再导出"
        )
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
