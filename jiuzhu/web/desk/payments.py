"""The months: every run of a fund, and one month explained to zero."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.benefits import queries
from jiuzhu.benefits.kinds import Fund
from jiuzhu.benefits.models import Batch
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Role, prefix
from jiuzhu.org.queries import region_names
from jiuzhu.web.desk.payments_chart import waterfall
from jiuzhu.web.desk.payments_month import Place, bank_answers, next_act, running, steps
from jiuzhu.web.ui.acting import Ask, asked
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

READERS = (Role.PAYER, Role.PAY_APPROVER, Role.COUNTY, Role.SUPERVISOR, Role.AUDITOR)
MAY_EXPORT = (Role.PAYER, Role.PAY_APPROVER, Role.COUNTY, Role.AUDITOR)
"""Who takes a month's list away as a file."""
_SHOWN = 48


@officer(*READERS)
@require_GET
def months(request: Any) -> HttpResponse:
    """All months of the funds within reach, newest first, and the month that can be proposed now."""
    scope, now = request.scope, Month.of(today())
    fund = Fund(request.GET["fund"]) if request.GET.get("fund") in Fund.values else Fund.DIBAO
    rows = list(queries.batches(scope, fund)[:_SHOWN])
    homes = [home[:6] for home in scope.regions if len(prefix(home)) >= 6]
    counties = list(dict.fromkeys([*homes, *(row.region_code for row in rows)]))
    begun = {row.region_code for row in rows if row.month == now.number}
    names = region_names(counties)
    context = {
        "fund": fund,
        "funds": Fund,
        "now": now,
        "rows": [(row, Month(row.month), names.get(row.region_code, row.region_code)) for row in rows],
        "waiting": [(code, names.get(code, code)) for code in dict.fromkeys(homes) if code not in begun],
    }
    return render(request, "desk/payments/months.html", context)


@officer(*READERS)
@require_GET
def month(request: Any, region: str, fund: str, month: str) -> HttpResponse:
    """One month: what is owed, why it differs from last month, what has to be looked at, and the next act."""
    return page(request, Place.read(region, fund, month), Ask())


def page(request: Any, place: Place, form: Ask) -> HttpResponse:
    """The month page, with the refusal of an act when there was one."""
    scope, on = request.scope, today()
    summary = queries.month_of(scope, place.region, place.fund, place.month, on)
    batch = summary.batches[-1] if summary.batches else None
    before = Place(place.region, place.fund, place.month - 1)
    context = {
        "place": place,
        "before": before,
        "county": region_names([place.region]).get(place.region, place.region),
        "summary": summary,
        "batch": batch,
        "links": steps(batch, summary.open_findings, summary.held),
        "act": next_act(scope, place, summary, batch, on),
        "answers": bank_answers(scope, before),
        "own_answers": bank_answers(scope, place),
        "may_export": scope.covers(place.region, *MAY_EXPORT),
        "unread": queries.unread(scope, summary.batches),
        "may_fetch": scope.covers(place.region, Role.PAYER, Role.PAY_APPROVER),
        "is_payer": scope.covers(place.region, Role.PAYER),
        "proposes_again": _proposes_again(scope, batch),
    }
    if batch:
        context |= _explained(request, place) | {"unsent": queries.unsent(scope, batch)}
    return asked(request, "desk/payments/month.html", form, **context)


def _proposes_again(scope: Any, batch: Batch | None) -> str:
    """The act that adds what is new to this officer's open batch; "" where there is none."""
    if batch is None or batch.approved_on or batch.proposed_by != scope.actor:
        return ""
    return "propose" if batch.sequence == 1 else "supplement"


def _explained(request: Any, place: Place) -> dict[str, Any]:
    told = queries.explain_difference(request.scope, place.region, place.fund, place.month, today())
    lines = running(told)
    names = [f"{(place.month - back).month} 月" for back in (1, 0)]
    chart, start = waterfall((names[0], told.before_fen), lines, (names[1], told.after_fen))
    return {
        "told": told,
        "lines": lines,
        "difference": told.after_fen - told.before_fen,
        "chart": chart,
        "start": start,
        "names": names,
    }
