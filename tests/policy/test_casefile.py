"""Files of cases: what is wrong in one is told with its line; which rules a case shows."""

import pytest

from jiuzhu.policy.casefile import read_cases, shown
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.faults import LawFault

GOOD = """- name: 一人
  by hand: 770 − 0 ＝ 770
  given: {members: [{id: a, relation: self, age: 40}]}
  expect: {dibao: {monthly: "770"}}
"""


def faults_of(text: str) -> str:
    with pytest.raises(LawFault) as caught:
        read_cases("f.yaml", text)
    return str(caught.value)


def test_a_file_shares_what_all_its_families_have():
    (case,) = read_cases("f.yaml", f'given: {{region: "371002"}}\ncases:\n{GOOD}')
    assert case.told()["region"] == "371002"
    assert case.days == ["2025-08-01"]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "  by hand: 770 − 0 ＝ 770\n",
            "",
            "f.yaml:1: 算例“一人”没有 source（出处和数），也没有 by hand（手算）",
        ),
        ("by hand", "by hands", "不认识 by hands，是不是 by hand"),
        ("- name: 一人", "- nome: 一人", "第 1 个算例没有 name"),
        ("  given:", "  geven:", "没有 given（家庭的情况）"),
        ("  expect: {dibao", "  except: {dibao", "没有 expect（应得的结果），也没有 on"),
        ("{dibao:", "{diabo:", "expect 不认识 diabo，是不是 dibao"),
        ("monthly", "mounthly", "expect.dibao 不认识 mounthly，是不是 monthly"),
        ('{monthly: "770"}', "770", "expect.dibao 应写成 {status: eligible, monthly: …}"),
        ("relation: self", "relation: selv", "given：members[0].relation"),
        ("age: 40", "age: 400", "given：members[0].age"),
        ("members: [", "members: [[", "YAML 读不懂"),
    ],
)
def test_a_bad_case_is_refused_with_its_line(before, after, words):
    assert before in GOOD
    assert words in faults_of(GOOD.replace(before, after))


def test_a_file_that_is_no_list_of_cases_is_refused():
    assert "算例文件应是一列算例" in faults_of("一句话")
    assert "{given: 共有的, cases: [算例, …]}" in faults_of("given: {}\ncase: []\n")


def test_a_name_twice_is_refused_with_both_lines():
    assert "f.yaml:5: 与第 1 行的算例重名：一人" in faults_of(GOOD + GOOD)


def test_a_case_shows_the_rules_of_the_programmes_it_tells_of():
    places = shown(read_cases("f.yaml", GOOD), shipped())
    paths = {path for path, _ in places}
    assert {"nation/dibao/conditions.py", "500000/dibao/topup.py"} <= paths
    assert not paths & {"nation/fraud/fine.py", "371000/tekun/care.py", "nation/tekun/funeral.py"}
