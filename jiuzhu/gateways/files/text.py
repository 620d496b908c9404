"""Text files as columns of texts: CSV with a header, and fixed width with a layout. Faults name a line, never its words."""

import csv
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import yaml

from jiuzhu.gateways.delivery import Wrong
from jiuzhu.gateways.files.note import Unusable

CODECS = {"utf-8": "utf-8-sig", "utf-8-sig": "utf-8-sig", "gb18030": "gb18030", "gbk": "gb18030"}
THREE_BYTES = 0x800
"""Characters from here on take three bytes in UTF-8; GB18030 hardly ever looks like that by chance."""
LONGEST_HEADER = 65_536
"""Characters within which the first line of a CSV ends."""


def codec_of(content: bytes, stated: str) -> str:
    """The codec in which the whole file can be read; raises Unusable with the first line that cannot."""
    if stated and stated.lower() not in CODECS:
        raise Unusable(Wrong.ENCODING, f"不认识编码“{stated[:20]}”：请用 UTF-8 或 GB18030")
    tried = [CODECS[stated.lower()]] if stated else ["utf-8-sig", "gb18030"]
    for codec in tried:
        try:
            content.decode(codec)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            before = content[: error.start].decode(codec, "ignore")
            if codec == tried[-1] or any(ord(character) >= THREE_BYTES for character in before):
                name = "UTF-8" if codec == "utf-8-sig" else "GB18030"
                raise Unusable(
                    Wrong.ENCODING, f"第 {line} 行不是 {name} 编码，整份没有收下；请核对导出时选的编码"
                ) from error
        else:
            return codec
    raise AssertionError("one codec is always tried")


def comma_separated(content: bytes, stated: str) -> pa.Table:
    """A CSV file; a row of the wrong width refuses it."""
    text = content.decode(codec_of(content, stated))
    header = next(csv.reader(io.StringIO(text[:LONGEST_HEADER], newline="")), [])
    if len(set(header)) != len(header):
        raise Unusable(Wrong.CONTENT, "第 1 行的栏名有两栏相同")
    rows: list[arrow_csv.InvalidRow] = []

    def note(row: arrow_csv.InvalidRow) -> str:
        rows.append(row)
        return "error"

    try:
        return arrow_csv.read_csv(
            io.BytesIO(text.encode()),
            arrow_csv.ReadOptions(use_threads=False),
            arrow_csv.ParseOptions(invalid_row_handler=note),
            arrow_csv.ConvertOptions(column_types={name: pa.string() for name in header}),
        )
    except pa.ArrowInvalid:
        place = (
            f"第 {rows[0].number} 行应有 {rows[0].expected_columns} 列，实有 {rows[0].actual_columns} 列"
            if rows
            else "没有表头或内容不是 CSV"
        )
    raise Unusable(Wrong.CONTENT, f"{place}，整份没有收下；文件可能在传送时断了")


def fixed_width(content: bytes, stated: str, layout: bytes) -> pa.Table:
    """Lines cut by the layout: `fields` of name, start (from 1) and width, counted in bytes of the file's encoding."""
    codec = codec_of(content, stated)
    fields = _layout(layout)
    end = max(start - 1 + width for _, start, width in fields)
    columns: dict[str, list[str]] = {name: [] for name, _, _ in fields}
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, 1):
        if len(line.rstrip(b"\r")) < end:
            raise Unusable(
                Wrong.CONTENT, f"第 {number} 行不足 {end} 个字节，整份没有收下；文件可能在传送时断了"
            )
        try:
            for name, start, width in fields:
                columns[name].append(line[start - 1 : start - 1 + width].decode(codec))
        except UnicodeDecodeError as error:
            raise Unusable(
                Wrong.CONTENT, f"第 {number} 行的“{name}”切在一个字的中间：布局或编码不对"
            ) from error
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _layout(layout: bytes) -> list[tuple[str, int, int]]:
    try:
        told: Any = yaml.safe_load(layout)
        fields = [(str(each["name"]), int(each["start"]), int(each["width"])) for each in told["fields"]]
    except (
        yaml.YAMLError,
        json.JSONDecodeError,
        UnicodeDecodeError,
        ValueError,
        TypeError,
        KeyError,
    ) as error:
        raise Unusable(Wrong.CONTENT, "布局文件读不懂：要写 fields，每列有 name、start、width") from error
    if not fields or any(start < 1 or width < 1 for _, start, width in fields):
        raise Unusable(Wrong.CONTENT, "布局文件里有一列的 start 或 width 小于 1")
    return fields
