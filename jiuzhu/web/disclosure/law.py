"""The law in force for anyone to read: every programme of a place on a day, clause by clause, and what changed since another day."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.editions.queries import current
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Office
from jiuzhu.org.queries import full_names, region_names
from jiuzhu.policy.compare import compare
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.numbers import NATION, is_region
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.programmes import library_of, programmes_of
from jiuzhu.policy.statute import AREAS, statute
from jiuzhu.web.ui.guard import public
from jiuzhu.web.ui.today import today

FINE = "fine"
"""What the law takes from who cheats is no help: it stands last and is not counted."""


@dataclass(frozen=True)
class Asked:
    """Where and when the law is read."""

    region: str
    area: str
    on: date
    before: date | None

    @classmethod
    def of(cls, request: HttpRequest, region: str) -> "Asked":
        """From the address. A day that is none is today; raises Refused for a place without a code."""
        if not is_region(region):
            raise Refused("not_found", "没有这个地方的规定。")
        area = request.GET.get("area", "")
        on = _day(request.GET.get("on", "")) or today()
        return cls(region, area if area in AREAS else "urban", on, _day(request.GET.get("before", "")))


@public
@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme of a place on a day."""
    edition = current()
    places = places_of_law(edition)
    region = request.GET.get("region", "")
    asked = Asked.of(request, region if region in places else home(places))
    names = sorted(programmes_of(edition, asked.region), key=FINE.__eq__)
    shown = [statute(edition, name, asked.region, asked.area, asked.on.toordinal()) for name in names]
    context = {
        "asked": asked,
        "places": places,
        "areas": AREAS,
        "shown": shown,
        "number": len({*names} - {FINE}),
    }
    return render(request, "disclosure/laws.html", context)


@public
@require_GET
def programme(request: HttpRequest, region: str, programme: str) -> HttpResponse:
    """One programme, clause by clause; with `?before=` what is not the same on that day."""
    asked, edition = Asked.of(request, region), current()
    if programme not in programmes_of(edition, region):
        raise Refused("not_found", f"这个地方没有收录“{PROGRAMMES.get(programme, programme)}”的规定。")
    place = {**full_names([region]), NATION: "全国"}[region]
    if place == region:  # neither it nor its province has a name
        raise Refused("not_found", "没有这个地方的规定。")
    shown = statute(edition, programme, region, asked.area, asked.on.toordinal())
    context = {
        "asked": asked,
        "place": place,
        "area": AREAS[asked.area],
        "areas": AREAS,
        "shown": shown,
    }
    if asked.before is not None:
        before = statute(edition, programme, region, asked.area, asked.before.toordinal())
        return render(request, "disclosure/law_changes.html", {**context, "found": compare(before, shown)})
    told = [*shown.clauses, *shown.figures.values()]
    names = {**region_names({one.region for one in told}), NATION: "全国"}
    here = {clause.name for clause in shown.clauses}
    context |= {"names": names, "here": here, "edition": edition.hash[:16]}
    return render(request, "disclosure/law.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def places_of_law(edition: Edition) -> dict[str, str]:
    """Every region that has law of its own, the nation first."""
    return {**full_names(sorted(library_of(edition).regions)), NATION: "全国"}


def home(places: dict[str, str]) -> str:
    """The county that this product serves, else the most local place there is law for."""
    bureau = Office.objects.filter(level=Level.COUNTY, department="", region_code__in=places).first()
    return bureau.region_code if bureau else max(places)
