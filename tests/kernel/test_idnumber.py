"""An identity number is judged by its check digit and birth date alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.idnumber import with_check_digit

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "first",
    ["37100219550101001", "37100319900101001", "50011219900101001", "50015519800101001",
     "32059419900101001", "37107319900101001", "50019019900101001"],
)  # fmt: skip
def test_numbers_whose_county_code_came_later_or_went_away_are_right(first):
    assert idnumber.fault(with_check_digit(first), TODAY) is None


def test_a_number_typed_with_a_chinese_input_method_is_kept_in_plain_signs():
    assert idnumber.normal("１１０１０５　１９４９１２３１－００２ｘ") == "11010519491231002X"


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_standard_are_right(number):
    """GB 11643-1999, appendix."""
    assert idnumber.fault(number, TODAY) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "18 位"),
        ("50022219680312451", "现在是 17 位"),
        ("500222196803124510", "最后一位对不上"),
        ("500222196813124511", "不是一个真实的日期"),
        (with_check_digit("50022220280312451"), "晚于今天"),
        ("५००२२२१९६८०३१२४५११", "前 17 位是数字"),
    ],
)
def test_a_wrong_number_is_told_in_words(number, words):
    assert words in idnumber.fault(number, TODAY)


def test_spaces_and_a_small_x_are_no_fault():
    number = next(
        n for n in (with_check_digit(f"50022219680312{n:03d}") for n in range(100)) if n.endswith("X")
    )
    assert idnumber.fault(f"{number[:6]} {number[6:14]} {number[14:].lower()}", TODAY) is None


def test_birth_and_sex_are_read_from_the_number():
    number = with_check_digit("51022319840802914")
    assert (idnumber.born_on(number), idnumber.is_female(number)) == (date(1984, 8, 2), True)


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999 4.2: what each of the first seventeen digits counts."""


@given(st.integers(0, 10**11 - 1), st.dates(date(1900, 1, 1), TODAY))
def test_the_last_character_is_that_of_the_standards_own_sum(rest, born):
    first = f"{rest:011d}"
    seventeen = f"{first[:6]}{born:%Y%m%d}{first[6:9]}"
    remainder = sum(int(digit) * weight for digit, weight in zip(seventeen, WEIGHTS, strict=True)) % 11
    right = "10X98765432"[remainder]
    assert with_check_digit(seventeen) == seventeen + right
    assert idnumber.fault(seventeen + right, TODAY) is None
    assert idnumber.fault(seventeen + ("0" if right != "0" else "1"), TODAY)
