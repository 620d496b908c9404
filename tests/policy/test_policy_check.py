"""What `jiuzhu policy check` looks for beside what a law must have to be read at all."""

import pytest

from jiuzhu.cli import policy, policy_check
from jiuzhu.cli.policy_check import CASES, check, compute_everywhere, dead, read_folder, without_a_case
from jiuzhu.policy.casefile import shown
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.programmes import library_of

pytestmark = pytest.mark.slow

IDLE = """
from jiuzhu.policy.engine.language import rule


@rule(law="民法典 第一条")
def nobody_asks(homes: int) -> int:
    \"\"\"没有人用的规则。\"\"\"
    return homes
"""


def test_the_shipped_law_has_nothing_dead():
    assert dead(shipped()) == []


def test_a_rule_that_no_programme_reaches_is_told():
    (fault,) = dead(shipped().with_overlay("500110/idle.py", IDLE))
    assert str(fault) == "500110/idle.py:6: nobody_asks：没有一个地区、没有一天有项目用到这条规则"


def test_a_number_that_no_rule_asks_for_is_told():
    text = "idle_fen: {label: 没有人用的数, unit: fen, law: 民法典, values: [{value: null, from: always}]}"
    edition = shipped().with_overlay("999999/numbers.yaml", text)
    assert [str(fault) for fault in dead(edition)] == [
        "999999/numbers.yaml:1: idle_fen：没有一条规则用到这个数"
    ]


def test_every_dated_text_of_the_shipped_law_has_a_case():
    assert without_a_case(library_of(shipped()), shown(read_folder(CASES), shipped())) == []


def test_a_rule_without_a_case_is_told_with_where_to_write_one():
    place = next(version for version in library_of(shipped()).versions["funeral_fen"])
    others = {(v.path, v.line) for group in library_of(shipped()).versions.values() for v in group}
    (fault,) = without_a_case(library_of(shipped()), others - {(place.path, place.line)})
    assert str(fault).endswith("funeral_fen：没有算例，请在 tests/policy/cases 里写一个")


def test_a_name_that_two_files_of_cases_use_is_refused(tmp_path):
    text = "- name: 甲\n  by hand: 手算\n  given: {members: [{id: a, relation: self}]}\n  expect: {}\n"
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LawFault, match=r"b.yaml:1: 与 a.yaml:1 的算例重名：甲"):
        list(read_folder(tmp_path))


def test_a_programme_without_a_name_is_refused():
    edition = shipped().with_overlay(
        "500110/programmes.yaml", "dibaoo: {covers: household, qualifies: dibao_qualifies}"
    )
    with pytest.raises(LawFault, match="500110 没有叫 dibaoo 的项目，是不是 dibao"):
        compute_everywhere(edition, "500110")


def test_without_the_cases_it_says_that_it_did_not_look(monkeypatch):
    monkeypatch.setattr(policy_check, "compute_everywhere", lambda edition, region: 0)
    assert list(check(shipped(), None))[-1].startswith("没有核对每条规则有没有算例")


def test_a_faulty_law_ends_with_1_and_every_fault(monkeypatch, capsys):
    broken = shipped().with_overlay("50011/sources.yaml", "甲: 乙")
    monkeypatch.setattr(policy_check, "shipped", lambda: broken)
    assert policy.run(["check"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in told] == ["50011/sources.yaml:0", "50011/sources.yaml:1"]
    assert policy.run(["check", "--what"]) == 64


def test_a_fine_is_told_in_yuan_with_its_law(capsys):
    assert policy.run(["fine", "10000", "--acted", "2026-06-01", "--decided", "2026-09-01"]) == 0
    told = capsys.readouterr().out
    assert "罚款 0.00 元至 20,000.00 元，含两端；另责令退回 10,000.00 元。" in told
    assert "从轻（行政处罚法 第三十七条）" in told
    assert policy.run(["fine", "10000", "--acted", "六月"]) == 64
    assert policy.run(["fine", "一万", "--acted", "2026-06-01"]) == 64
