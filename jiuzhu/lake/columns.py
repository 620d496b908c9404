"""One column of a delivery from what was written to what the lake keeps (`layout.ARROW`), and which rows are wrong. Pure.

Written forms: `fen`, `dm2`, `int` whole numbers; `date` 2026-10-31; `month` 2026-10; `flag` true/false, 1/0, 是/否;
`enum` a code of the catalogue. A typed column passes as it is when the type fits.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jiuzhu.catalogue.values import Field
from jiuzhu.kernel.fen import LARGEST_FEN
from jiuzhu.kernel.month import Month
from jiuzhu.lake.delivered import Unreadable
from jiuzhu.lake.kinds import Wrong
from jiuzhu.lake.layout import ARROW

LONGEST_TEXT = 200
NUMBERS = ("int", "fen", "dm2")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = "^-?[0-9]{1,18}$"
_FLAGS = {"true": True, "false": False, "1": True, "0": False, "是": True, "否": False}


@dataclass(frozen=True)
class Column:
    """The kept values, null where a row is wrong, and the wrong rows by what is wrong with them."""

    values: pa.Array
    wrong: dict[Wrong, np.ndarray]

    @property
    def is_bad(self) -> np.ndarray:
        """True where the row is wrong."""
        return (
            np.logical_or.reduce(list(self.wrong.values()))
            if self.wrong
            else np.zeros(len(self.values), bool)
        )


def plain(name: str, column: pa.ChunkedArray) -> pa.Array:
    """A column of any type as one array of text; what is missing is "". Raises Unreadable for bytes that are no UTF-8."""
    try:
        texts = pc.cast(_whole(column), pa.string())
    except pa.ArrowInvalid:
        raise Unreadable(
            f"“{name}”栏里有不是 UTF-8 编码的字符（常见的原因是另存成了 GBK）。请另存为 UTF-8 再送。"
        ) from None
    return pc.utf8_trim_whitespace(pc.fill_null(texts, ""))


def kept(column: pa.ChunkedArray, field: Field) -> Column:
    """The column of a field. Raises Unreadable for bytes that are no UTF-8."""
    typed = _typed(column, field.type)
    if typed is not None:
        return typed
    texts = plain(field.name, column)
    if field.type in NUMBERS:
        return _number(texts)
    if field.type == "enum":
        return _word(texts, list(field.words))
    if field.type in ("date", "month", "flag"):
        return _parsed(texts, field.type)
    return _told(texts, {Wrong.TOO_LONG: _true(pc.greater(pc.utf8_length(texts), LONGEST_TEXT))})


def _typed(column: pa.ChunkedArray, kind: str) -> Column | None:
    """A column that came as what it is to be; None when it must be read."""
    empty = {Wrong.EMPTY: _true(column.is_null())}
    if kind in NUMBERS and pa.types.is_signed_integer(column.type):
        return _within(pc.cast(_whole(column), pa.int64()), empty)
    if kind == "date" and pa.types.is_date32(column.type):
        return Column(_whole(column), {})
    if kind == "flag" and pa.types.is_boolean(column.type):
        return _told(_whole(column), empty)
    return None


def _number(texts: pa.Array) -> Column:
    empty = _true(pc.equal(texts, ""))
    is_whole = pc.match_substring_regex(texts, _WHOLE)
    values = pc.cast(pc.if_else(is_whole, texts, pa.scalar(None, pa.string())), pa.int64())
    return _within(values, {Wrong.EMPTY: empty, Wrong.NUMBER: ~_true(is_whole) & ~empty})


def _within(values: pa.Array, wrong: dict[Wrong, np.ndarray]) -> Column:
    """Numbers up to LARGEST_FEN either way, so that a sum over a few hundred thousand of them fits an int64."""
    beyond = pc.or_(pc.greater(values, LARGEST_FEN), pc.less(values, -LARGEST_FEN))
    return _told(values, {**wrong, Wrong.TOO_LARGE: _true(pc.fill_null(beyond, False))})


def _word(texts: pa.Array, words: list[str]) -> Column:
    places = pc.index_in(texts, pa.array(words, pa.string()))
    values = pa.DictionaryArray.from_arrays(places, pa.array(words, pa.string()))
    return _told(values, {Wrong.WORD: _true(pc.is_null(places))})


def _parsed(texts: pa.Array, kind: str) -> Column:
    """Each distinct text is read once; "" is an open day or month, but no flag."""
    reads: dict[str, tuple[Callable[[str], Any], Wrong]] = {
        "date": (_day, Wrong.DAY),
        "month": (_month, Wrong.MONTH),
        "flag": (lambda text: _FLAGS.get(text.lower()), Wrong.FLAG),
    }
    read, fault = reads[kind]
    written = texts.dictionary_encode()
    distinct = written.dictionary.to_pylist()
    found = pa.array([read(text) for text in distinct], ARROW[kind])
    values = found.take(written.indices)
    empty = _true(pc.equal(texts, ""))
    wrong = {fault: _true(pc.is_null(values)) & ~empty}
    return _told(values, wrong | ({Wrong.EMPTY: empty} if kind == "flag" else {}))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _month(text: str) -> int | None:
    try:
        return Month.parse(text).number
    except ValueError:
        return None


def _told(values: pa.Array, wrong: dict[Wrong, np.ndarray]) -> Column:
    return Column(values, {fault: rows for fault, rows in wrong.items() if rows.any()})


def _whole(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return joined if isinstance(joined, pa.Array) else pa.concat_arrays(joined.chunks)


def _true(mask: Any) -> np.ndarray:
    return np.asarray(
        mask.to_numpy(zero_copy_only=False) if isinstance(mask, pa.Array) else mask.to_numpy(), bool
    )
