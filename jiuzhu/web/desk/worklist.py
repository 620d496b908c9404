"""An officer's day: cases that wait, grouped by village, deadline or link, most urgent first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from jiuzhu.casework import queries
from jiuzhu.casework.cooperation import requested
from jiuzhu.casework.queries import Line
from jiuzhu.casework.states import Kind, Stage
from jiuzhu.clocks.queries import Reading
from jiuzhu.intake.actions.phone import MAY_NOTE
from jiuzhu.intake.actions.reach import MAY_DECIDE
from jiuzhu.intake.kinds import State
from jiuzhu.intake.models import Application
from jiuzhu.intake.queries import limits, waiting
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import assistants, region_names
from jiuzhu.org.scope import Scope
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.web.desk.duties import duties
from jiuzhu.web.desk.listed import listed
from jiuzhu.web.desk.relatives import READERS as SEES_RELATIVES
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.whole import whole

PAGE = 50
GO_OUT = (Role.CLERK, Role.ASSISTANT, Role.COUNTY)
"""Who receives applications and visits families: the others have no use for either list."""
MOST = 500
"""As many of the most urgent cases are read; filters and groups work within them."""
ROUNDS = 6
"""Villages offered for a round of visits."""
STATES = {"late": "已逾期", "today": "今天到期", "soon": "两个工作日内", "paused": "暂停", "on_time": "按时"}


def _is_mine(line: Line, scope: Scope) -> bool:
    """The next act is one of mine."""
    return bool(line.waits_for) and scope.covers(line.case.region_code, *line.waits_for)


def _is_late(line: Line) -> bool:
    return any(reading.state == "late" for reading in (line.link, line.whole) if reading)


def _is_held(line: Line, scope: Scope) -> bool:
    readings = [reading for reading in (line.link, line.whole) if reading]
    return any(reading.state == "paused" or reading.clock.extended_for for reading in readings)


def _by_deadline(line: Line) -> tuple[int, str]:
    reading = line.link or line.whole
    state = reading.state if reading and reading.state in STATES else "on_time"
    return list(STATES).index(state), STATES[state]


FILTERS: dict[str, tuple[str, Callable[[Line, Scope], bool]]] = {
    "mine": ("等您办", _is_mine),
    "all": ("本辖区", lambda line, scope: True),
    "late": ("已逾期", lambda line, scope: _is_late(line)),
    "visit": ("待入户", lambda line, scope: line.is_to_visit),
    "held": ("暂停或延期", _is_held),
}
GROUPS: dict[str, tuple[str, Callable[[Line], tuple[int, str]]]] = {
    "village": ("按村", lambda line: (0, line.village)),
    "deadline": ("按期限", _by_deadline),
    "stage": (
        "按环节",
        lambda line: (list(Stage).index(Stage(line.case.stage)), Stage(line.case.stage).label),
    ),
}


@officer(*Role)
@require_GET
def worklist(request: Any) -> HttpResponse:
    """Open cases within reach; `?show=` filters, `?by=` groups, `?after=` goes on."""
    on, scope = today(), request.scope
    if not scope.regions:
        return redirect("desk:entry" if scope.keeps else "desk:officers")
    lines = queries.worklist(scope, on, limit=MOST)
    show = _known(request.GET.get("show"), FILTERS, "mine")
    by = _known(request.GET.get("by"), GROUPS, "village")
    kept = [line for line in lines if FILTERS[show][1](line, scope)]
    helpers = assistants((line.case.region_code for line in lines), on)
    after = whole(request.GET.get("after", "")) or 0
    doorstep = _doorstep(scope, on) if scope.is_(*GO_OUT, Role.CONFIRMER) else []
    beside = duties(scope, on)
    late_at_the_door = [one for one in doorstep if one.is_late]
    late = sum(_is_late(line) for line in lines) + len(late_at_the_door)
    counts = {key: sum(test(line, scope) for line in lines) for key, (_, test) in FILTERS.items()}
    at_the_door = (late_at_the_door if show == "late" else doorstep)[:PAGE]
    named = [one.case_no for one in beside if one.case_no]
    listed(scope, "casework.duties", named, "工作台", forms=[one.row.number for one in at_the_door])
    context = {
        "on": on,
        "mine": counts["mine"] + len(beside) + (len(doorstep) if scope.is_(*MAY_DECIDE) else 0),
        "chips": [(key, label, (counts | {"late": late})[key]) for key, (label, _) in FILTERS.items()],
        "ways": [(key, label) for key, (label, _) in GROUPS.items()],
        "show": show,
        "by": by,
        "groups": _groups(kept[after : after + PAGE], GROUPS[by][1], helpers if by == "village" else {}),
        "rounds": _rounds(lines, helpers) if scope.is_(*GO_OUT) else [],
        "to_visit": sum(line.is_to_visit for line in lines),
        "total": len(kept),
        "all": len(lines),
        "late": late,
        "is_cut": len(lines) == MOST,
        "next": after + PAGE if len(kept) > after + PAGE else None,
        "duties": beside,
        "applications": at_the_door,
        "at_the_door": len(doorstep),
        "requests": requested(scope, on) if scope.is_(Role.CLERK) else [],
        "month": _month(scope, on),
        "sees_relatives": scope.is_(*SEES_RELATIVES),
        "may_apply": scope.is_(Role.ASSISTANT, Role.CLERK),
        "may_note_phone": scope.is_(*MAY_NOTE),
    }
    return render(request, "desk/worklist.html", context)


def _known(asked: str | None, table: dict[str, Any], default: str) -> str:
    return asked if asked in table else default


@dataclass(frozen=True)
class Group:
    """Lines under one heading, what they have in common, and how many families one way out would see."""

    title: str
    rows: list[dict[str, Any]]
    assistants: list[str]

    @property
    def helpers(self) -> list[str]:
        """The village's assistants who need not stay out of every case here."""
        return [name for name in self.assistants if not all(name in row["line"].filed for row in self.rows)]

    @property
    def to_visit(self) -> int:
        return sum(row["line"].is_to_visit for row in self.rows)


