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

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """(field id, message) of each field to be mended, in the order of the page; for the summary on top."""
        named = [
            (self[name].id_for_label or self[name].auto_id, error)
            for name in self.fields
            for error in self[name].errors
        ]
        return named + [("", error) for error in self.non_field_errors()] if self.is_bound else []


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
