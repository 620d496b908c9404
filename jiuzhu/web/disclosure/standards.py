"""The standards in force and those before, each with the document it comes from."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.editions.queries import current
from jiuzhu.org.queries import region_names
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.declare import EARLIEST, LATEST
from jiuzhu.policy.engine.numbers import Number, region_chain
from jiuzhu.policy.programmes import library_of
from jiuzhu.web.disclosure.law import home, places_of_law
from jiuzhu.web.ui.guard import public
from jiuzhu.web.ui.today import today

NAMES = (
    "standard_fen",
    "tekun_basic_fen",
    "tekun_care_full_fen",
    "tekun_care_half_fen",
    "tekun_care_self_fen",
)
AREAS = {"urban": "城镇", "rural": "农村", None: "城乡一样"}


@dataclass(frozen=True)
class Standard:
    """One value with its days; `fen` None where no document says it, then `note` tells what is known."""

    label: str
    area: str
    region_code: str
    fen: int | None
    since: date | None
    until: date | None
    source: str
    note: str

    def is_current(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@lru_cache(maxsize=2)
def of(edition: Edition) -> tuple[Standard, ...]:
    """All values of the published standards, newest first within each."""
    numbers = library_of(edition).numbers
    return tuple(row for name in NAMES if name in numbers for row in _values(numbers[name]))


def _values(number: Number) -> list[Standard]:
    rows = [
        Standard(
            number.label,
            AREAS[entry.area],
            entry.region,
            entry.value,
            None if entry.since <= EARLIEST else date.fromordinal(entry.since),
            None if entry.until >= LATEST else date.fromordinal(entry.until),
            entry.source,
            entry.note,
        )
        for entry in number.entries
    ]
    return sorted(rows, key=lambda row: (row.area, -(row.since or date.min).toordinal()))


@public
@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """Today's standards of a place, then how they came about; `?region=` chooses among places with law of their own."""
    on, edition = today(), current()
    places = places_of_law(edition)
    asked = request.GET.get("region", "")
    here = asked if asked in places else home(places)
    chain = region_chain(here)
    rows = [row for row in of(edition) if row.region_code in chain]
    names = region_names(row.region_code for row in rows)
    named = [(row, names.get(row.region_code, "")) for row in rows]
    context = {
        "on": on,
        "here": here,
        "places": places,
        "current": [(row, place) for row, place in named if row.is_current(on) and row.fen is not None],
        "earlier": [(row, place) for row, place in named if not row.is_current(on)],
    }
    return render(request, "disclosure/standards.html", context)
