"""What departments put into a folder: the whole of a register as a file in their own format, and its signed note last."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.demo.departments import faults
from jiuzhu.demo.departments.faults import Kind
from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.gateways.envelope import digest
from jiuzhu.gateways.files.note import Note
from jiuzhu.gateways.files.sealing import seal


class Held(Protocol):
    """A world, or a part of one: its table of registers, its people, what a source holds of them on a day."""

    @property
    def lookup(self) -> Lookup: ...

    @property
    def table(self) -> Callable[[], Catalogue]: ...

    def records(self, source: str, id_numbers: Sequence[str], on: date, /) -> list[dict[str, Any]]: ...


Rows = Sequence[Mapping[str, Any]]
LAYOUT = "layout.yaml"


def comma_separated(names: Sequence[str], rows: Rows) -> bytes:
    """As a spreadsheet saves it: UTF-8 with a mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([names, *([_text(row[name]) for name in names] for row in rows)])
    return text.getvalue().encode("utf-8-sig")


def excel(names: Sequence[str], rows: Rows) -> bytes:
    """Texts as texts, numbers as numbers."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet()
    for line, values in enumerate([names, *([row[name] for name in names] for row in rows)]):
        sheet.write_row(line, 0, values)
    book.close()
    return content.getvalue()


def fixed_width(names: Sequence[str], rows: Rows) -> bytes:
    """GB18030, every column as wide as its widest value."""
    cells = [[_text(row[name]).encode("gb18030") for name in names] for row in rows]
    widths = _widths(names, rows)
    lines = [b"".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    return b"".join(line + b"\n" for line in lines)


def layout(names: Sequence[str], rows: Rows) -> bytes:
    """The layout of `fixed_width`."""
    start, lines = 1, ["fields:"]
    for name, width in zip(names, _widths(names, rows), strict=True):
        lines.append(f"  - {{name: {name}, start: {start}, width: {width}}}")
        start += width
    return ("\n".join(lines) + "\n").encode()


def parquet(names: Sequence[str], rows: Rows) -> bytes:
    """Numbers and flags as what they are, days and months as texts."""
    content = io.BytesIO()
    columns = {name: pa.array([row[name] for row in rows]) for name in names}
    pq.write_table(pa.table(columns), content, compression="zstd")
    return content.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[[Sequence[str], Rows], bytes], str, str]] = {
    "yibao.jiuyi": (".csv", comma_separated, "utf-8", ""),
    "caizheng.yikatong": (".xlsx", excel, "", ""),
    "jiaoyu.xueji": (".txt", fixed_width, "gb18030", ""),
    "gongdian.daichuan": (".parquet.enc", parquet, "", "sm4-gcm"),
}
"""Who delivers how: ending, writer, encoding, cipher."""


def newest(inbox: Path, source: str) -> date:
    """The day of a source's last delivery into a folder, taken already or not; the first of all days when none came."""
    days = (path.stem.removeprefix(f"{source}-")[:8] for path in inbox.rglob(f"{source}-*.ok"))
    return max((date.fromisoformat(day) for day in days), default=date.min)


def deliver(
    world: Held,
    source: str,
    inbox: Path,
    secret: str,
    on: date,
    *,
    sequence: int = 1,
    corrects: str = "",
    faults_in: Path | None = None,
) -> str:
    """Put one delivery of a source into the folder, spoilt by the fault it has; its number, "" when none comes."""
    fault = faults.read(faults_in).get(source) if faults_in else None
    kind = fault.kind if fault else None
    if kind in (Kind.LATE, Kind.SILENCE, Kind.ERROR):
        return ""
    ending, write, encoding, cipher = FORMATS[source]
    of, number = world.table().sources[source], f"{source}-{on:%Y%m%d}-{sequence:02d}"
    rows = world.records(source, list(world.lookup.people), on)
    names = ["id_number", *of.fields]
    content = write(names, rows)
    if kind is Kind.GARBAGE:
        content = "<html>系统维护中</html>".encode()
    if kind is Kind.ENCODING:
        content = content.decode("utf-8-sig").encode("gb18030")
    content = seal(content, secret, number, cipher) if cipher else content
    inbox.mkdir(parents=True, exist_ok=True)
    note = Note(
        number=number,
        source=source,
        as_of=on,
        made_at=f"{on.isoformat()}T20:00:00+08:00",
        file=number + ending,
        size=len(content),
        digest=digest(content),
        rows=len(rows) + (kind is Kind.WRONG_TOTALS),
        sum_fen=sum(row[of.total] for row in rows) if of.total else 0,
        encoding=encoding,
        encrypted=cipher,
        corrects=corrects,
    )
    if ending == ".txt":
        told = layout(names, rows)
        (inbox / f"{number}.{LAYOUT}").write_bytes(told)
        note = replace(note, layout=f"{number}.{LAYOUT}", layout_digest=digest(told))
    key = "00" * 32 if kind is Kind.UNSIGNED else secret
    _put(inbox, number, note.signed(key), _spoilt(content, kind))
    if kind is Kind.DOUBLED:
        again = replace(note, file=f"{number}-again{ending}")
        _put(inbox, f"{number}-again", again.signed(key), content)
    return number


def _put(inbox: Path, stem: str, note: Note, content: bytes) -> None:
    """The file first; the note last and at once."""
    (inbox / note.file).write_bytes(content)
    draft = inbox / f"{stem}.new"
    draft.write_text(note.text(), encoding="utf-8")
    draft.replace(inbox / f"{stem}.ok")


def _spoilt(content: bytes, kind: Kind | None) -> bytes:
    if kind is Kind.CUT:
        return content[: len(content) // 2]
    if kind is Kind.ALTERED:
        middle = len(content) // 2
        return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    return content


def _widths(names: Sequence[str], rows: Rows) -> list[int]:
    return [max([1, *(len(_text(row[name]).encode("gb18030")) for row in rows)]) for name in names]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
