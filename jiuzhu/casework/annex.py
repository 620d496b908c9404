"""The derivation of a determination as the rows of a letter's second page, as a family reads them. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from jiuzhu.policy import lead

_AMOUNT = re.compile(r"\d\.\d\d(?=$|，| [＋−＝])")
"""The end of an amount to the fen that says no unit."""
_NOTHING = re.compile(r" [−＋] [^\s\d]*[ ]?0(?:\.00)? 元(?= |$)")
"""A term of a sum that adds or takes away nothing: “ − 因拒绝就业减发 0 元”."""
_RECKONED = re.compile(r"[−＋×÷]")


def derivation(result: dict[str, Any], programme: str, who: dict[str, str]) -> list[dict[str, Any]]:
    """[{no, name, how, value, law}]: the ladder without steps that stayed open and decided nothing, and without terms of
    nothing; a step of which nothing else is left repeats the one before, and goes with them. Amounts bear their 元."""
    rows = [row for group in lead.grouped(result, programme, who) for row in group["rows"]]
    return [row | {"no": number} for number, row in enumerate(_told(rows), 1)]


def _told(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        value, how = row["value_text"], _NOTHING.sub("", row["text"])
        if value == lead.OPEN or (how != row["text"] and not _RECKONED.search(how)):
            continue
        told = {"how": how, "value": value}
        yield {"no": 0, "name": row["label"], "law": row["law"]} | {
            key: _AMOUNT.sub(r"\g<0> 元", text) for key, text in told.items()
        }
