from datetime import date

import pytest

from jiuzhu.intake.answers import Question, in_words, read


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("flag", True, "是"),
        ("words", ["wage", "none"], "打工、没有"),
        ("word", "wage", "打工"),
        ("money", "1200.00", "1,200 元"),
        ("area", "86.5", "86.5 平方米"),
        ("phone", "13800001234", "138****1234"),
        ("village", "500110001001", "三角社区"),
        ("text", "3 组 12 号", "3 组 12 号"),
    ],
)
def test_an_answer_is_told_in_words_with_its_unit_and_masked(kind, value, words):
    question = Question("key", "问题", kind, options={"wage": "打工", "none": "没有"})
    assert in_words(question, value, {"500110001001": "三角社区"}) == words


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("card", "６２１７ ０００５００１１０１１４", "6217000500110114"),
        ("phone", "１３８－００００－６２０７", "13800006207"),
        ("area", "８６．５", "86.5"),
        ("area", "1,200", "1200"),
        ("money", "１，２００。５", "1200.5"),
        ("count", "３", "3"),
    ],
)
def test_what_a_chinese_input_method_types_is_kept_in_plain_digits(kind, typed, kept):
    assert read(Question("key", "问题", kind), typed, date(2026, 11, 20)) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("card", "६२१७०००५००११०११४"),
        ("phone", "१३८००००६२०७"),
        ("area", "८६"),
        ("area", "86,5"),
        ("money", "1,5"),
        ("count", "३"),
        ("count", "9" * 5000),
        ("village", "५००११०११४००१"),
    ],
)
def test_digits_of_other_scripts_are_no_answer(kind, typed):
    with pytest.raises(ValueError, match=r"请|数字|逗号"):
        read(Question("key", "问题", kind), typed, date(2026, 11, 20))
