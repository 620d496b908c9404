"""The standards in force on a day, each with its source and since when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.analysis.actions import ASKERS
from jiuzhu.editions.queries import current
from jiuzhu.org.kinds import Role, prefix
from jiuzhu.policy.engine.numbers import NATION, Entry, Number
from jiuzhu.policy.programmes import library_of
from jiuzhu.web.ui.formats import money
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

AREAS = {"urban": "城市", "rural": "农村"}
_UNITS = {"fen": "元", "month": "个月", "hour": "小时", "year": "年", "percent": "%", "count": ""}


@dataclass(frozen=True)
class Line:
    """One value in force: what it is called, for whom, how much, since when, by which document."""

    name: str
    label: str
    area: str
    value: str
    since: date | None
    source: str
    law: str
    is_open: bool


@officer()
@require_GET
def policy(request: Any) -> HttpResponse:
    """Numbers of the officer's county in force today (or on `?on=`), those that a person must decide apart."""
    on = _day(request.GET.get("on", ""))
    edition = current()
    home = request.scope.regions[0][:6]
    regions = (home, f"{prefix(home)[:2]}0000", NATION)
    lines = [line for number in library_of(edition).numbers.values() for line in _lines(number, regions, on)]
    context = {
        "on": on,
        "may_simulate": request.scope.is_(*ASKERS),
        "edition": edition.hash[:16],
        "may_propose": request.scope.is_(Role.POLICY),
        "urban": AREAS["urban"],
        "set": [line for line in lines if not line.is_open],
        "unset": [line for line in lines if line.is_open],
    }
    return render(request, "desk/policy.html", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()


def _lines(number: Number, regions: tuple[str, ...], on: date) -> list[Line]:
    """One line where town and country agree, else one each."""
    found = {area: number.in_force(regions, area, on.toordinal()) for area in AREAS}
    if found["urban"] == found["rural"]:
        return [_line(number, found["urban"], "")] if found["urban"] else []
    return [_line(number, entry, AREAS[area]) for area, entry in found.items() if entry]


def _line(number: Number, entry: Entry, area: str) -> Line:
    since = date.fromordinal(entry.since) if entry.since > date(1950, 1, 1).toordinal() else None
    return Line(
        number.name,
        number.label,
        area,
        _value(number.unit, entry.value),
        since,
        entry.source,
        number.law,
        entry.value is None,
    )


def _value(unit: str, value: int | None) -> str:
    kind = unit.split("/", maxsplit=1)[0]
    if value is None:
        return "由人确定"
    if kind == "yes_no":
        return "是" if value else "否"
    shown = money(value) if kind == "fen" else str(value)
    return f"{shown} {_UNITS.get(kind, '')}".strip()
