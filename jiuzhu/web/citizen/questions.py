"""A page of the form as a form: the questions are data of `intake.steps`, what is wrong is said there too."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from jiuzhu.intake import steps
from jiuzhu.intake.answers import Question
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.fields import MoneyField

Places = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""[(town, [(village code, village name)])]."""
FEW = 5
"""Up to so many options stand open as boxes; more go into a list."""


class _Raw:
    """The answer as it was typed; `intake.steps` reads it."""

    def clean(self, value: Any) -> Any:
        return value


class _Text(_Raw, forms.CharField): ...


class _Money(_Raw, MoneyField): ...


class _Choice(_Raw, forms.ChoiceField): ...


class _Many(_Raw, forms.MultipleChoiceField): ...


class _Flag(_Raw, forms.BooleanField): ...


class Answering(Ask):
    """One page of questions. Its clean data are the act's `data`."""

    use_required_attribute = False

    def __init__(
        self, page: steps.Page, payload: steps.Payload, on: date, data: Any, places: Places = ()
    ) -> None:
        super().__init__(data, initial=dict(payload.get(page.id, {})))
        self.page, self.payload, self.on = page, payload, on
        for question in page.questions:
            self.fields[question.key] = _field(question, places)

    def clean(self) -> dict[str, Any]:
        try:
            return {"data": steps.answers(self.page, self.cleaned_data, self.payload, self.on)}
        except steps.Wrong as wrong:
            for key, told in wrong.faults.items():
                self.add_error(key, told)
            return {}


def _field(question: Question, places: Places) -> forms.Field:
    shared: dict[str, Any] = {
        "label": question.label,
        "help_text": question.hint,
        "required": not question.is_optional,
    }
    if question.kind == "flag":
        return _Flag(**shared)
    if question.kind == "words":
        options = list(question.options.items())
        return _Many(choices=options, widget=forms.CheckboxSelectMultiple, **shared)
    if question.kind == "village":
        return _Choice(choices=[("", "请选"), *places], **shared)
    if question.kind == "word":
        return _word(question, shared)
    if question.kind == "money":
        return _Money(**shared)
    return _Text(widget=forms.TextInput(_attributes(question)), **shared)


def _word(question: Question, shared: Mapping[str, Any]) -> forms.Field:
    options = list(question.options.items())
    if len(options) <= FEW and not question.is_optional:
        return _Choice(choices=options, widget=forms.RadioSelect, **shared)
    return _Choice(choices=[("", "请选"), *options], **shared)


def _attributes(question: Question) -> dict[str, str]:
    numeric = {"inputmode": "numeric", "autocomplete": "off"}
    return {
        "id": {"data-idnumber": "", "autocomplete": "off", "spellcheck": "false", "maxlength": "24"},
        "phone": {"inputmode": "tel", "autocomplete": "tel"},
        "card": numeric,
        "count": numeric,
        "area": {"inputmode": "decimal", "autocomplete": "off"},
    }.get(question.kind, {"autocomplete": "off"})
