"""What a person rules where the law leaves a number open must be a value that the number can have."""

import pytest

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.family import Faults, read

FAMILY = {
    "region": "500110",
    "area": "urban",
    "date": "2025-08-01",
    "assume": "complete",
    "members": [{"id": "a", "relation": "self"}],
}


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("gangxing.ratio", "1001", "刚性支出占家庭总收入的规定比例：应在 0% 到 1,000% 之间"),
        ("gangxing.ratio", "²", "应是整数，现在是“²”"),
        ("gangxing.ratio", "六成", "应是整数，现在是“六成”"),
        ("single_person.amount", "-1", "不能是负数"),
        ("single_person.amount", "1000000000.01", "应在 0 元 到 1,000,000,000 元 之间"),
        ("member.postgraduate", "1", "应是 true 或 false"),
        ("gangxing.rati", "60", "没有“gangxing.rati”这个待定的数，是不是 gangxing.ratio"),
    ],
)
def test_a_value_that_the_number_cannot_have_is_refused(key, value, words):
    with pytest.raises(Faults) as caught:
        determine(read(FAMILY | {"decided": [{"key": key, "value": value}]}), shipped())
    assert words in str(caught.value)
    assert "decided[0]" in str(caught.value)
