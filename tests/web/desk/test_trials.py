"""What a programme's result is called on the page, the amount open or not."""

import pytest

from jiuzhu.web.desk.trials import standing_of

OPEN = {"status": "undetermined", "excluded_by": [], "persons": []}


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (OPEN, "还不能确定"),
        (OPEN | {"persons": ["7"]}, "符合，金额待定"),
        (OPEN | {"status": "eligible", "persons": ["7"]}, "符合"),
        (OPEN | {"status": "eligible", "excluded_by": ["dibao"]}, "按最低生活保障办"),
        (OPEN | {"status": "ineligible"}, "不符合"),
    ],
)
def test_a_result_in_which_only_the_amount_is_open_is_called_so(result, words):
    assert standing_of(result)[0] == words
