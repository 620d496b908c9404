"""Fields that read what people type: yuan, a day in three boxes, a month, an area, an identity number, a mobile number."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.template.loader import render_to_string

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.fen import parse_yuan, plain_yuan, spoken_yuan
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.typed import decimal, unspaced
from jiuzhu.web.ui.formats import day
from jiuzhu.web.ui.numerals import yuan_in_words
from jiuzhu.web.ui.today import today

_AREA = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


class MoneyField(forms.CharField):
    """Yuan as people write it → 分.

    The page echoes twelve times the amount when it is a month's: always with `yearly=True`, or whenever the field named
    `per` is answered with `month`.
    """

    def __init__(self, *, yearly: bool = False, per: str = "", **kwargs: Any) -> None:
        self.yearly, self.per = yearly, per
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            "inputmode": "decimal",
            "autocomplete": "off",
            "data-money": "year" if self.yearly else "once",
        } | ({"data-money-per": self.per} if self.per else {})

    def is_monthly(self, form: forms.BaseForm) -> bool:
        """Whether the amount on a form is a month's, so that a year's is told beside it."""
        return self.yearly or bool(self.per and form[self.per].value() == "month")

    def prepare_value(self, value: Any) -> Any:
        return plain_yuan(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            fen = parse_yuan(text)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong), "not_money") from wrong
        if fen < 0:
            raise forms.ValidationError("金额不能是负数；没有就写 0。", "negative")
        return fen


def echo(typed: Any, yearly: bool) -> str:
    """What a typed amount comes to, in words: 合一年 9,600 元（九千六百元）; empty while it is no amount."""
    try:
        fen = parse_yuan(typed)
    except ValueError:
        return ""
    total = fen * 12 if yearly else fen
    return f"{'合一年 ' if yearly else ''}{spoken_yuan(total)} 元（{yuan_in_words(total)}）" if fen else ""


class DayBoxes(forms.MultiWidget):
    """Year, month and day in three boxes."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(("y", "m", "d"), forms.TextInput), attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.year, value.month, value.day] if isinstance(value, date) else [None, None, None]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        boxes = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        units = (("年", 4), ("月", 2), ("日", 2))
        is_wrong = (attrs or {}).get("aria-invalid") == "true"
        return render_to_string(
            "ui/day_boxes.html", {"boxes": list(zip(boxes, units, strict=True)), "is_wrong": is_wrong}
        )


class DayField(forms.MultiValueField):
    """A day typed in three boxes → date. `past=True` refuses days after today."""

    widget = DayBoxes

    def __init__(self, *, past: bool = False, **kwargs: Any) -> None:
        self.past = past
        numbers = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(numbers, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> date | None:
        if not any(data_list):
            return None
        if not all(data_list):
            raise forms.ValidationError("年、月、日三格都要填", "incomplete")
        try:
            value = date(*(int(part) for part in data_list))
        except (ValueError, OverflowError) as wrong:
            typed = "{}年{}月{}日".format(*data_list)
            raise forms.ValidationError(f"日历上没有{typed}，请再看一下", "no_such_day") from wrong
        if self.past and value > today():
            raise forms.ValidationError(f"不能晚于今天（{day(today())}）", "in_future")
        return value


class MonthField(forms.CharField):
    """A month typed as 2026-10 → the same text."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": "7", "placeholder": "2026-10"}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return str(Month.parse(text)) if text else ""
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong), "not_month") from wrong


class AreaField(forms.CharField):
    """Square metres as people write them → whole parts of a square metre, hundredths unless told otherwise."""

    def __init__(self, *, parts: int = 100, **kwargs: Any) -> None:
        self.parts = parts
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        text = decimal(super().clean(value))
        if not text:
            return None
        if not _AREA.fullmatch(text):
            raise forms.ValidationError(f"“{text}”不是面积：请写平方米，最多两位小数，例如 86.5", "not_area")
        return int(Decimal(text) * self.parts)


class IdNumberField(forms.CharField):
    """A resident identity number: check digit and birth date, never the county code."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "data-idnumber": "",
            "maxlength": "24",
        }

    def clean(self, value: Any) -> str:
        number = idnumber.normal(super().clean(value))
        if number and (fault := idnumber.fault(number, today())):
            raise forms.ValidationError(fault, "wrong_number")
        return number


class MobileField(forms.CharField):
    """A mobile number: 11 digits that begin with 13 to 19."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "tel", "autocomplete": "tel", "maxlength": "17"}

    def clean(self, value: Any) -> str:
        number = unspaced(super().clean(value)).removeprefix("+86")
        if number and not _MOBILE.fullmatch(number):
            raise forms.ValidationError(
                f"手机号是 11 位、1 开头的数字；现在是 {len(number)} 位，请再看一遍", "wrong_mobile"
            )
        return number
