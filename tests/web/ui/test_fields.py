from datetime import date

import pytest
from django import forms

from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.web.ui.fields import AreaField, DayField, IdNumberField, MobileField, MoneyField, MonthField, echo
from jiuzhu.web.ui.templatetags.ui import jz_field


def fault(field: forms.Field, value: object) -> str:
    with pytest.raises(forms.ValidationError) as wrong:
        field.clean(value)
    return wrong.value.messages[0]


def test_yuan_become_fen():
    assert [MoneyField().clean(text) for text in ("1,200.5", "800", "0")] == [120050, 80000, 0]


def test_an_empty_amount_is_unknown_not_zero():
    assert MoneyField(required=False).clean("") is None


@pytest.mark.parametrize(("typed", "said"), [("八百", "不是金额"), ("-5", "不能是负数"), ("9" * 13, "太大")])
def test_a_wrong_amount_is_told_what_is_right(typed, said):
    assert said in fault(MoneyField(), typed)


def test_an_amount_is_echoed_for_a_year_in_words():
    assert echo("800", True) == "合一年 9,600 元（九千六百元）"
    assert echo("12.5", False) == "12.50 元（十二元五角）"
    assert echo("八百", True) == echo("0", True) == ""


class Income(forms.Form):
    amount = MoneyField(per="per")
    per = forms.ChoiceField(choices=[("month", "一个月的"), ("year", "一年的")], required=False)


@pytest.mark.parametrize(
    ("per", "said"),
    [
        ("month", "合一年 9,600 元（九千六百元）"),
        ("year", "800 元（八百元）"),
        ("", "800 元（八百元）"),
    ],
)
def test_an_amount_is_echoed_for_a_year_when_it_is_a_months(per, said):
    assert jz_field(Income({"amount": "800", "per": per})["amount"])["echo"] == said
    assert jz_field(Income(initial={"amount": 80000, "per": per})["amount"])["echo"] == said


def test_three_boxes_become_a_day():
    assert DayField().clean(["2008", "6", "18"]) == date(2008, 6, 18)


def test_a_day_that_never_was_is_named():
    assert "2026年2月30日" in fault(DayField(), ["2026", "2", "30"])


def test_a_year_of_eleven_digits_is_no_day():
    assert "日历上没有99999999999年" in fault(DayField(), ["99999999999", "2", "3"])


def test_a_half_filled_day_asks_for_all_three():
    assert "三格都要填" in fault(DayField(), ["2026", "", "3"])


def test_a_birth_after_today_names_today():
    assert fault(DayField(past=True), ["2028", "6", "18"]) == "不能晚于今天（2026年11月20日）"
    assert DayField(past=True).clean(["2026", "11", "20"]) == date(2026, 11, 20)


def test_an_area_is_kept_in_the_parts_that_are_asked_for():
    assert AreaField().clean("40.2") == 4_020
    assert AreaField(parts=10_000).clean("40.2") == 402_000


def test_an_identity_number_may_be_typed_with_gaps_and_a_small_x():
    number = with_check_digit("50022219450220002")
    assert IdNumberField().clean(f"{number[:6]} {number[6:14]} {number[14:].lower()}") == number


def test_a_wrong_check_digit_says_where_to_look():
    number = with_check_digit("50022219450220002")
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    assert "最后一位对不上" in fault(IdNumberField(), wrong)


def test_a_mobile_number_is_eleven_digits():
    assert MobileField().clean("+86 138 0000 6207") == "13800006207"
    assert MobileField().clean("＋８６ １３８００００６２０７") == "13800006207"
    assert "现在是 10 位" in fault(MobileField(), "1380000620")
    assert "手机号是 11 位" in fault(MobileField(), "१३८००००६२०७")


def test_a_month_is_typed_as_it_is_kept():
    assert [MonthField(required=False).clean(text) for text in (" 2026-10 ", "")] == ["2026-10", ""]
    assert "请写成 2025-07" in fault(MonthField(), "2026-13")


def test_square_metres_become_hundredths():
    assert [AreaField().clean(text) for text in ("86.5", "８６。５", "1,200", "0")] == [8650, 8650, 120000, 0]
    assert AreaField(required=False).clean("") is None


@pytest.mark.parametrize("typed", ["一百", "-5", "86.505", "12345678", "86,5"])
def test_a_wrong_area_is_told_what_is_right(typed):
    assert "平方米" in fault(AreaField(), typed)
