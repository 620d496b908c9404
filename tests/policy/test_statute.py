"""The law read to people: every clause in Chinese with its numbers, and what changed between two days."""

import ast
import re
from datetime import date

import pytest

from jiuzhu.policy.compare import compare, marked
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.phrase import Mention, as_text, formula
from jiuzhu.policy.facts import FACTS
from jiuzhu.policy.programmes import library_of, plan_for, programmes_of
from jiuzhu.policy.statute import AMOUNTS, CONDITIONS, INCOME, MEMBERS, spoken, statute

LIBRARY = library_of(shipped())
REGIONS = sorted(LIBRARY.regions)
NAMES = {*FACTS, *LIBRARY.versions, *LIBRARY.numbers}
RULE = """from jiuzhu.policy.engine.language import rule
@rule(law="民法典", of="person")
def trial({needs}) -> {returns}:
    \"\"\"试。\"\"\"
    return {body}
"""


def dibao(day, region="500110", area="urban"):
    return statute(shipped(), "dibao", region, area, date.fromisoformat(day).toordinal())


def clause(day, name):
    return next(clause for clause in dibao(day).clauses if clause.name == name)


def phrase(body, returns):
    """A rule of our own beside the shipped ones, as people read it."""
    needs = sorted({node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)} & NAMES)
    rule = RULE.format(needs=", ".join(f"{need}: int" for need in needs), returns=returns, body=body)
    edition = shipped().with_overlay("500110/trial.py", rule)
    edition = edition.with_overlay("500110/programmes.yaml", "trial: {covers: member, qualifies: trial}")
    plan = plan_for(edition, "500110", "urban", date(2025, 8, 1).toordinal())
    return as_text(formula(plan, plan.by_name["trial"].version))


@pytest.mark.slow
@pytest.mark.parametrize("region", REGIONS)
def test_every_clause_of_every_day_is_chinese(region):
    days = LIBRARY.days_of_change(region)
    for day in (days[0] - 1, *days):
        for area in ("urban", "rural"):
            for name in programmes_of(shipped(), region):
                for one in statute(shipped(), name, region, area, day).clauses:
                    told = [one.text, as_text(one.formula), *(spoken(words) for _, words in one.words)]
                    assert not [line for line in told if re.search(r"[a-z_]{3,}|\{", line)], one.name


def test_a_clause_has_its_words_its_formula_and_its_numbers_with_source():
    told = clause("2025-08-01", "dibao_income_below")
    assert told.law == "国务院令第649号 第九条"
    assert next(spoken(words) for _, words in told.words) == "家庭人均月收入 ＿＿ 元，低于城市低保标准 770 元"
    assert (
        as_text(told.formula)
        == "家庭月收入 低于 最低生活保障标准（每人每月）〔770 元〕 × 共同生活的家庭成员人数"
    )
    (figure,) = told.figures
    assert (figure.value, figure.region, figure.source) == ("770 元", "500000", "渝民规〔2025〕6号")
    assert date.fromordinal(figure.since) == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("region", "programme", "said"),
    [
        ("500110", "dibao", "住房建筑面积（平方米） 不超过 最低住房保障标准（每人建筑面积，平方米）〔由人决定〕 × 共同生活的家庭成员人数 × 3"),
        ("330108", "dibian", "住房建筑面积（平方米） 低于 上年当地人均住房建筑面积（平方米）〔40.2 平方米〕 × 共同生活的家庭成员人数"),
    ],
)  # fmt: skip
def test_areas_are_read_in_square_metres(region, programme, said):
    found = statute(shipped(), programme, region, "urban", date(2023, 8, 1).toordinal())
    told = [as_text(clause.formula) for clause in found.clauses]
    assert any(said in line for line in told)
    assert not any("平方厘米" in line for line in told)
    assert not any("平方厘米" in figure.label for figure in found.figures.values())


def test_a_null_number_is_left_to_a_person():
    told = clause("2025-08-01", "old_age_allowance_counted_annual_fen")
    assert told.figures[0].is_open
    assert "〔由人决定〕" in as_text(told.formula)


def test_conditions_come_first_and_each_clause_once():
    sections = dibao("2025-08-01").sections
    assert [section.title for section in sections] == [CONDITIONS, AMOUNTS, INCOME, MEMBERS]
    names = [clause.name for section in sections for clause in section.clauses]
    assert len(names) == len(set(names))
    assert names[0] == "dibao_qualifies"


def test_a_programme_before_its_law_has_no_clauses():
    assert statute(shipped(), "gangxing", "500110", "urban", date(2024, 12, 31).toordinal()).sections == ()


