"""Find a family: by name, its beginning, initials, identity number or case number; and the list of cases."""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jiuzhu.casework import queries
from jiuzhu.casework.states import OPEN, Stage
from jiuzhu.org.queries import region_names
from jiuzhu.registry import queries as registry
from jiuzhu.registry.queries import masked_id
from jiuzhu.web.desk.listed import listed
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.sought import keep, kept
from jiuzhu.web.ui.whole import whole

PAGE = 50
_CASE_NO = re.compile(r"^SJ-\d{4}-\d+$", re.IGNORECASE)
GROUPS = {
    "open": ("在办", {"stage__in": [*OPEN]}),
    "confirmed": ("已确认", {"stage": Stage.CONFIRMED}),
    "declined": ("不予确认", {"stage": Stage.DECLINED}),
    "ended": ("已终止", {"stage": Stage.ENDED}),
}


@officer()
@require_http_methods(["GET", "POST"])
def search(request: Any) -> HttpResponse:
    """Take the words out of the address: a whole case number goes straight to the case, others to what is found for their key."""
    text = request.POST.get("q", "").strip()
    if _CASE_NO.match(text):
        return redirect("desk:case", text.upper())
    if text:
        return redirect("desk:searched", keep(request, text))
    return render(request, "desk/search.html", {"q": "", "rows": []})


@officer()
@require_GET
def searched(request: Any, key: str) -> HttpResponse:
    """People found within reach with the cases of their families. What the login has forgotten is asked for again."""
    text = kept(request, key)
    found = registry.search(request.scope, text)
    families = {household.pk for _, household in found}
    cases: dict[int, list[Any]] = {}
    for row in queries.cases(request.scope).filter(household__in=families).order_by("-opened_on", "-pk"):
        cases.setdefault(row.household_id, []).append(row)
    villages = region_names(household.region_code for _, household in found)
    hidden = queries.out_of_sight(request.scope, families)
    rows = [
        {
            "person": person,
            "id_number": masked_id(person),
            "village": villages.get(household.region_code, ""),
            "cases": [(row, Stage(row.stage).label) for row in cases.get(household.pk, [])],
            "is_hidden": household.pk in hidden,
        }
        for person, household in found
    ]
    return render(
        request, "desk/search.html", {"q": text, "rows": rows, "is_full": len(rows) == registry.PAGE}
    )


@officer()
@require_GET
def cases(request: Any) -> HttpResponse:
    """All cases within reach, newest first; the state is a filter in the address, pages go on after a case. One look."""
    reach = queries.cases(request.scope)
    counts = {key: reach.filter(**wanted).count() for key, (_, wanted) in GROUPS.items()}
    state = request.GET.get("state", "open")
    state = state if state in GROUPS else "open"
    rows = reach.filter(**GROUPS[state][1]).order_by("-pk")
    if after := whole(request.GET.get("after", "")):
        rows = rows.filter(pk__lt=after)
    shown = list(rows[: PAGE + 1])
    listed(request.scope, "casework.list", [row.case_no for row in shown[:PAGE]], "案件列表")
    villages = region_names(row.region_code for row in shown)
    context = {
        "chips": [(key, label, counts[key]) for key, (label, _) in GROUPS.items()],
        "state": state,
        "label": GROUPS[state][0],
        "rows": [(row, Stage(row.stage).label, villages.get(row.region_code, "")) for row in shown[:PAGE]],
        "total": counts[state],
        "next": shown[PAGE - 1].pk if len(shown) > PAGE else None,
    }
    return render(request, "desk/cases.html", context)
