import pytest

from jiuzhu.web.ui.whole import whole


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("0", 0), ("007", 7), ("9223372036854775807", 2**63 - 1)]
)
def test_digits_are_a_whole_number(text, number):
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "１２", "a", "9223372036854775808", "9" * 40])
def test_anything_else_is_none(text):
    assert whole(text) is None
