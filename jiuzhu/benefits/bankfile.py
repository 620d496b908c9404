"""The bank's file as text: a format is data (`formats/*.yaml`), this reads and writes any of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jiuzhu.kernel.refusal import Refused
from jiuzhu.vault.files import digest_of

FOLDER = Path(__file__).parent / "formats"
TREASURY_CARD = "treasury_card"
SHOWN_LINES = 10
"""How many line numbers a refusal, or the reason of an exception, names."""


@dataclass(frozen=True)
class Layout:
    """One kind of line: its tag, and its fields in order."""

    tag: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Format:
    """How one bank writes: encoding, separator, layouts of what is sent and of the reply, meaning of its codes."""

    version: str
    encoding: str
    separator: str
    newline: str
    sent: dict[str, Layout]
    reply: dict[str, Layout]
    results: dict[str, str]
    reasons: dict[str, str]

    def write(self, layout: Layout, values: dict[str, object]) -> str:
        """One line. A separator or line break inside a value would move every field after it: refused."""
        line = self.separator.join([layout.tag, *(str(values[field]) for field in layout.fields)])
        if line.count(self.separator) != len(layout.fields) or "\n" in line or "\r" in line:
            raise ValueError(f"a field of a {layout.tag} line holds a separator")
        return line + self.newline

    def closed(self, body: bytes, values: dict[str, object]) -> bytes:
        """The file with its trailer: totals, and the SM3 of all that stands before."""
        line = self.write(self.sent["trailer"], {**values, "digest": digest_of(body)})
        return body + line.encode(self.encoding)


@dataclass(frozen=True)
class Line:
    """One parsed line: its number in the file (from 1) and its fields by name."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Parsed:
    """A file whose form, totals and digest were found right."""

    header: dict[str, str]
    lines: list[Line]


@cache
def load(name: str = TREASURY_CARD) -> Format:
    """A format by name; each is read once."""
    text: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)

    def layouts(part: dict[str, Any]) -> dict[str, Layout]:
        return {key: Layout(row["tag"], tuple(row["fields"])) for key, row in part.items()}

    return Format(
        str(text["version"]),
        text["encoding"],
        text["separator"],
        text["newline"],
        layouts(text["sent"]),
        layouts(text["reply"]),
        text["results"],
        text["reasons"],
    )


def parse_sent(content: bytes, form: Format) -> Parsed:
    """Read a file that we wrote (the demonstration bank does; so does the reconciliation)."""
    return _parse(content, form, form.sent, "amount_fen", "sum_fen", None)


def parse_reply(content: bytes, form: Format) -> Parsed:
    """Read the bank's reply. Raises Refused, with the numbers of the wrong lines, when the file is not sound:
    nothing of a reply whose own totals are wrong may be believed."""
    paid = {code for code, meaning in form.results.items() if meaning == "paid"}
    return _parse(content, form, form.reply, "amount_fen", "paid_fen", paid)


def _parse(
    content: bytes, form: Format, layouts: dict[str, Layout], amount: str, total: str, paid: set[str] | None
) -> Parsed:
    try:
        text = content.decode(form.encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _unsound(f"第 {line} 行有不是 {form.encoding.upper()} 编码的字符") from None
    rows = text.split(form.newline)
    if rows[-1] != "" or len(rows) < 3:
        raise _unsound("文件不完整：最后一行没有结束，或者没有首行和尾行")
    header = _cells(rows[0], 1, layouts["header"], form)
    trailer = _cells(rows[-2], len(rows) - 1, layouts["trailer"], form)
    lines = list(_lines(rows[1:-2], layouts["line"], form))
    last = rows[-2] + form.newline
    if digest_of(content[: -len(last.encode(form.encoding))]) != trailer["digest"]:
        raise _unsound("尾行的 SM3 摘要与内容对不上，文件在路上被改动过")
    fen = sum(int(line.values[amount]) for line in lines if paid is None or line.values["result"] in paid)
    for said in (header, trailer):
        if (said["count"], said[total]) != (str(len(lines)), str(fen)):
            raise _unsound(
                f"首行或尾行写 {said['count']} 笔 {said[total]} 分，逐行相加是 {len(lines)} 笔 {fen} 分"
            )
    return Parsed(header, lines)


def _lines(rows: list[str], layout: Layout, form: Format) -> Iterator[Line]:
    wrong: list[int] = []
    for number, row in enumerate(rows, start=2):
        cells = row.split(form.separator)
        values = dict(zip(layout.fields, cells[1:], strict=False))
        if cells[0] != layout.tag or len(cells) != len(layout.fields) + 1 or not _sound(values, form):
            wrong.append(number)
        else:
            yield Line(number, values)
    if wrong:
        raise _unsound(
            f"第 {numbers(wrong)} 行读不懂：栏数不对，或者流水号、金额不是整数，或者结果代码不认识"
        )


def _sound(values: dict[str, str], form: Format) -> bool:
    digits = values["amount_fen"] + values["payment_no"]
    return digits.isascii() and digits.isdigit() and values.get("result", "00") in form.results


def _cells(row: str, number: int, layout: Layout, form: Format) -> dict[str, str]:
    cells = row.split(form.separator)
    if cells[0] != layout.tag or len(cells) != len(layout.fields) + 1:
        raise _unsound(f"第 {number} 行应以 {layout.tag} 开头，有 {len(layout.fields)} 栏")
    return dict(zip(layout.fields, cells[1:], strict=True))


def numbers(lines: Iterable[int]) -> str:
    """The numbers of lines as a text names them: the first ones, and how many they are altogether."""
    listed = list(lines)
    told = "、".join(str(number) for number in listed[:SHOWN_LINES])
    return told if len(listed) <= SHOWN_LINES else f"{told} 等共 {len(listed)}"


def _unsound(what: str) -> Refused:
    return Refused("file_not_sound", f"文件没有读入：{what}。请向银行要一份完整的文件再读，账没有动。")
