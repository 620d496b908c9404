"""The desk of another department's officer: what waits for them, one question answered by hand, one answer corrected."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Field
from jiuzhu.org.kinds import Role
from jiuzhu.verification import actions
from jiuzhu.verification.queries.by_hand import entered, open_entered, piles, put, recused, source_of
from jiuzhu.web.desk.answers import spoken
from jiuzhu.web.desk.entry_form import MOST, Correction, Entry
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
    done = entered(request.scope, on)
    labels = {code: source.label for code, source in current().sources.items()}
    rows = [(pile, [(query, (on - query.asked_on).days) for query in pile.queries]) for pile in found]
    context = {
        "rows": rows,
        "total": sum(pile.count for pile in found),
        "recused": recused(request.scope, on),
        "entered": [(query, labels.get(query.source, query.source)) for query in done],
    }
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


@officer(Role.KEEPER)
def correct(request: Any, query_id: int) -> HttpResponse:
    """An answer that was written wrongly: what was written, and the form for what is right and why."""
    source = source_of(request.scope, query_id)
    told = request.POST if request.method == "POST" else None
    adds = told is not None and "more" in told
    count = _count(told, adds=adds)
    form = Correction(told, source.fields, count, is_quiet=adds, initial={"as_of": today()})
    if not adds and acting(form, actions.correct, query_id, at=now(), by=request.scope):
        return said(request, "更正记下了，原来填的留着；核对报告会出新的一版。", "desk:entry")
    opened = open_entered(request.scope, query_id, today(), purpose=PURPOSE)
    context = {
        "put": opened.put,
        "is_full": len(form.records) >= MOST,
        "adds": adds,
        "before": opened.answer,
        "rows": [_shown(record, source.fields) for record in opened.records],
    }
    return asked(request, "desk/entry/question.html", form, **context)


def _shown(record: Mapping[str, Any], columns: Mapping[str, Field]) -> list[tuple[str, str]]:
    """What was written, column by column in words."""
    return [(column.label, spoken(column, record.get(name))) for name, column in columns.items()]


def _count(told: Any, *, adds: bool) -> int:
    """How many records the form has: as many as it had, one more when asked for."""
    had = whole(told.get("count", "")) or 1 if told is not None else 1
    return max(1, min(had + adds, MOST))
