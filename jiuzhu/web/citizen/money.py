"""钱发了没有: what a family gets, on which card, what was sent month by month, what came back and what to do about it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.benefits import queries
from jiuzhu.benefits.kinds import PROGRAMME_LABELS
from jiuzhu.benefits.models import Award
from jiuzhu.casework.queries import decided_in
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Level
from jiuzhu.org.queries import office_of
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import households
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.today import today


@dataclass(frozen=True)
class Told:
    """An award as the family reads it; `why` is the case whose decision gave it, "" where a recalculation did."""

    award: Award
    label: str
    since: Month
    why: str


def _told(scope: Scope, award: Award) -> Told:
    return Told(award, PROGRAMME_LABELS[award.programme], Month(award.from_month), decided_in(scope, award))


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
        "awards": [_told(request.scope, award) for award in found.awards],
        "town": office_of(home.region_code, Level.TOWN),
    }
    return render(request, "citizen/money.html", context)
