"""One cell of a column as `verification.found` says it: yuan as text, days and words as they are written."""

from typing import Any

from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.lake.compute.columns import NEVER
from jiuzhu.lake.compute.dossier import day_text, month_text
from jiuzhu.lake.compute.facts import Column
from jiuzhu.lake.compute.parts import UNSAID
from jiuzhu.lake.compute.runs import State
from jiuzhu.lake.compute.wanted import Unit


class NothingSaidError(LookupError):
    """Nobody says anything of this person: unknown, not asked, or too old."""


def said(column: Column, rn: int) -> Any:
    """The value found of a person; None where the source left it empty, of a list its length. Raises NothingSaidError."""
    if column.state[rn] == State.NONE:
        return column.none
    if column.state[rn] != State.HAS:
        raise NothingSaidError
    number = column.value[rn].item()
    match column.unit:
        case Unit.FEN | Unit.DM2:
            return plain_yuan(number)
        case Unit.FEN_A_MONTH:
            return {"per_month": plain_yuan(number)}
        case Unit.FEN_A_YEAR:
            return {"per_year": plain_yuan(number)}
        case Unit.WORD:
            return None if number == UNSAID else column.words[number].as_py()
        case Unit.DATE | Unit.MONTH:
            return None if number == NEVER else (day_text if column.unit is Unit.DATE else month_text)(number)
    return number
