"""The reply to a delivery: a file for the department that sent it, which knows its rows by their line."""

import csv
import io
from collections.abc import Iterator

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.lake.kinds import State, Wrong
from jiuzhu.lake.models import Delivery
from jiuzhu.lake.queries.deliveries import delivery
from jiuzhu.org.scope import Scope

HEADING = ("行号", "栏", "栏的含义", "问题", "应当怎样", "原值的样子（数字记作 9，字母记作 A，汉字记作 字）")
WHOLE = "全部"
CHUNK = 2000


def reply(scope: Scope, number: str, catalogue: Catalogue) -> bytes:
    """CSV in UTF-8 with a mark, for a spreadsheet: first what became of the whole, then a line a fault. No value of a row."""
    row = delivery(scope, number)
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(HEADING)
    for line in (*_whole(row), *_faults(row, catalogue)):
        lines.writerow([_shown(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _whole(row: Delivery) -> Iterator[tuple[str, ...]]:
    told = f"清单 {row.rows_told} 行、合计 {row.total_told} 分"
    if row.state == State.REFUSED:
        yield (
            WHOLE,
            "",
            "",
            f"编号 {row.number}，截止 {row.as_of}：整份退回，一行也没有收。{told}。",
            row.why,
            "",
        )
    else:
        kept = f"收下 {row.rows} 行、{row.people} 人、合计 {row.total_fen} 分，隔离 {row.quarantined} 行"
        right = (
            "请改正下列各行，用新的编号、同一个截止日整份重送，并写明更正的是这一次。"
            if row.quarantined
            else ""
        )
        yield WHOLE, "", "", f"编号 {row.number}，截止 {row.as_of}：{told}；{kept}。", right, ""
    if row.ignored:
        yield WHOLE, "、".join(row.ignored), "", "目录里没有这些栏", "没有读，也没有留；以后可以不送。", ""


def _faults(row: Delivery, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    register = catalogue.registers.get(row.register)
    labels = {name: field.label for name, field in register.fields.items()} if register else {}
    own = {"id_number": "身份证号", "name": "姓名"}
    words = {name: "、".join(field.words) for name, field in register.fields.items()} if register else {}
    for line in row.lines.order_by("line").only("line", "faults").iterator(chunk_size=CHUNK):
        for column, code, form in line.faults:
            wrong = Wrong(code)
            right = (
                f"{wrong.right}：{words[column]}"
                if words.get(column) and wrong is Wrong.WORD
                else wrong.right
            )
            yield str(line.line), column, labels.get(column, own.get(column, "")), wrong.label, right, form


def _shown(cell: str) -> str:
    """A spreadsheet must not take what a sender wrote for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
