"""What departments answered: cases still open, and the report of one, declared beside found."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jiuzhu.casework import queries as casework
from jiuzhu.casework.disputes import open_disputes
from jiuzhu.casework.evidence import PROMISE, STATED, evidence
from jiuzhu.casework.states import Stage
from jiuzhu.catalogue.edition import current
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import region_names
from jiuzhu.verification.assist.queries import of_case
from jiuzhu.verification.kinds import State
from jiuzhu.verification.models import Query
from jiuzhu.verification.queries import Page, Row, Tile, answered, open_cases
from jiuzhu.verification.queries import report as report_of
from jiuzhu.verification.words import PLACE, difference, label, told
from jiuzhu.web.desk.case_parts import names_of
from jiuzhu.web.desk.listed import listed
from jiuzhu.web.desk.reach import PURPOSE, reached
from jiuzhu.web.ui.formats import day_short
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

SEES_CENTRE = (Role.VERIFIER, Role.COUNTY, Role.SUPERVISOR, Role.AUDITOR)
SEES_ROUNDS = (Role.CLERK, *SEES_CENTRE)
MAY_OPEN = (Role.CLERK, Role.VERIFIER, Role.COUNTY, Role.CONFIRMER, Role.AUDITOR)
"""Who opens what a source answered, as it came."""

STUCK = "系统处理出错，已记录，技术人员处理"
"""Why an answer is not there when it is our own program that failed."""
_SIGNS = {
    State.ANSWERED: ("circle-check", "done"),
    State.NO_RECORD: ("circle-minus", "none"),
    State.NO_ANSWER: ("hourglass", "waiting"),
    State.REFUSED: ("circle-dashed", "unasked"),
}


@officer()
@require_GET
def cases(request: Any) -> HttpResponse:
    """Cases where somebody has not answered or something is not explained; one look."""
    open_ones = open_cases(request.scope)
    found = {
        row.case_no: row
        for row in casework.cases(request.scope).filter(case_no__in=[one.case_no for one in open_ones])
    }
    rows = [(one, found[one.case_no]) for one in open_ones if one.case_no in found]
    listed(request.scope, "verification.open_cases", [case.case_no for _, case in rows], "核对列表")
    context = {
        "rows": rows,
        "may_assist": request.scope.is_(Role.VERIFIER, Role.COUNTY),
        "sees_centre": request.scope.is_(*SEES_CENTRE),
        "sees_rounds": request.scope.is_(*SEES_ROUNDS),
    }
    return render(request, "desk/verification.html", context)


@officer()
@require_GET
def report(request: Any, case_no: str) -> HttpResponse:
    """The report of a case: tiles by source, rows side by side, whether one can conclude now."""
    view = reached(request, case_no)
    row = view.case
    may = row.stage == Stage.INVESTIGATING
    seen, names = evidence(row).seen_otherwise, names_of(view)
    context: dict[str, Any] = {
        "view": view,
        "seen": [(names.get(one.person_id or 0, "全家"), label(one.key), one) for one in seen],
        "elsewhere": of_case(request.scope, case_no, today()),
        "may_open_elsewhere": request.scope.covers(row.region_code, Role.VERIFIER, Role.COUNTY),
        "may_ask_elsewhere": may and request.scope.covers(row.region_code, Role.VERIFIER, Role.COUNTY),
        "may_ask": may and request.scope.covers(row.region_code, Role.CLERK, Role.VERIFIER, Role.COUNTY),
        "may_invite": request.scope.covers(row.region_code, Role.CLERK, Role.VERIFIER, Role.COUNTY),
        "may_adopt": may and request.scope.covers(row.region_code, Role.CLERK, Role.COUNTY),
    }
    try:
        page = report_of(request.scope, case_no, purpose=PURPOSE)
    except PermissionError:  # nothing was asked for this case yet: the report begins with the first question
        return render(request, "desk/report.html", context)
    shown = [one for one in page.rows if one.key not in (PROMISE, STATED)]
    places = region_names(
        code for one in shown if one.key == PLACE for code in (one.declared, one.found) if code
    )
    disputed = {(one.claim.person_id, one.claim.key) for one in open_disputes(row)}
    context |= {
        "page": page,
        "disputed": [one for one in page.rows if (one.person_id, one.key) in disputed],
        "tiles": [_tile(tile) for tile in page.tiles],
        "rows": [_row(one, names, places) for one in shown if one.difference or one.adopted],
        "agreeing": [_row(one, names, places) for one in shown if not (one.difference or one.adopted)],
        "stuck": STUCK,
        "depends_on": len(page.open_rows) + len(page.unheard) + len(seen),
        "versions": _versions(page),
        "answers": _answers(answered(request.scope, case_no), names)
        if request.scope.covers(view.case.region_code, *MAY_OPEN)
        else [],
    }
    return render(request, "desk/report.html", context)


def _tile(tile: Tile) -> dict[str, Any]:
    icon, tone = _SIGNS[tile.state]
    words = {
        State.ANSWERED: f"{tile.rows} 条 · 截至 {day_short(tile.as_of)}",
        State.NO_RECORD: f"没有记录 · 截至 {day_short(tile.as_of)}",
        State.NO_ANSWER: f"问了没有答 · 第 {(today() - tile.asked_on).days} 天"
        if tile.asked_on
        else "问了没有答",
        State.REFUSED: f"没有问：{tile.reason}",
    }
    if tile.is_stuck:
        icon, words = "alert-triangle", words | {tile.state: STUCK}
    silent = sum(holder.state is State.NO_ANSWER for holder in tile.holders)
    return {"tile": tile, "icon": icon, "tone": tone, "words": words[tile.state], "silent": silent}


def _row(row: Row, names: dict[int, str], places: dict[str, str]) -> dict[str, Any]:
    missing = {
        State.NO_RECORD: "答复：没有记录",
        State.NO_ANSWER: "问了没有答",
        State.REFUSED: "没有问",
    }
    return {
        "row": row,
        "who": names.get(row.person_id, "外面的人") if row.person_id else "全家",
        "label": label(row.key),
        "declared": told(row.declared, row.key, places) if row.declared is not None else "没有申报",
        "found": told(row.found, row.key, places)
        if row.found is not None
        else missing.get(row.state, "没有这一项"),
        "size": difference(row.size, row.key) if row.size else "",
        "adopted": told(row.adopted.value, row.key, places) if row.adopted else "",
    }


def _versions(page: Page) -> list[dict[str, Any]]:
    return [
        {
            "what": f"第 {version.version} 版",
            "when": day_short(day_of(version.made_at)),
            "is_now": index == 0,
            "href": reverse("desk:version", args=[page.case_no, version.version])
            if version.version > 1
            else "",
            "link": "改了什么",
        }
        for index, version in enumerate(page.versions)
    ]


def _answers(queries: list[Query], names: dict[int, str]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Whose answers can be opened, source by source: (source, [(query, whose)])."""
    found: dict[str, list[tuple[int, str]]] = {}
    for query in queries:
        found.setdefault(query.source, []).append((query.pk, names.get(query.person_id, "外面的人")))
    table = current()
    return [(table.source(code).label, found[code]) for code in table.in_order(found)]
