"""With the numbers of a place put in, what no longer matters is neither computed nor asked for, and nothing else changes."""

import ast

import numpy as np
import pytest

from jiuzhu.policy.engine.columns import run
from jiuzhu.policy.engine.fold import folded
from jiuzhu.policy.engine.library import Fact
from jiuzhu.policy.engine.load import load
from jiuzhu.policy.engine.plan import Plan, make_plan
from jiuzhu.policy.engine.population import OpenNumberError, Population

FACTS = {
    "wage_fen": Fact("wage_fen", "person", "fen", "工资"),
    "ill": Fact("ill", "person", "yes_no", "患病", high=1),
    "loan_fen": Fact("loan_fen", "person", "fen", "借款"),
}
NUMBERS = """
formula: {label: 公式, unit: count, law: 某办法, values: [{value: 1, from: always, source: 某办法}]}
share: {label: 比例, unit: percent, law: 某办法, values: [{value: null, from: always}]}
least_fen: {label: 底线, unit: fen, law: 某办法, values: [{value: 700, from: always, source: 某办法}]}
"""
RULES = '''
@rule(law="某办法 第一条", of="person")
def by_share_fen(loan_fen: int, share: int) -> int:
    """按比例。"""
    return loan_fen * share // 100

@rule(law="某办法 第一条", of="person")
def counted_fen(wage_fen: int, ill: bool, by_share_fen: int, formula: int, least_fen: int) -> int:
    """计入。"""
    kept = max(0, wage_fen - least_fen * 12) if formula == 1 else by_share_fen
    return 0 if ill and formula in (1, 2) else kept + formula
'''


def plan() -> Plan:
    texts = {
        "nation/f.py": RULES,
        "nation/numbers.yaml": NUMBERS,
        "nation/sources.yaml": "某办法: {title: 某办法}",
    }
    return make_plan(load(texts, FACTS), ["counted_fen"], "100000", "urban", 739_000)


def told(known: dict[str, int]) -> dict[str, str]:
    nodes = folded(plan().nodes, known, ["counted_fen"])
    return {node.name: ast.unparse(node.version.expression) for node in nodes if node.version.expression}


def test_what_is_settled_is_written_as_a_number_and_a_dead_branch_is_gone():
    assert told({"formula": 1, "least_fen": 700}) == {
        "counted_fen": "0 if ill else max(0, wage_fen - 8400) + 1",
    }


def test_what_is_not_settled_stays():
    assert told({"least_fen": 700})["by_share_fen"] == "loan_fen * share // 100"
    assert "formula == 1" in told({})["counted_fen"]


def test_a_number_that_no_longer_matters_need_not_be_assumed():
    people = Population(
        {"person": {"wage_fen": np.array([9000, 100]), "ill": np.array([False, True])}},
        {"person": np.array([0, 2])},
    )
    assert list(run(plan(), people, 739_000, {}, ["counted_fen"])["counted_fen"]) == [601, 0]
    with pytest.raises(OpenNumberError, match="比例"):
        run(plan(), people.with_column("person", "loan_fen", np.array([1, 2])), 739_000, {}, ["by_share_fen"])


def test_a_rule_that_is_settled_as_a_whole_is_a_number_for_others():
    assert told({"formula": 0, "share": 0, "least_fen": 700}) == {"counted_fen": "0"}
