"""An answer that is not what the catalogue promises is not an answer."""

import pytest

from jiuzhu.gateways.envelope import Reply, Silence
from jiuzhu.gateways.shape import checked
from tests.gateways.conftest import ACCOUNT, ON, question


def body(**changes):
    record = ACCOUNT | changes
    return {
        "request_no": "CX-1",
        "as_of": ON.isoformat(),
        "records": [record],
        "control": {"rows": 1, "sum_fen": ACCOUNT["balance_fen"]},
    }


def test_a_sound_answer_passes():
    assert isinstance(checked(question(), body()), Reply)


def test_a_column_that_nobody_asked_for_is_not_kept():
    assert checked(question(), body(phone="13800000000", note="长" * 10_000)).records == (ACCOUNT,)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("balance_fen", "1608455"),
        ("balance_fen", 16084.55),
        ("balance_fen", True),
        ("balance_fen", 10**15),
        ("opened_on", "2019-02-30"),
        ("kind", "长" * 201),
        ("id_number", "500222196203125678"),
    ],
)
def test_a_value_of_the_wrong_kind_spoils_the_answer(column, value):
    outcome = checked(question(), body(**{column: value}))
    assert (outcome.reason, outcome.detail) == (Silence.GARBLED, f"records[0].{column}")


def test_a_missing_column_spoils_the_answer():
    answer = body()
    del answer["records"][0]["balance_fen"]
    assert checked(question(), answer).reason == Silence.GARBLED


def test_a_sum_that_is_not_that_of_the_records_spoils_the_answer():
    answer = body()
    answer["control"]["sum_fen"] -= 1
    assert checked(question(), answer).reason == Silence.WRONG_TOTALS


@pytest.mark.parametrize(
    "answer", [None, [], "没有", {"request_no": "CX-2"}, {"request_no": "CX-1", "records": {}}]
)
def test_something_else_is_no_answer(answer):
    assert checked(question(), answer).reason == Silence.GARBLED
