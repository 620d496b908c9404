"""A form made of a register's columns: what somebody found by hand, one record a row."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from jiuzhu.catalogue.values import Field
from jiuzhu.kernel.fen import parse_yuan
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.fields import DayField, MoneyField

ROWS = 12
"""As many records as one answer takes by hand."""
UNITS = {"dm2": "（平方米）", "fen": "（元）"}


class Area(forms.CharField):
    """Square metres → hundredths."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return parse_yuan(text) if text else None
        except ValueError as wrong:
            raise forms.ValidationError("面积写数字，例如 86.5") from wrong


def _input(field: Field) -> forms.Field:
    label = field.label + UNITS.get(field.type, "")
    if field.type == "enum":
        return forms.ChoiceField(label=label, required=False, choices=[("", "请选"), *field.words.items()])
    return _INPUTS.get(field.type, _text)(label)


def _text(label: str) -> forms.Field:
    return forms.CharField(label=label, required=False, max_length=200)


def _flag(label: str) -> forms.Field:
    return forms.ChoiceField(label=label, required=False, choices=[("", "请选"), ("1", "是"), ("0", "否")])


def _month(label: str) -> forms.Field:
    pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
    return forms.RegexField(pattern, label=f"{label}（例如 2026-10）", required=False, max_length=7)


_INPUTS: Mapping[str, Callable[[str], forms.Field]] = {
    "flag": _flag,
    "month": _month,
    "fen": lambda label: MoneyField(label=label, required=False),
    "dm2": lambda label: Area(label=label, required=False, widget=forms.TextInput({"inputmode": "decimal"})),
    "int": lambda label: forms.IntegerField(label=label, required=False),
    "date": lambda label: forms.DateField(
        label=label, required=False, widget=forms.DateInput({"type": "date"})
    ),
}


class Record(forms.Form):
    """One record; an empty row says nothing, a row that is begun is written whole but for texts and days."""

    def __init__(self, *args: Any, columns: Mapping[str, Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for name, field in columns.items():
            self.fields[name] = _input(field)

    def clean(self) -> dict[str, Any]:
        """`record`: the row in the catalogue's types."""
        told = super().clean() or {}
        if not any(value not in (None, "") for value in told.values()):
            return {}
        for name, field in self.columns.items():
            if field.type in ("enum", "flag", "fen", "dm2", "int") and told.get(name) in (None, ""):
                self.add_error(name, f"{field.label}还没有写")
        return {"record": {name: _typed(field, told.get(name)) for name, field in self.columns.items()}}


def _typed(field: Field, value: Any) -> Any:
    if field.type == "flag":
        return value == "1"
    if field.type in ("fen", "dm2", "int"):
        return value
    return "" if value is None else str(value)


_Rows = forms.formset_factory(Record, extra=ROWS, max_num=ROWS, absolute_max=ROWS)


class Answered(Ask):
    """The day the data are true on, and the records; none at all has to be said."""

    as_of = DayField(label="数据截至哪天", past=True)
    none = forms.BooleanField(label="查过了，没有记录", required=False)

    def __init__(self, data: Any = None, *args: Any, columns: Mapping[str, Field], **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.rows = _Rows(data, prefix="rows", form_kwargs={"columns": columns})

    def clean(self) -> dict[str, Any]:
        """The act's keywords."""
        told = super().clean() or {}
        is_right = self.rows.is_valid()
        records = [row["record"] for row in self.rows.cleaned_data if "record" in row] if is_right else []
        if not is_right:
            self.add_error(None, "有的记录没有写全")
        elif bool(records) == bool(told.pop("none", False)):
            self.add_error("none", "写了记录就不要勾“没有记录”；查过没有的，请勾上")
        return told | {"records": records}

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """As every form's, with the records' faults named by their number."""
        return super().wrong + [
            (field.id_for_label, f"第 {number} 条：{error}")
            for number, row in enumerate(self.rows.forms, 1)
            for field in row
            for error in field.errors
        ]