def _groups(
    lines: list[Line], key: Callable[[Line], tuple[int, str]], helpers: Mapping[str, list[str]]
) -> list[Group]:
    """Groups in the order of their key, villages in that of their most urgent case."""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(_row(line))
    return [
        Group(title, rows, helpers.get(rows[0]["line"].case.region_code, []))
        for (_, title), rows in sorted(found.items(), key=lambda item: item[0][0])
    ]


def _rounds(lines: list[Line], helpers: Mapping[str, list[str]]) -> list[Group]:
    """Villages with families to visit, those with most of them first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        if line.is_to_visit:
            found.setdefault(line.case.region_code, []).append(_row(line))
    rounds = [Group(rows[0]["line"].village, rows, helpers.get(code, [])) for code, rows in found.items()]
    return sorted(rounds, key=lambda group: -len(group.rows))[:ROUNDS]


def _row(line: Line) -> dict[str, Any]:
    matter = f"{PROGRAMMES.get(line.case.programme, line.case.programme)} · {Kind(line.case.kind).label}"
    return {"line": line, "matter": matter, "is_late": _is_late(line)}


@dataclass(frozen=True)
class AtTheDoor:
    """An application that waits for a yes or no, and the days that run for it."""

    row: Application
    programme: str
    state: str
    village: str
    limit: Reading | None

    @property
    def is_late(self) -> bool:
        return self.limit is not None and self.limit.state == "late"


def _doorstep(scope: Scope, on: date) -> list[AtTheDoor]:
    """Applications that the town has not answered, the most urgent first; three queries."""
    rows = list(waiting(scope)[:MOST])
    villages, running = region_names(row.region_code for row in rows), limits(scope, rows, on)
    found = [
        AtTheDoor(
            row,
            PROGRAMMES.get(row.programme, row.programme),
            State(row.state).label,
            villages.get(row.region_code, ""),
            running.get(row.number),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.limit.clock.due_on if one.limit else date.max)


def _month(scope: Scope, on: date) -> dict[str, int]:
    """What came in and went out this month, applications and reviews apart; one query."""
    first = on.replace(day=1)
    opened, closed = Q(opened_on__gte=first, opened_on__lte=on), Q(closed_on__gte=first, closed_on__lte=on)
    new, review, confirmed = Q(kind=Kind.NEW), Q(kind=Kind.REVIEW), Q(stage=Stage.CONFIRMED)
    return queries.cases(scope).aggregate(
        accepted=Count("pk", filter=opened & new),
        begun=Count("pk", filter=opened & review),
        closed=Count("pk", filter=closed),
        confirmed=Count("pk", filter=closed & confirmed & new),
        reviewed=Count("pk", filter=closed & confirmed & review),
    )
