"""Faults that a department can be given: one JSON file beside the world, read at every request and every delivery.

{"payment.a": {"kind": "late", "seconds": 60}, "shuiwu.geshui": {"kind": "error"}}; no entry, no fault.
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

FILE = "faults.json"


class Kind(StrEnum):
    ERROR = "error"
    """Answers 500."""
    GARBAGE = "garbage"
    """Answers 200, or delivers a file, with something that is no answer."""
    SILENCE = "silence"
    """Takes the question and closes the line; delivers nothing: the department is offline."""
    LATE = "late"
    """Answers 202 at first, and the answer `seconds` later; a file does not come while it lasts."""
    WRONG_TOTALS = "wrong_totals"
    """The control total is not that of the records."""
    DOUBLED = "doubled"
    """Every record twice, with the totals of one; a file comes twice under one number."""
    STRANGER = "stranger"
    """A record of somebody who was not asked about."""
    CUT = "cut"
    """Half of the answer, or of the file."""
    ALTERED = "altered"
    """An amount is not the one that was summed, a byte of the file not the one that was signed."""
    ENCODING = "encoding"
    """GB18030 where UTF-8 was agreed."""
    UNSIGNED = "unsigned"
    """A file whose note is signed with another key."""


@dataclass(frozen=True)
class Fault:
    kind: Kind
    seconds: int = 0


def read(folder: Path) -> dict[str, Fault]:
    """The faults in force by source."""
    path = folder / FILE
    if not path.exists():
        return {}
    table = json.loads(path.read_text(encoding="utf-8"))
    return {source: Fault(Kind(of["kind"]), of.get("seconds", 0)) for source, of in table.items()}


def put(folder: Path, source: str, fault: Fault | None) -> None:
    """Give a source a fault, or None to heal it; whole at any instant for a reader."""
    table = read(folder)
    table.pop(source, None)
    if fault is not None:
        table[source] = fault
    draft = folder / f"{FILE}.new"
    draft.write_text(json.dumps({code: asdict(each) for code, each in table.items()}), encoding="utf-8")
    draft.replace(folder / FILE)
