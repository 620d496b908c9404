"""No amount overflows: what could leave 64 bits is refused at load, with the way it gets there."""

import numpy as np
import pytest

from jiuzhu.policy.engine.columns import run
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.library import Fact, Library
from jiuzhu.policy.engine.load import load
from jiuzhu.policy.engine.plan import make_plan
from jiuzhu.policy.engine.population import BadColumnError, OpenNumberError, Population
from jiuzhu.policy.engine.rows import MOST_ROWS
from jiuzhu.policy.engine.values import WIDEST

FACTS = {
    "wage_fen": Fact("wage_fen", "person", "fen", "工资"),
    "loss_fen": Fact("loss_fen", "person", "fen", "亏损", low=-WIDEST, high=0),
    "rooms": Fact("rooms", "household", "count", "房间", high=20),
}
LAW = 'law="某办法 第一条"'
NUMBERS = """
share: {label: 比例, unit: percent, law: 某办法, values: [{value: null, from: always}]}
floor_fen: {label: 底线, unit: fen, law: 某办法, values: [{value: null, from: always}]}
"""


def library(text: str) -> Library:
    files = {
        "nation/f.py": text,
        "nation/numbers.yaml": NUMBERS,
        "nation/sources.yaml": "某办法: {title: 某办法}",
    }
    return load(files, FACTS)


def rule(
    name: str, needs: str, body: str, *, of: str = "household", returns: str = "int", more: str = ""
) -> str:
    return f'@rule({LAW}, of="{of}"{more})\ndef {name}({needs}) -> {returns}:\n    """说明。"""\n    {body}\n'


def refused(text: str) -> str:
    with pytest.raises(LawFault) as caught:
        library(text)
    return str(caught.value)


ALL = f'all_fen = total("wage_fen", {LAW}, label="合计")\n'
TWICE = ALL + rule("share_fen", "all_fen, share", "return all_fen * share * 10")


def test_a_product_that_may_not_fit_is_refused_with_its_line_and_the_way_of_the_value():
    message = refused(TWICE + rule("x", "share_fen, rooms", "part = share_fen * rooms\n    return part // 2"))
    assert message.startswith("nation/f.py:9: x：share_fen * rooms 可能达到 1.0e+19，超过 2^63")
    assert message.endswith(
        "share_fen（0e+00 到 5e+17） → all_fen（0e+00 到 5e+13） → wage_fen（0e+00 到 1e+12）"
    )


def test_one_fault_a_rule_the_innermost():
    assert (
        refused(rule("x", "wage_fen", "return -(wage_fen * wage_fen * 2)", of="person")).count("可能达到")
        == 1
    )


def test_an_intermediate_value_counts_even_where_the_result_is_small():
    for body in ("return min(1, wage_fen * wage_fen)", "return 1 if wage_fen * wage_fen > 5 else 0"):
        assert "wage_fen * wage_fen 可能达到 1.0e+24" in refused(rule("x", "wage_fen", body, of="person"))


def test_a_branch_that_seems_out_of_reach_counts_too():
    body = "return wage_fen * wage_fen if 0 > 1 else 0"
    assert "超过 2^63" in refused(rule("x", "wage_fen", body, of="person"))


def test_a_sum_over_rows_counts_every_row_there_may_be():
    big = rule("big_fen", "wage_fen", "return wage_fen * 1_000_000", of="person")
    assert "total big_fen" in refused(big + f'x = total("big_fen", {LAW}, label="合计")\n')
    assert library(big + f'x = highest("big_fen", {LAW}, label="最多")\n')


def test_negative_amounts_are_bounded_below():
    assert "可能达到 1.0e+19" in refused(rule("x", "loss_fen", "return loss_fen * 10_000_000", of="person"))


def test_what_was_cut_to_size_fits():
    assert library(
        rule("x", "wage_fen", "return min(wage_fen, 3_000_000) * min(wage_fen, 3_000_000)", of="person")
    )


def test_texts_of_other_places_and_other_days_do_not_add_up():
    old = rule("a", "wage_fen", "return wage_fen * 1_000", of="person", more=', until="2020-12-31"')
    new = rule("a", "wage_fen", "return wage_fen", of="person", more=', since="2021-01-01"')
    use = rule("x", "a", "return a * 100_000", of="person", more=', since="2021-01-01"')
    assert library(old + new + use)
    assert "可能达到" in refused(old + new + use.replace("2021-01-01", "2020-12-31"))


def test_the_widest_that_is_let_in_is_computed_exactly():
    """The proof speaks of what columns accept: the bounds are reached, and one more is refused."""
    plan = make_plan(library(TWICE), ["share_fen"], "100000", "urban", 739_000)
    most = np.full(MOST_ROWS, WIDEST)

    def shared(wages: np.ndarray, share: int) -> int:
        population = Population({"person": {"wage_fen": wages}}, {"person": np.array([0, len(wages)])})
        return int(run(plan, population, 739_000, {"share": share}, ["share_fen"])["share_fen"][0])

    assert shared(most, 1_000) == MOST_ROWS * WIDEST * 10_000
    for wages, words in ((np.append(most, 0), "超过 50 行"), (most + 1, f"应在 0 到 {WIDEST} 之间")):
        with pytest.raises(BadColumnError, match=words):
            shared(wages, 1_000)
    with pytest.raises(OpenNumberError, match="比例（share）应在 0 到 1000 之间，现在是 1001"):
        shared(most, 1_001)


def test_a_narrow_column_is_computed_with_in_full_width():
    plan = make_plan(library(TWICE), ["share_fen"], "100000", "urban", 739_000)
    wages = np.array([2**31 - 1, 2**31 - 1], dtype=np.int32)
    population = Population({"person": {"wage_fen": wages}}, {"person": np.array([0, 2])})
    found = run(plan, population, 739_000, {"share": 100}, ["share_fen"])
    assert list(found["share_fen"]) == [(2**31 - 1) * 2 * 1_000]
