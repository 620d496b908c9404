"""Money is read, shown and written in capitals without losing a fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.kernel.fen import LARGEST_FEN, capital_yuan, parse_yuan, plain_yuan, spoken_yuan, yuan


@given(st.integers(-LARGEST_FEN, LARGEST_FEN))
def test_what_is_written_plainly_is_read_back(fen):
    assert parse_yuan(plain_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1200", 120_000),
        ("1,200.5", 120_050),
        ("0.01", 1),
        ("１２", 1_200),
        (" 3 ", 300),
        ("-2.10", -210),
        ("１，２００。５", 120_050),
        ("12,345,678.90", 1_234_567_890),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, fen):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "1.234", "1e3", "abc", "1200元", "--1", "99999999999999", ".5"])
def test_what_is_no_amount_is_refused_in_words(text):
    with pytest.raises(ValueError, match="金额"):
        parse_yuan(text)


@pytest.mark.parametrize(
    "text", ["1,5", "1，5", "86,5", "12,00", "1,2000", "1200,5", ",5", "1,200,5", "1,,200"]
)
def test_a_comma_that_may_be_a_point_is_asked_about(text):
    with pytest.raises(ValueError, match="逗号只隔开千位"):
        parse_yuan(text)


def test_amounts_are_shown_with_groups_and_a_true_minus():
    assert [yuan(fen) for fen in (123_456_789, -5, 0)] == ["1,234,567.89", "−0.05", "0.00"]
    assert [spoken_yuan(fen) for fen in (93_600, 93_650)] == ["936", "936.50"]


@pytest.mark.parametrize(
    ("fen", "capitals"),
    [
        (93_600, "玖佰叁拾陆元整"),
        (0, "零元整"),
        (5, "伍分"),
        (10_005, "壹佰元零伍分"),
        (10_010_050, "壹拾万零壹佰元伍角整"),
        (100_100_000, "壹佰万壹仟元整"),
        (1_000_000_000, "壹仟万元整"),
        (2_000_500, "贰万零伍元整"),
        (100_000_000_000, "壹拾亿元整"),
        (-100, "负壹元整"),
    ],
)
def test_capitals_follow_the_rules_for_cheques(fen, capitals):
    assert capital_yuan(fen) == capitals
