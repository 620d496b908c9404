"""The desk of another department's officer: what waits for them, and one question answered by hand."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.org.kinds import Role
from jiuzhu.verification import actions
from jiuzhu.verification.queries.by_hand import piles, put, source_of
from jiuzhu.web.desk.entry_form import MOST, Entry
from jiuzhu.web.ui.acting import acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today
from jiuzhu.web.ui.whole import whole

PURPOSE = "部门填报"


@officer(Role.KEEPER)
@require_GET
def entry(request: Any) -> HttpResponse:
    """Questions that wait, by register; names are masked."""
    on = today()
    found = piles(request.scope, on)
    rows = [(pile, [(query, (on - query.asked_on).days) for query in pile.queries]) for pile in found]
    context = {"rows": rows, "total": sum(pile.count for pile in found)}
    return render(request, "desk/entry/list.html", context)


@officer(Role.KEEPER)
def question(request: Any, query_id: int) -> HttpResponse:
    """One question: who, on what ground, as of when; and the form. `more` in it asks for one more record."""
    source = source_of(request.scope, query_id)
    told = request.POST if request.method == "POST" else None
    adds = told is not None and "more" in told
    form = Entry(told, source.fields, _count(told, adds=adds), is_quiet=adds, initial={"as_of": today()})
    if not adds and acting(form, actions.enter, query_id, at=now(), by=request.scope):
        done = (
            "记下了：没有记录。"
            if form.cleaned_data["is_none"]
            else f"记下了 {len(form.cleaned_data['records'])} 条。"
        )
        return said(request, done, "desk:entry")
    opened = put(request.scope, query_id, today(), purpose=PURPOSE)
    context = {"put": opened, "is_full": len(form.records) >= MOST, "adds": adds}
    return asked(request, "desk/entry/question.html", form, **context)


def _count(told: Any, *, adds: bool) -> int:
    """How many records the form has: as many as it had, one more when asked for."""
    had = whole(told.get("count", "")) or 1 if told is not None else 1
    return max(1, min(had + adds, MOST))
