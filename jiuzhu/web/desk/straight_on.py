"""Acts in a row that ask nothing: each its own act with its own entry on the trail; the first refusal ends the row."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from jiuzhu.casework import actions
from jiuzhu.kernel.refusal import Refused

Act = Callable[..., Any]
START: tuple[str, Act] = ("启动调查", actions.start_survey)
ASK: tuple[str, Act] = ("发起核对", actions.ask_sources)


def straight_on(
    request: Any, case_no: str, done: str, acts: tuple[tuple[str, Act], ...], on: date
) -> HttpResponse:
    """Do these acts on a case after one that is `done`, say what was done and what was refused, and go to the case."""
    for label, act in acts:
        try:
            act(case_no, on, by=request.scope)
        except Refused as refusal:
            messages.warning(request, f"{done}“{label}”没有办成：{refusal.message}")
            break
        done += f"已{label}。"
    else:
        messages.success(request, done)
    return redirect("desk:case", case_no)
