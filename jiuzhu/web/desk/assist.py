"""The desk's list between regions: what others ask of us, what we ask of them; files; the county's own answer time."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from jiuzhu.org.kinds import Role
from jiuzhu.verification.assist import actions, queries
from jiuzhu.verification.assist.kinds import LONGEST, MAY_ASSIST, Direction
from jiuzhu.verification.assist.paper import opened
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today


class File(Ask):
    file = forms.FileField(label="对方系统导出的协查文件")


class Days(Ask):
    days = forms.IntegerField(label="几个工作日", min_value=1, max_value=LONGEST)
    reason = forms.CharField(
        label="为什么定这么多", max_length=200, help_text="例如：和外地约定俗成，或者市里要求。"
    )


@officer(*MAY_ASSIST)
@require_GET
def requests(request: Any) -> HttpResponse:
    """Open requests, those to us first; `?show=closed` the finished ones."""
    scope, on = request.scope, today()
    closed = request.GET.get("show") == "closed"
    context = {
        "closed": closed,
        "received": queries.requests(scope, Direction.IN, on, closed=closed),
        "sent": queries.requests(scope, Direction.OUT, on, closed=closed),
        "answer_time": queries.answer_time(scope, scope.regions[0]),
        "may_set": scope.is_(Role.COUNTY),
    }
    return render(request, "desk/assist/list.html", context)


@officer(*MAY_ASSIST)
def read_file(request: Any) -> HttpResponse:
    """Take a file from another region's system: a request to us, or answers to ours."""
    form = File(request.POST if request.method == "POST" else None, request.FILES or None)
    if acting(form, _take, by=request.scope):
        row = form.result
        return redirect("desk:assist_in" if row.direction == Direction.IN else "desk:assist_out", row.number)
    return asked(request, "desk/assist/read.html", form)


def _take(*, by: Any, file: Any) -> Any:
    sender, text = opened(file.read())
    return actions.take_message(text, sender, now(), by=by)


@officer(Role.COUNTY)
def days(request: Any) -> HttpResponse:
    """How many working days the county asks others to answer in: no law gives a number."""
    county = request.scope.regions[0][:6]
    known = queries.answer_time(request.scope, county)
    initial = {"days": known.days, "reason": known.reason} if known else None
    form = Days(request.POST if request.method == "POST" else None, initial=initial)
    if acting(form, actions.set_answer_time, county, on=today(), by=request.scope):
        return said(request, "定好了，以后新的协查请求先填这个天数。", "desk:assist")
    return asked(request, "desk/assist/days.html", form, known=known)
