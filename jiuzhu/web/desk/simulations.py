"""What-ifs: the list, one of them with the losers first, the families behind each number, two side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.analysis import queries, store
from jiuzhu.analysis.cells import is_small
from jiuzhu.analysis.evidence import checks, from_json
from jiuzhu.analysis.kinds import Fate, Origin, Turn
from jiuzhu.analysis.models import Scenario
from jiuzhu.analysis.queries import CHANGED, DIFFERS, Line
from jiuzhu.casework import queries as casework
from jiuzhu.editions.queries import load
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import region_names, towns
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment, describe
from jiuzhu.policy.engine.numbers import Number, in_figures, region_chain
from jiuzhu.policy.programmes import library_of
from jiuzhu.trail.record import look
from jiuzhu.web.desk.simulations_charts import by_month, by_town, spread
from jiuzhu.web.desk.simulations_map import town_map
from jiuzhu.web.desk.simulations_shown import Shown, headline
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.whole import whole

READERS = (Role.POLICY, Role.COUNTY)
PAGE = 50
FIRST_LOSERS = 8


@dataclass(frozen=True)
class Named:
    """A line with whatever of the family's identity this officer may read: a name and a case, a place, or nothing."""

    line: Line
    name: str
    case_no: str
    place: str


@officer(*READERS)
@require_GET
def scenarios(request: Any) -> HttpResponse:
    """Every scenario of the officer's regions, the newest first."""
    rows = list(queries.scenarios(request.scope)[:PAGE])
    names = region_names(row.region_code for row in rows)
    told = [(row, names.get(row.region_code, row.region_code), *_came(request.scope, row)) for row in rows]
    return render(request, "desk/simulations/list.html", {"rows": told})


def _came(scope: Scope, row: Scenario) -> tuple[str, str]:
    """(state, the answer in a sentence) of a scenario."""
    if hasattr(row, "simulation"):
        return "done", headline(Shown.of(row.simulation.totals, queries.is_in_charge(scope, row)))
    if hasattr(row, "failure"):
        return "failed", row.failure.why
    return "running", ""


@officer(*READERS)
@require_GET
def scenario(request: Any, pk: int) -> HttpResponse:
    """One scenario: its answer, or how far it is, or why there is none."""
    row = queries.scenario(request.scope, pk)
    context = _about(row)
    if not hasattr(row, "simulation"):
        gone = Job.objects.filter(kind="analysis.simulate", key=str(pk)).exclude(gave_up_at=None).exists()
        context |= {"progress": store.told(pk), "has_given_up": gone}
        return render(request, "desk/simulations/waiting.html", context)
    if request.htmx:
        return HttpResponse(
            headers={"HX-Refresh": "true"}
        )  # it was waited for: the whole page now, with its charts
    shown = Shown.of(row.simulation.totals, queries.is_in_charge(request.scope, row))
    losers = [] if not shown.less else _losers(request.scope, row)
    names = list(_named(request.scope, row, losers, "desk.simulation"))
    held = from_json(row.evidence)
    context |= {
        "shown": shown,
        "headline": headline(shown),
        "spread": spread(shown),
        "months": by_month(shown),
        "towns": by_town(shown.towns),
        "map": town_map(shown, towns(row.region_code[:6])),
        "town_rows": [(group, shown.town_fates.get(group.key)) for group in shown.towns],
        "losers": names if shown.is_in_charge or not is_small(shown.less or 0) else [],
        "checks": checks(load(row.proposed_hash), row.region_code, row.on, held),
        "evidence": held.values(),
        "others": [
            one
            for one in queries.scenarios(request.scope)[:PAGE]
            if one.pk != pk and hasattr(one, "simulation") and _is_comparable(one, row)
        ],
    }
    return render(request, "desk/simulations/one.html", context)


def _is_comparable(one: Scenario, other: Scenario) -> bool:
    """Both of the same families and day; `queries.between` refuses any others."""
    return (one.on, one.simulation.extract_hash) == (other.on, other.simulation.extract_hash)


def _about(row: Scenario) -> dict[str, Any]:
    """What was asked: the change in words, the assumptions, whose families."""
    base = load(row.base_hash)
    held = library_of(base).numbers
    return {
        "row": row,
        "place": region_names([row.region_code]).get(row.region_code, row.region_code),
        "effects": describe(base, Amendment.from_json(row.amendment)),
        "assumed": [
            (held[name].label, in_figures(held[name].unit, value))
            for name, value in row.assumed.items()
            if name in held and _is_open(held[name], row)
        ],
        "turn": Turn(row.turn).label,
        "first": Month(row.first_month),
        "is_city": row.origin == Origin.CITY,
    }


