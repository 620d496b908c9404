"""钱发了没有: what a family gets, on which card, what was sent month by month, what came back and what to do about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.benefits import queries
from jiuzhu.casework.queries import decided_in
from jiuzhu.org.kinds import Level
from jiuzhu.org.queries import office_of
from jiuzhu.registry.queries import households
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.today import today


@resident
@require_GET
def money(request: Any) -> HttpResponse:
    """The money of the family somebody lives in."""
    home = next(iter(households(request.scope)), None)
    if home is None:
        return render(request, "citizen/money.html")
    found = queries.money_of(request.scope, home, today())
    context = {
        "money": found,
        "why": decided_in(request.scope, found.award) if found.award else "",
        "town": office_of(home.region_code, Level.TOWN),
    }
    return render(request, "citizen/money.html", context)
