"""How a page does one act: ask, act, say. A refusal comes back into the form, with everything typed kept.

form = Opinion(request.POST or None)
if acting(form, casework.propose, number, by=request.scope):
    return said(request, "已提出审核意见。", "desk:case", number)
return asked(request, "desk/opinion.html", form, case=case)
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from jiuzhu.kernel.refusal import Refused


class Ask(forms.Form):
    """The questions of one act. Field names are the act's keywords; `result` and `refusal` say how it went."""

    result: Any = None
    refusal: Refused | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            verb = "选" if isinstance(field, forms.ChoiceField) else "填"
            field.error_messages["required"] = f"{field.label}还没有{verb}"

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """(id to jump to, words) of each field to be mended, in the order of the page; for the summary on top."""
        if not self.is_bound:
            return []
        named = [(field, error) for field in self for error in field.errors]
        return [(_target(field), _told(str(field.label), error)) for field, error in named] + [
            ("", error) for error in self.non_field_errors()
        ]


def _target(field: forms.BoundField) -> str:
    """A group of boxes has no single input to jump to: its frame stands for it."""
    return field.id_for_label or f"{field.auto_id}_field"


def _told(label: str, error: str) -> str:
    return error if label in error else f"{label}：{error}"


def acting(form: Ask, act: Callable[..., Any], /, *args: Any, **named: Any) -> bool:
    """Do `act(*args, **named, **answers)` once the answers are right. False = show the form (again)."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        form.result = act(*args, **named, **form.cleaned_data)
    except Refused as refusal:
        form.refusal = refusal
        return False
    return True


def said(request: HttpRequest, message: str, to: str, *args: Any) -> HttpResponse:
    """Say what was done and go to the page that shows it."""
    messages.success(request, message)
    return redirect(to, *args)


def asked(request: HttpRequest, template: str, form: Ask, **context: Any) -> HttpResponse:
    """The page of a form: 200 when first asked, 422 with fields to mend, 409 when the act was refused."""
    status = 409 if form.refusal else 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
