"""Who receives what, by village and month: the list that is kept public after the decision."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.benefits.models import Award
from jiuzhu.benefits.queries import publication_list
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui.guard import public
from jiuzhu.web.ui.today import today

BY = Scope.system("disclosure")
KEPT = 12
"""Months that stay public: this one and the eleven before."""


@public
@require_GET
def villages(request: HttpRequest) -> HttpResponse:
    """Villages with a list this month, by town."""
    month = Month.of(today())
    standing = Award.objects.filter(
        Q(until_month=None) | Q(until_month__gt=month.number), from_month__lte=month.number
    )
    codes = sorted(set(BY.within(standing).order_by().values_list("region_code", flat=True)))
    names = region_names([code for village in codes for code in (village, village[:9])])
    towns: dict[str, list[Any]] = {}
    for code in codes:
        towns.setdefault(names.get(code[:9], ""), []).append((code, names.get(code, code)))
    return render(request, "disclosure/villages.html", {"towns": towns.items(), "month": month})


@public
@require_GET
def confirmed(request: HttpRequest, village: str, month: str) -> HttpResponse:
    """One village's list of one month: names, numbers of people, kinds, amounts."""
    try:
        asked, now = Month.parse(month), Month.of(today())
    except ValueError as wrong:
        raise Refused("not_found", str(wrong)) from wrong
    names = region_names([village, village[:9]])
    if len(village) != 12 or village not in names or not now - KEPT < asked <= now + 1:
        raise Refused("not_found", f"没有这个村（社区）的名单，或者已经超过 {KEPT} 个月。")
    rows = publication_list(BY, village, asked)
    context = {
        "rows": rows,
        "place": f"{names.get(village[:9], '')}{names[village]}",
        "village": village,
        "month": asked,
        "before": asked - 1 if asked - 1 > now - KEPT else None,
        "after": asked + 1 if asked < now else None,
        "sum_fen": sum(row.monthly_fen for row in rows),
        "people": sum(row.members for row in rows),
    }
    return render(request, "disclosure/confirmed.html", context)
