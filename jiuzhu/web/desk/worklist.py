"""An officer's day: every deadline that waits for one of my roles, most urgent first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.clocks.queries import read, running
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

_PAGE = 50


@officer()
@require_GET
def worklist(request: Any) -> HttpResponse:
    """Open deadlines within reach; `?whose=all` shows those of other roles too."""
    on = today()
    found = running(request.scope)
    mine = found.filter(role__in=request.scope.roles)
    shown = found if request.GET.get("whose") == "all" else mine
    context = {
        "on": on,
        "readings": [read(clock, on) for clock in shown[:_PAGE]],
        "mine": mine.count(),
        "all": found.count(),
        "late": mine.filter(due_on__lt=on).count(),
    }
    return render(request, "desk/worklist.html", context)
