"""The form in which an answer is written by hand, made from the columns of the register that is asked."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from jiuzhu.catalogue.values import Field
from jiuzhu.gateways.shape import LONGEST_TEXT
from jiuzhu.kernel.fen import LARGEST_FEN
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.fields import AreaField, DayField, IdNumberField, MoneyField, MonthField

MOST = 10
"""As many records are written on one page; a department that has more delivers a file."""
CHOOSE = ("", "请选")


class Quiet(Ask):
    """A form that may come back with what was typed before anybody judges it."""

    is_quiet = False

    def full_clean(self) -> None:
        """Judge nothing while rows are still being added."""
        if self.is_quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


class Record(Quiet):
    """One record of the register; one that is left empty says nothing."""

    def __init__(self, data: Any, number: int, columns: Mapping[str, Field], *, is_quiet: bool) -> None:
        super().__init__(data, prefix=f"record{number}", empty_permitted=True, use_required_attribute=False)
        self.is_quiet, self.columns = is_quiet, columns
        for name, column in columns.items():
            self.fields[name] = field = _asked(column)
            verb = "选" if isinstance(field, forms.ChoiceField) else "填"
            field.error_messages["required"] = f"{field.label}还没有{verb}"

    def questions(self) -> Iterator[tuple[forms.BoundField, str]]:
        """Each field with the unit that stands in it."""
        for name, column in self.columns.items():
            yield self[name], "㎡" if column.type == "dm2" else ""

    @property
    def written(self) -> dict[str, Any]:
        """The record as it goes over the wire; {} for an empty one."""
        told = self.cleaned_data if self.has_changed() else {}
        return {name: _as_sent(value) for name, value in told.items()}


class Entry(Quiet):
    """What an officer found: records, or expressly none. `records` are the rows of the page."""

    found = forms.ChoiceField(
        label="查到了吗",
        help_text="查过了，这个人确实没有，才选“没有记录”；还没有查的，先不交。",
        widget=forms.RadioSelect,
        choices=[("yes", "有记录，写在下面"), ("none", "没有记录")],
    )
    as_of = DayField(label="数据截至哪天", past=True, help_text="您查的那份登记，更新到哪天。")

    def __init__(
        self, data: Any, columns: Mapping[str, Field], count: int, *, is_quiet: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.is_quiet = is_quiet
        self.records = [Record(data, number, columns, is_quiet=is_quiet) for number in range(count)]

    def clean(self) -> dict[str, Any]:
        """The act's keywords: `records`, `is_none`, `as_of`."""
        told = super().clean() or {}
        if not all(record.is_valid() for record in self.records):
            self.add_error(None, "记录没有写对")
            return told
        records = [written for record in self.records if (written := record.written)]
        answer = told.pop("found", "")
        if answer == "yes" and not records:
            self.add_error("found", "选了有记录，还没有写一条；查过没有的，选“没有记录”")
        if answer == "none" and records:
            self.add_error("found", "下面写了记录，就不能选“没有记录”；写错了的，把那一条清空")
        return told | {"records": records, "is_none": answer == "none"}

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """As every form's, with the records' faults named by their number."""
        mine = [(target, words) for target, words in super().wrong if target]
        return mine + [
            (target, f"第 {number} 条：{words}")
            for number, record in enumerate(self.records, 1)
            for target, words in record.wrong
        ]


class Correction(Entry):
    """What is right instead of what was written, and why."""

    reason = forms.CharField(
        label="哪里错了，为什么",
        help_text="例如：看错了行，是同名的另一个人。办案的人看得到。",
        max_length=300,
        widget=forms.Textarea,
    )


def _asked(column: Field) -> forms.Field:
    """The field for a column. What the wire may leave empty may be left empty here: unknown is not zero, nor no."""
    if column.type == "enum":
        return forms.ChoiceField(label=column.label, choices=[CHOOSE, *column.words.items()])
    if column.type == "flag":
        choices = [CHOOSE, ("yes", "是"), ("no", "否")]
        return forms.TypedChoiceField(label=column.label, choices=choices, coerce=lambda word: word == "yes")
    kind, options = _KINDS[column.type]
    return kind(label=column.label, **options)


_KINDS: Mapping[str, tuple[type[forms.Field], Mapping[str, Any]]] = {
    "int": (forms.IntegerField, {"min_value": 0, "max_value": LARGEST_FEN}),
    "fen": (MoneyField, {}),
    "dm2": (AreaField, {}),
    "date": (DayField, {"required": False}),
    "month": (MonthField, {"required": False, "help_text": "例如 2026-10"}),
    "id": (IdNumberField, {"required": False}),
    "text": (forms.CharField, {"required": False, "max_length": LONGEST_TEXT}),
}


def _as_sent(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
