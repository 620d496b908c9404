"""Take an application back: what follows is said first, then asked once more."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from jiuzhu.intake import actions, queries
from jiuzhu.intake.kinds import OPEN
from jiuzhu.web.citizen.town import town_of
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.today import today


class Withdrawal(Ask):
    reason = forms.CharField(
        label="为什么撤回",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@resident
@require_http_methods(["GET", "POST"])
def withdraw(request: Any, number: str) -> HttpResponse:
    """Ask whether the family means it, and withdraw; an application that is past that shows where it stands."""
    found = queries.application(request.scope, number)
    if request.method == "GET" and found.state not in OPEN:
        return redirect("citizen:progress", number)
    form = Withdrawal(request.POST if request.method == "POST" else None)
    if acting(form, actions.withdraw, found, today(), by=request.scope):
        return said(request, "申请撤回了。", "citizen:progress", number)
    context = {"application": found, "call": town_of(found.region_code)}
    return asked(request, "citizen/withdraw.html", form, **context)