@pytest.mark.parametrize(
    ("body", "returns", "said"),
    [
        ("age_years < 18", "bool", "年龄 低于 18"),
        ("age_years <= 18", "bool", "年龄 不超过 18"),
        ("age_years > 18", "bool", "年龄 超过 18"),
        ("age_years >= 18", "bool", "年龄 不低于 18"),
        ("16 <= age_years < 18", "bool", "16 不超过 年龄，并且 年龄 低于 18"),
        ("sex == 'female'", "bool", "性别 是 女"),
        ("status not in ('dead', 'imprisoned')", "bool", "状态 不是 已去世、服刑 之一"),
        ("not major_illness", "bool", "不满足“当地认定的重特大疾病”"),
        (
            "major_illness and (rare_illness or age_years >= 60)",
            "bool",
            "“当地认定的重特大疾病”，并且 （“罕见病”，或者 年龄 不低于 60）",
        ),
        (
            "wage_annual_fen * 100 < pension_annual_fen * dibian_percent",
            "bool",
            "工资性收入 低于 离退休金、养老金 × 低保边缘标准为低保标准的百分之几〔150%〕",
        ),
        (
            "(wage_annual_fen * dibian_percent + 50) // 100",
            "int",
            "工资性收入 × 低保边缘标准为低保标准的百分之几〔150%〕（四舍五入）",
        ),
        ("(wage_annual_fen * 2 + 12) // 24", "int", "工资性收入 ÷ 12（四舍五入）"),
        (
            "(wage_annual_fen * 2 + max(1, age_years)) // (2 * max(1, age_years))",
            "int",
            "工资性收入 ÷ （年龄，不足 1 的按 1）（四舍五入）",
        ),
        ("wage_annual_fen // 12", "int", "工资性收入 ÷ 12（舍去尾数）"),
        ("wage_annual_fen - (gift_annual_fen - 1)", "int", "工资性收入 − （受赠 − 1）"),
        ("max(0, wage_annual_fen - 1)", "int", "工资性收入 − 1，不足 0 的按 0"),
        ("min(wage_annual_fen, gift_annual_fen)", "int", "工资性收入 与 受赠 中较小的"),
        ("1 if rare_illness else 2 if major_illness else 3", "int",
         "若 “罕见病”，则 1；否则，若 “当地认定的重特大疾病”，则 2；否则 3"),
        ("band(((3, 5), (6, 9)), self_care_failed)", "int", "按 不能自理的指标数 分档：不超过 3 的，5；其余的，9"),
        ("under(((3, 5), (6, 9)), self_care_failed)", "int", "按 不能自理的指标数 分档：不满 3 的，5；其余的，9"),
    ],
)  # fmt: skip
def test_a_formula_is_read_as_it_is_computed(body, returns, said):
    assert phrase(body, returns) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('count("in_family"', "满足“计入本次家庭”的人数"),
        ('total("wage_annual_fen", where="in_family"', "“计入本次家庭”的人，每人的 工资性收入 相加"),
        ('any_of("major_illness"', "全家至少有一人满足“当地认定的重特大疾病”"),
        ('highest("age_years", where="in_family"', "“计入本次家庭”的人，每人的 年龄 中最高的"),
        ('value_of("age_years", where="in_family"', "第一个满足“计入本次家庭”的人的 年龄（没有就是 0）"),
    ],
)
def test_a_sum_over_people_says_over_whom(body, said):
    kind = body.split("(")[0]
    rule = f'from jiuzhu.policy.engine.language import {kind}\ntrial = {body}, law="民法典", label="试")\n'
    edition = shipped().with_overlay("500110/trial.py", rule)
    edition = edition.with_overlay("500110/programmes.yaml", "trial: {covers: household, qualifies: trial}")
    plan = plan_for(edition, "500110", "urban", date(2025, 8, 1).toordinal())
    assert as_text(formula(plan, plan.by_name["trial"].version)) == said


def test_between_two_days_only_what_differs_is_told():
    found = compare(dibao("2025-06-01"), dibao("2025-08-01"))
    assert found.clauses == ()
    standard = next(change for change in found.numbers if change.name == "standard_fen")
    assert standard.lines[0].before == (("750", True), (" 元", False))
    assert standard.lines[0].after == (("770", True), (" 元", False))


def test_a_new_law_shows_in_the_clauses_it_changes():
    found = compare(dibao("2026-06-30"), dibao("2026-07-01"))
    assert {change.name for change in found.clauses} >= {"dibao_income_below", "dibao_difference_fen"}
    assert all(change.kind == "changed" for change in found.clauses)
    assert found.same == sum(1 for _ in dibao("2026-07-01").clauses) - len(found.clauses)


def test_nothing_differs_from_itself():
    found = compare(dibao("2025-08-01"), dibao("2025-08-01"))
    assert (found.numbers, found.clauses) == ((), ())


def test_lines_that_have_little_in_common_are_marked_whole():
    assert marked("国务院令", "社会救助法") == ((("国务院令", True),), (("社会救助法", True),))


def test_a_formula_leads_to_what_it_is_made_of():
    names = {
        piece.name
        for piece in clause("2025-08-01", "dibao_income_below").formula
        if isinstance(piece, Mention)
    }
    assert names == {"income_monthly_fen", "standard_fen", "members"}
