"""Facts in Chinese words."""

import pytest

from jiuzhu.verification.words import difference, told


@pytest.mark.parametrize(
    ("size", "key", "words"),
    [
        ({"fen": 86000, "permille": 268}, "assets.financial", "查到多 860.00 元，多 27 %"),
        ({"fen": -120000}, "income.wage", "查到少 1,200.00 元/年"),
        ({"count": 1}, "assets.vehicles", "多 1 项"),
    ],
)
def test_a_difference_is_told_in_the_unit_of_its_fact(size, key, words):
    assert difference(size, key) == words


def test_a_region_is_told_by_its_name():
    names = {"500110114001": "三角社区"}
    assert told("500110114001", "registered_region", names) == "三角社区"
    assert told("500112", "registered_region", names) == "500112"
