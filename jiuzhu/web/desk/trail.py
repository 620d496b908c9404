"""留痕 of a case: who did what, who looked, and whether it is sealed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.oversight.trail import READERS, trail_of
from jiuzhu.trail.models import Entry
from jiuzhu.web.desk.reach import out_of_reach
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.whole import whole


@officer(*READERS)
@require_GET
def trail(request: Any, case_no: str) -> HttpResponse:
    """The trail of a case, newest first, fifty a page; the kind is a filter in the address, pages go on after an entry."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in Entry.Kind.values else ""
    found = trail_of(request.scope, case_no, kind=kind, after=whole(request.GET.get("after", "")))
    if found is None:
        raise out_of_reach()
    counts = {one: found.counts.get(one, 0) for one in Entry.Kind}
    every = sum(counts.values())
    context = {
        "case": found.case,
        "lines": found.lines,
        "kind": kind,
        "chips": [("", "全部", every), *((one.value, one.label, number) for one, number in counts.items())],
        "total": counts[Entry.Kind(kind)] if kind else every,
        "next": found.next,
    }
    return render(request, "desk/trail.html", context)
