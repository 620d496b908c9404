"""Whether an answer is what the catalogue promises: columns, types, people asked about, control totals."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from jiuzhu.gateways.envelope import Column, NoAnswer, Question, Reply, Silence
from jiuzhu.kernel.fen import LARGEST_FEN

MOST_RECORDS = 10_000
LONGEST_TEXT = 200
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def checked(question: Question, body: Any, way: str = "") -> Reply | NoAnswer:
    """The answer that came by this `way` as a value, or why it cannot be used. The detail names a place, never a value.

    Of each record the columns that were asked for are kept, and nothing else (个人信息保护法 第六条).
    """
    if not isinstance(body, dict) or body.get("request_no") != question.request_no:
        return NoAnswer(Silence.GARBLED, "request_no")
    as_of, records, control = _day(body.get("as_of")), body.get("records"), body.get("control")
    if as_of is None or not isinstance(records, list) or not isinstance(control, dict):
        return NoAnswer(Silence.GARBLED, "as_of, records, control")
    if len(records) > MOST_RECORDS:
        return NoAnswer(Silence.GARBLED, f"more than {MOST_RECORDS} records")
    for number, record in enumerate(records):
        if wrong := fault(question, record):
            return NoAnswer(Silence.GARBLED, f"records[{number}].{wrong}")
    if control.get("rows") != len(records) or control.get("sum_fen") != control_sum(question.total, records):
        return NoAnswer(Silence.WRONG_TOTALS, "control")
    wanted = ("id_number", *question.columns)
    kept = tuple({name: record[name] for name in wanted} for record in records)
    return Reply(question.request_no, as_of, kept, way)


def control_sum(total: str, records: list[Mapping[str, Any]]) -> int:
    """What the sender sums: the `total` column in 分, 0 for a source without one."""
    return sum(record[total] for record in records) if total else 0


def fault(question: Question, record: Any) -> str:
    """The first column that is wrong; "" when the record is sound."""
    if not isinstance(record, dict) or record.get("id_number") not in question.id_numbers:
        return "id_number"
    for name, column in question.columns.items():
        if name not in record or not _is_a(column, record[name]):
            return name
    return ""


def _is_a(column: Column, value: Any) -> bool:
    if column.type == "flag":
        return isinstance(value, bool)
    if column.type in ("int", "fen", "dm2"):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_FEN
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and _says(column, value)


def _says(column: Column, text: str) -> bool:
    if column.type == "enum":
        return text in column.words
    if column.type == "date":
        return text == "" or _day(text) is not None
    return column.type != "month" or text == "" or bool(_MONTH.fullmatch(text))


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
