"""What was written becomes what the lake keeps, or is told to be wrong."""

from datetime import date

import pyarrow as pa
import pytest

from jiuzhu.catalogue.values import Field
from jiuzhu.kernel.fen import LARGEST_FEN
from jiuzhu.lake import columns
from jiuzhu.lake.delivered import Unreadable
from jiuzhu.lake.kinds import Wrong

WORDS = {"car": "汽车", "truck": "货车"}


def kept(kind: str, *values, typed=None):
    field = Field("a", "甲", kind, WORDS if kind == "enum" else {})
    return columns.kept(pa.chunked_array([pa.array(values, typed)]), field)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("fen", " -1200 ", -1200),
        ("int", "0", 0),
        ("dm2", str(LARGEST_FEN), LARGEST_FEN),
        ("date", "2026-02-28", date(2026, 2, 28)),
        ("date", "", None),
        ("month", "2026-10", 2026 * 12 + 9),
        ("month", "", None),
        ("flag", "TRUE", True),
        ("flag", "否", False),
        ("enum", "truck", "truck"),
        ("text", "", ""),
        ("id", "  乙 ", "乙"),
    ],
)
def test_a_sound_value_is_kept(kind, written, value):
    column = kept(kind, written)
    assert column.values.to_pylist() == [value] and not column.wrong


@pytest.mark.parametrize(
    ("kind", "written", "wrong"),
    [
        ("fen", "1200.50", Wrong.NUMBER),
        ("fen", "1,200", Wrong.NUMBER),
        ("fen", "１２", Wrong.NUMBER),
        ("fen", "", Wrong.EMPTY),
        ("fen", str(LARGEST_FEN + 1), Wrong.TOO_LARGE),
        ("int", "9" * 19, Wrong.NUMBER),
        ("date", "2026-02-30", Wrong.DAY),
        ("date", "20260228", Wrong.DAY),
        ("date", "2026-W44-6", Wrong.DAY),
        ("month", "2026-13", Wrong.MONTH),
        ("month", "202610", Wrong.MONTH),
        ("flag", "", Wrong.EMPTY),
        ("flag", "2", Wrong.FLAG),
        ("enum", "bus", Wrong.WORD),
        ("enum", "", Wrong.WORD),
        ("text", "长" * 201, Wrong.TOO_LONG),
    ],
)
def test_a_wrong_value_is_told_as_what_it_is(kind, written, wrong):
    assert list(kept(kind, written).wrong) == [wrong]


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("fen", 7, pa.int32()),
        ("date", date(2026, 10, 31), pa.date32()),
        ("flag", True, pa.bool_()),
        ("enum", "car", pa.dictionary(pa.int8(), pa.string())),
        ("text", "甲", pa.large_string()),
        ("text", "甲".encode(), pa.binary()),
    ],
)
def test_a_typed_column_passes(kind, value, typed):
    column = kept(kind, value, typed=typed)
    assert not column.wrong and column.values.to_pylist() == [
        value.decode() if typed == pa.binary() else value
    ]


def test_money_that_nobody_told_is_not_zero():
    assert kept("fen", None, 5, typed=pa.int64()).wrong[Wrong.EMPTY].tolist() == [True, False]


def test_bytes_of_another_encoding_are_told():
    with pytest.raises(Unreadable, match="UTF-8"):
        kept("text", "救助".encode("gbk"), typed=pa.binary())
