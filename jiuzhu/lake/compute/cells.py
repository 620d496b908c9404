"""One cell of a column as `verification.found` says it: yuan as text, days and words as they are written."""

from collections.abc import Callable
from typing import Any

from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.lake.compute.columns import NEVER
from jiuzhu.lake.compute.dossier import day_text, month_text
from jiuzhu.lake.compute.filling import Column
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
    if column.unit in _EMPTY and number == _EMPTY[column.unit]:
        return None
    return (
        column.words[number].as_py()
        if column.unit is Unit.WORD
        else _WRITTEN.get(column.unit, _as_it_is)(number)
    )


def _as_it_is(number: int) -> int:
    return number


_EMPTY = {Unit.WORD: UNSAID, Unit.DATE: NEVER, Unit.MONTH: NEVER}
_WRITTEN: dict[Unit, Callable[[int], Any]] = {
    Unit.FEN: plain_yuan,
    Unit.DM2: plain_yuan,
    Unit.FEN_A_MONTH: lambda fen: {"per_month": plain_yuan(fen)},
    Unit.FEN_A_YEAR: lambda fen: {"per_year": plain_yuan(fen)},
    Unit.DATE: day_text,
    Unit.MONTH: month_text,
}
