from datetime import UTC, date, datetime

import pytest

from jiuzhu.web.ui import formats
from jiuzhu.web.ui.numerals import whole_in_words, yuan_in_words


def test_money_has_two_decimals_and_a_true_minus():
    assert [formats.money(fen) for fen in (93600, -731800, 0)] == ["936.00", "−7,318.00", "0.00"]


def test_unknown_money_is_not_zero():
    assert formats.money(None) == formats.money_brief(None) == formats.money_signed(None) == "—"


def test_money_on_a_phone_drops_empty_fen():
    assert [formats.money_brief(fen) for fen in (93600, 93650)] == ["936", "936.50"]


def test_a_difference_shows_its_sign_and_zero_has_none():
    assert [formats.money_signed(fen) for fen in (4125600, -731800, 0)] == ["+41,256.00", "−7,318.00", "0.00"]


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (56_200_000_000, "5.62 亿元"),
        (1_678_000_000, "1,678 万元"),
        (1_260_000_0, "12.6 万元"),
        (93600, "936 元"),
        (-56_200_000_000, "−5.62 亿元"),
    ],
)
def test_large_money_is_rounded_for_charts(fen, text):
    assert formats.money_large(fen) == text


def test_days_are_written_for_titles_tables_and_files():
    on = date(2026, 11, 2)
    assert formats.day(on) == "2026年11月2日"
    assert formats.day_in_year(on) == "11月2日"
    assert formats.day_short(on) == "11-02"
    assert formats.day_iso(on) == "2026-11-02"
    assert formats.weekday(on) == "周一"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 21), date(2026, 11, 27), "11月21日—27日"),
        (date(2026, 11, 28), date(2026, 12, 4), "11月28日—12月4日"),
        (date(2026, 12, 28), date(2027, 1, 3), "12月28日—2027年1月3日"),
    ],
)
def test_a_stretch_of_days_says_only_what_differs(first, last, text):
    assert formats.days_between(first, last) == text


def test_moments_are_local():
    at = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
    assert (formats.hour(at), formats.moment(at), formats.moment_short(at)) == (
        "09:42",
        "2026-11-20 09:42",
        "11-20 09:42",
    )


def test_shares_come_with_the_number_they_rest_on():
    assert formats.share(66, 93) == "71 % n=93"
    assert formats.share(0, 0) == "—"
    assert [formats.percent(permille) for permille in (416, 310, -5, None)] == [
        "41.6 %",
        "31 %",
        "−0.5 %",
        "—",
    ]


def test_a_duration_always_says_which_days():
    assert formats.duration(2, "workday") == "2 个工作日"
    assert formats.duration(41, "day") == "41 天"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (10_023, "一万零二十三"),
        (100_500, "十万零五百"),
        (101_500, "十万一千五百"),
        (200_005_000, "二亿零五千"),
        (1_000_000_000_000, "一万亿"),
    ],
)
def test_numbers_are_spoken_as_people_speak_them(number, words):
    assert whole_in_words(number) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (960_000, "九千六百元"),
        (1050, "十元五角"),
        (105, "一元零五分"),
        (5, "五分"),
        (0, "零元"),
        (-300, "负三元"),
    ],
)
def test_amounts_are_spoken_with_their_unit(fen, words):
    assert yuan_in_words(fen) == words
