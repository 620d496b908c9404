"""A list that the law leaves open (等): the nation names some, a region adds others, each from its day and by its document."""

from datetime import date

import duckdb
import pytest

from jiuzhu.policy.engine import columns, sql
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.explain import Derivation
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.library import Fact, Library
from jiuzhu.policy.engine.load import load
from jiuzhu.policy.engine.phrase import as_text, formula
from jiuzhu.policy.engine.plan import make_plan
from jiuzhu.policy.engine.population import encode
from jiuzhu.policy.engine.rows import Given, Table
from jiuzhu.policy.engine.values import Cause, Unknown

DAY = date(2025, 8, 1).toordinal()
STATUSES = {"present": "在家", "imprisoned": "服刑", "conscript": "服现役", "dead": "去世"}
FACTS = {
    "status": Fact("status", "person", "word", "状态", STATUSES),
    "grade": Fact("grade", "person", "count", "等级", high=4),
}
RULE = '''
@rule(law="某办法 第一条", of="person")
def left_out(gone: int, status: str, grade: int, severe: int) -> bool:
    """不计入：有列明的情形，等级不在所列之内。"""
    return status in gone and grade not in severe
'''
NATION = """
gone:
  kind: list
  label: 不计入的情形
  law: 某办法 第一条
  values:
    - {value: [imprisoned, dead], from: always, source: 某办法}
severe:
  kind: list
  label: 重度
  law: 某办法 第一条
  values: []
"""
REGION = """
gone:
  values:
    - {value: [conscript], from: 2025-08-01, source: 某省规定}
"""
CITY = "severe: {values: [{value: [1, 2], from: always, source: 某省规定}]}\n"


def library(nation: str = NATION, region: str = REGION, rule: str = RULE) -> Library:
    texts = {
        "nation/f.py": rule,
        "nation/numbers.yaml": nation,
        "nation/sources.yaml": "某办法: {title: 某办法}\n某省规定: {title: 某省规定}\n",
        "500000/numbers.yaml": region,
        "500100/numbers.yaml": CITY,
    }
    return load(texts, FACTS)


def outcome(region: str, day: int = DAY, **person: object) -> dict[str, object]:
    """left_out by every reading, for one person."""
    plan = make_plan(library(), ["left_out"], region, "urban", day)
    given = Given({}, {"person": Table([person], [0], ["a"])})
    alone = call(plan, given, day, {}).persons[0]["left_out"]
    if not any(isinstance(value, Unknown) for value in person.values()):
        population = encode(plan.library, [given])
        assert columns.run(plan, population, day, {}, ["left_out"])["left_out"][0] == alone
        duck = duckdb.connect(config={"threads": 1})
        assert sql.run(duck, plan, population, day, {}, ["left_out"])["left_out"][0] == alone
    return alone


def test_the_nation_names_some_and_a_region_adds_from_its_day():
    assert outcome("130102", status="imprisoned", grade=0) is True
    assert outcome("130102", status="conscript", grade=0) is False
    assert outcome("500110", status="conscript", grade=0) is True
    assert outcome("500110", DAY - 1, status="conscript", grade=0) is False


def test_nothing_is_on_a_list_that_nobody_has_filled_here():
    assert outcome("130102", status="dead", grade=1) is True
    assert outcome("500110", status="dead", grade=1) is False


def test_what_is_not_known_may_or_may_not_be_listed():
    unknown = Unknown(0, 4, frozenset([Cause("fact", "grade")]))
    assert outcome("500110", status="dead", grade=unknown) == Unknown(0, 1, unknown.causes)
    assert outcome("500110", status="present", grade=unknown) is False


def test_a_day_on_which_a_list_grows_is_a_day_of_change():
    assert DAY in library().days_of_change("500100")
    assert library().regions == {"100000", "500000", "500100"}


def test_the_step_and_the_printed_law_tell_who_put_what_on_the_list():
    plan = make_plan(library(), ["left_out"], "500110", "urban", DAY)
    given = Given({}, {"person": Table([{"status": "conscript", "grade": 0}], [0], ["a"])})
    step = Derivation(plan, call(plan, given, DAY, {}), {}).steps(plan.nodes)[0]
    told = [(n["value"], n["region"], n["source"]) for n in step["numbers"] if n["name"] == "gone"]
    assert told == [("服刑、去世", "100000", "某办法"), ("服现役", "500000", "某省规定")]
    assert step["uses"] == {"status": "conscript", "grade": 0}
    assert "服刑、去世、服现役 之一" in as_text(formula(plan, plan.nodes[0].version))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"region": REGION.replace("conscript", "conscripts")}, "500000/numbers.yaml:4: gone：status 没有 “conscripts” 这个值，是不是 conscript"),
        ({"region": REGION.replace("[conscript]", "conscript")}, "500000/numbers.yaml:4: gone.values[0] 的 value 应是列表"),
        ({"region": REGION.replace("value:", "area: urban, value:")}, "gone.values[0] 是列表，不能写 area"),
        ({"nation": NATION.replace("kind: list", "kind: lists")}, "gone 的 kind 只能是 list"),
        ({"rule": RULE.replace("status in gone", "status in grade")}, "in 的右边 grade 不是列表"),
        ({"rule": RULE.replace("status in gone", "gone == 1")}, "gone 是列表，只能写在 in 的右边"),
        ({"rule": RULE.replace("status in gone", "max(1, gone) == 1")}, "gone 是列表，只能写在 in 的右边"),
        ({"rule": RULE.replace("status in gone", "status + 1 == 2")}, "status 是文字，只能和它的值比较"),
        ({"rule": RULE.replace("status in gone", "grade == 'dead'")}, "grade 没有 “dead” 这个值"),
        ({"rule": RULE.replace("status in gone", "status == grade")}, "status 是文字，只能和它的值比较"),
        ({"rule": RULE.replace("status in gone", "grade in ()")}, "in 的右边只能是写明的几个值"),
    ],
)  # fmt: skip
def test_a_list_that_does_not_fit_is_refused_where_it_stands(changed, words):
    with pytest.raises(LawFault) as caught:
        library(**changed)
    assert words in str(caught.value)
