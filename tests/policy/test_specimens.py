"""判定样例 T-01…T-26: which case or which test answers each.

What one determination answers stands in `cases/specimens.yaml`, for the nation (a place with no law of its own) and for each
region; what the procedure answers has its test.
"""

import ast
import re
from pathlib import Path

import pytest

from tests.policy.casebook import cases, told

ROOT = Path(__file__).parents[2]
PLACES = {"全国": "130102", "綦江": "500110", "威海": "371002", "杭州": "330106"}
DETERMINED = {
    1: "差额：（标准 − 人均）× 人数",
    2: "人均恰为标准，不是低于",
    3: "1.5 倍的两侧（杭州：二倍和最低工资取小）",
    4: "边缘家庭的三级精神残疾人",
    5: "边缘家庭的三级肢体残疾人",
    6: "整户保",
    7: "在读硕士由人判断",
    8: "服刑的配偶不计入",
    9: "自理能力三档",
    10: "服刑的义务人",
    11: "三级智力残疾的义务人",
    12: "刚性支出恰为规定比例",
    13: "边缘与刚性支出互斥",
    15: "小额快救的上限",
    16: "小额快救不问收入和财产",
    20: "骗取的罚款上限",
    22: "从哪个月起发",
    24: "事实无人抚养儿童次月起",
    25: "父亲重残、母亲失联",
    26: "四级精神残疾的父亲",
}
PROCEDURE = {
    17: ("casework/test_way.py", "test_a_relative_of_an_officer_is_filed_recused_and_visited_by_the_county"),
    18: (
        "verification/test_ask.py",
        "test_a_supporter_outside_the_family_is_not_asked_about_without_own_consent",
    ),
    19: ("benefits/test_award.py", "test_a_stop_is_not_decided_unheard"),
    21: ("clocks/test_clocks.py", "test_a_clock_ends_when_the_law_says"),
    23: ("clocks/test_clocks.py", "test_a_clock_ends_when_the_law_says"),
}
"""Where no amount of one family answers, but the steps, clocks and records of a case do."""
WAITING = {
    14: "刚性支出困难家庭认定后的十二个月有效期：有这个项目的办案步骤以后",
    16: "小额快救没有公示、核对，三日办结：有临时救助的办案步骤以后（不问收入和财产的一半已经回答）",
    24: "不公示、十五加十五个工作日：有儿童保障的办案步骤以后（次月起发的一半已经回答）",
}
"""What waits for a procedure that the product does not have yet, and until when."""


def test_every_specimen_is_answered_or_says_what_it_waits_for():
    assert DETERMINED.keys() | PROCEDURE.keys() | WAITING.keys() == set(range(1, 27))


@pytest.mark.parametrize("number", DETERMINED)
@pytest.mark.parametrize("place", PLACES)
def test_what_one_determination_answers_has_a_case_in_every_place(number, place):
    found = [case for name, case in cases().items() if name.startswith(f"T-{number:02} {place}：")]
    assert found
    assert {told(case)["region"] for case in found} == {PLACES[place]}


def test_no_specimen_stands_under_another_number():
    numbers = {int(found[1]) for name in cases() if (found := re.match(r"T-(\d\d) ", name))}
    assert numbers == DETERMINED.keys()


@pytest.mark.parametrize("number", PROCEDURE)
def test_what_the_procedure_answers_has_its_test(number):
    path, name = PROCEDURE[number]
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
