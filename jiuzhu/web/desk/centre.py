"""The verification centre: how every register answers, what is out and for how long, what has come and how old it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.catalogue.edition import current
from jiuzhu.lake.queries import Standing, retention, standings
from jiuzhu.recheck import actions
from jiuzhu.recheck.queries import rested_on
from jiuzhu.recheck.stalled import stalled, stumbling
from jiuzhu.verification.queries.centre import Kept, kept
from jiuzhu.web.desk.rounds import MAY_BEGIN
from jiuzhu.web.desk.verification import SEES_CENTRE, STUCK
from jiuzhu.web.ui.acting import said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today

BAR = (6, 18)
"""Width and height of a week's bar in a register's line, in pixels."""


@dataclass(frozen=True)
class Row:
    """One register: its answers week by week, and the deliveries of its sources."""

    kept: Kept
    bars: list[dict[str, Any]]
    due: list[Standing]

    @property
    def stale(self) -> int:
        return sum(one.is_stale for one in self.due)

    @property
    def quarantined(self) -> int:
        return sum(one.newest.quarantined for one in self.due if one.newest)


@officer(*SEES_CENTRE)
@require_GET
def centre(request: Any) -> HttpResponse:
    """Registers by what is most wrong: silent ones first."""
    on = today()
    every = standings(request.scope, current(), on)
    come = [one for one in every if one.newest]
    rows = [_row(one, come) for one in kept(request.scope, on)]
    rows.sort(key=lambda row: (-row.kept.silent, -row.kept.days))
    context = {
        "rows": rows,
        "silent": sum(row.kept.silent for row in rows),
        "asked": sum(row.kept.asked for row in rows),
        "answered": sum(row.kept.answered for row in rows),
        "come": come,
        "unreached": [one for one in every if one.unreached],
        "stale": sum(one.is_stale for one in come),
        "retention": retention(request.scope, current(), on, rested_on()),
        "stalled": stalled(request.scope),
        "stumbling": stumbling(request.scope),
        "stuck": STUCK,
        "may_start_again": request.scope.is_(*MAY_BEGIN),
        "quarantined": sum(one.newest.quarantined for one in come if one.newest),
    }
    return render(request, "desk/centre.html", context)


@officer(*MAY_BEGIN)
@require_POST
def start_again(request: Any, job_id: int) -> HttpResponse:
    """Let a background job that was given up be tried again."""
    row = actions.start_again(job_id, now(), by=request.scope)
    return said(request, f"已让“{row.label}”（{row.about}）再办。", "desk:centre")


def _row(one: Kept, come: Iterable[Standing]) -> Row:
    width, height = BAR
    bars = [
        {
            "x": index * (width + 2),
            "y": height - max(2, (share or 0) * height // 1000),
            "height": max(2, (share or 0) * height // 1000),
            "width": width,
            "is_empty": share is None,
            "says": "没有问" if share is None else f"答了 {share // 10} %",
        }
        for index, share in enumerate(one.weeks)
    ]
    return Row(one, bars, [each for each in come if each.source.register.code == one.register.code])
