"""A page of the form as a form: the questions are data of `intake.steps`, what is wrong is said there too."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from jiuzhu.intake import steps
from jiuzhu.intake.answers import Question
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.fields import MoneyField
from jiuzhu.web.ui.signature import SignatureField, is_drawn

Places = Sequence[tuple[str, str]]
"""[(code, name)] of the towns, or villages, of which one is chosen."""
NOBODY: Mapping[str, str] = {}
_SIGN, _WATCH = "sign-", "watch-"
_LINE = 100
"""A text of more characters is written in a box of several lines."""
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
    """One page of questions. Its clean data are the act's `data`; on the last page also who `signed`, who has `drawn`, who is `monitored`."""

    use_required_attribute = False

    def __init__(
        self,
        page: steps.Page,
        payload: steps.Payload,
        on: date,
        data: Any,
        places: Places = (),
        signers: Mapping[str, str] = NOBODY,
        files: Any = None,
        watched: Mapping[str, str] = NOBODY,
    ) -> None:
        super().__init__(data, files, initial=dict(payload.get(page.id, {})))
        self.page, self.payload, self.on = page, payload, on
        for question in page.questions:
            self.fields[question.key] = field(question, places)
        for key, name in signers.items():
            self.fields[f"{_SIGN}{key}"] = _signature(name)
        for key, name in watched.items():
            self.fields[f"{_WATCH}{key}"] = forms.BooleanField(label=f"{name}同意", required=False)

    def clean(self) -> dict[str, Any]:
        try:
            told: dict[str, Any] = {
                "data": steps.answers(self.page, self.cleaned_data, self.payload, self.on)
            }
        except steps.Wrong as wrong:
            for key, told in wrong.faults.items():
                self.add_error(key, told)
            return {}
        if self.page.id == steps.CHECK_PAGE:
            names = [name for name in self.fields if name.startswith(_SIGN)]
            told["signed"] = {name.removeprefix(_SIGN): self.cleaned_data.get(name, b"") for name in names}
            told["monitored"] = [
                name.removeprefix(_WATCH)
                for name in self.fields
                if name.startswith(_WATCH) and self.cleaned_data.get(name)
            ]
            told["drawn"] = [name.removeprefix(_SIGN) for name in names if is_drawn(self, name)]
        return told

    @property
    def signatures(self) -> list[forms.BoundField]:
        """The fields of those who sign on the last page."""
        return [self[name] for name in self.fields if name.startswith(_SIGN)]

    @property
    def watches(self) -> list[forms.BoundField]:
        """The boxes of those who may agree to 动态监测 besides."""
        return [self[name] for name in self.fields if name.startswith(_WATCH)]


def _signature(name: str) -> SignatureField:
    field = SignatureField(label=f"{name}的签名")
    field.error_messages["required"] = f"{name}还没有签字，家里每位成年人都要自己签"
    return field


def field(question: Question, places: Places) -> forms.Field:
    """A question as a field; its answer stays as it was typed."""
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
    if question.kind in ("town", "village"):
        return _Choice(choices=[("", "请选"), *places], **shared)
    if question.kind == "word":
        return _word(question, shared)
    if question.kind == "money":
        return _Money(per=question.per, **shared)
    is_long = question.kind == "text" and question.most > _LINE
    widget = forms.Textarea({"rows": 4}) if is_long else forms.TextInput(_attributes(question))
    return _Text(widget=widget, **shared)


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