def _is_open(number: Number, row: Scenario) -> bool:
    """Whether the law leaves a number open, in town or country; where it does not, an assumption has no effect."""
    chain = region_chain(row.region_code)
    entries = [number.in_force(chain, area, row.on.toordinal()) for area in ("urban", "rural")]
    return any(entry is None or entry.value is None for entry in entries)


def _losers(scope: Scope, row: Scenario) -> list[Line]:
    found = [*queries.families(scope, row.pk, "leaves"), *queries.families(scope, row.pk, "loses")]
    return sorted(found, key=lambda line: line.difference_fen)[:FIRST_LOSERS]


KINDS = {fate.name.lower(): fate.label for fate in Fate} | {
    DIFFERS: "现在发的和现行规定不一样",
    CHANGED: "有变化",
}


@officer(*READERS)
@require_GET
def families(request: Any, pk: int, kind: str) -> HttpResponse:
    """Exactly the families behind one number; without names for those who are not in charge, and none where few."""
    row = queries.scenario(request.scope, pk)
    is_in_charge = queries.is_in_charge(request.scope, row)
    town = request.GET.get("town", "") if is_in_charge else ""
    lines = queries.families(request.scope, pk, kind, town)
    is_hidden = not is_in_charge and is_small(len(lines))
    first = whole(request.GET.get("after", "")) or 0
    page = [] if is_hidden else lines[first : first + PAGE]
    context = {
        **_about(row),
        "kind": kind,
        "label": f"{region_names([town]).get(town, town)}{KINDS[kind]}" if town else KINDS[kind],
        "is_paid": kind == DIFFERS,
        "is_hidden": is_hidden,
        "is_in_charge": is_in_charge,
        "total": len(lines),
        "sum_fen": sum(_difference(line, kind) for line in lines),
        "rows": [
            (named, _difference(named.line, kind))
            for named in _named(request.scope, row, page, f"desk.simulation.{kind}")
        ],
        "next": first + PAGE if first + PAGE < len(lines) and not is_hidden else None,
    }
    return render(request, "desk/simulations/families.html", context)


def _difference(line: Line, kind: str) -> int:
    return line.before_fen - line.paid_fen if kind == DIFFERS else line.difference_fen


def _named(scope: Scope, row: Scenario, lines: Sequence[Line], what: str) -> Iterable[Named]:
    """The lines with names and places for those in charge, one look at all of them; the others see neither."""
    if row.origin == Origin.CITY:
        return [Named(line, f"合成第 {line.household_id + 1} 户", "", "") for line in lines]
    if not queries.is_in_charge(scope, row):
        return [Named(line, "隐名", "", "") for line in lines]
    found = {
        one.case_no: one for one in casework.cases(scope).filter(case_no__in=[line.case_no for line in lines])
    }
    places = region_names(line.village for line in lines)
    if found:
        look(scope, what, [f"case:{number}" for number in found], purpose="政策试算", fields=["name"])
    return [
        Named(line, found[line.case_no].applicant.name, line.case_no, places.get(line.village, ""))
        if line.case_no in found
        else Named(line, "看不到姓名", "", places.get(line.village, ""))
        for line in lines
    ]


class Two(forms.Form):
    """Which two scenarios."""

    one = forms.IntegerField()
    other = forms.IntegerField()


@officer(*READERS)
@require_GET
def compare(request: Any) -> HttpResponse:
    """Two scenarios of the same families and day side by side."""
    form = Two(request.GET)
    if not form.is_valid():
        raise Refused("not_found", "请从一次试算的页面选另一次来比。")
    one, other = form.cleaned_data["one"], form.cleaned_data["other"]
    pairs = queries.between(request.scope, one, other)
    left, right = queries.simulation(request.scope, one), queries.simulation(request.scope, other)
    is_in_charge = queries.is_in_charge(request.scope, left.scenario)
    sides = [Shown.of(side.totals, is_in_charge) for side in (left, right)]
    is_hidden = not is_in_charge and (is_small(len(pairs)) or any(side.is_too_few for side in sides))
    differences = [b.after_fen - a.after_fen for a, b in pairs]
    more, less = sum(fen > 0 for fen in differences), sum(fen < 0 for fen in differences)
    year = sides[1].year_fen - sides[0].year_fen
    context = {
        "left": left.scenario,
        "right": right.scenario,
        "sides": [
            (side.scenario, shown, headline(shown)) for side, shown in zip((left, right), sides, strict=True)
        ],
        "is_hidden": is_hidden,
        "differ": len(pairs),
        "more": more,
        "less": less,
        "tells_split": is_in_charge or not (is_small(more) or is_small(less)),
        "sum_fen": sum(differences),
        "year_fen": year,
        "year_size": abs(year),
        "months": [
            (a[0], a[2], b[2], b[2] - a[2]) for a, b in zip(sides[0].months, sides[1].months, strict=False)
        ],
    }
    return render(request, "desk/simulations/compare.html", context)
