"""怎么算的: a decided amount as a little sum, in sentences, and clause by clause."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.casework import queries as cases
from jiuzhu.policy.lead import PAID, PARTS, TOPUPS, grouped, plain
from jiuzhu.web.citizen.sign_in import known
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.law import law_url
from jiuzhu.web.ui.today import today

_AMOUNT = re.compile(r"[\d,]+\.\d\d")


@resident
@require_GET
def reasons(request: Any, case_no: str) -> HttpResponse:
    """The derivation of the family's own decision, in words."""
    known(request)
    view = cases.view(request.scope, case_no, today())
    if view is None or view.decision is None:
        raise Http404
    names = {str(row.person_id): row.person.name for row in view.members}
    made, programme = view.decision.determination, view.decision.programme
    result = made.result
    ladder = grouped(result, programme, names)
    context = {
        "case": view.case,
        "decision": view.decision,
        "sentences": plain(result, programme, names),
        "paid": _paid(result["results"][programme]["parts"], names),
        "law": law_url(made.fact_set.facts, programme),
        "ruled": [row["decided"] for group in ladder for row in group["rows"] if row["decided"]],
        "rest": [
            {"question": group["question"], "rows": [row | {"value": _value(row)} for row in group["rows"]]}
            for group in ladder
            if group["question"] != PAID and group["rows"]
        ],
    }
    return render(request, "citizen/reasons.html", context)


def _value(row: Mapping[str, Any]) -> str:
    """A value with its unit: amounts in whole yuan where there are no fen."""
    text: str = row["value_text"]
    return f"{text.removesuffix('.00')} 元" if _AMOUNT.fullmatch(text) else text


def _paid(parts: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[tuple[str, int]]:
    """The amounts that add up to what is paid: (what for, 分)."""
    many = "加：" if len(parts) > 1 else ""
    return [
        (
            f"{many}{names.get(part['member'], '')} {TOPUPS.get(part.get('kind', ''), PARTS[part['part']])}",
            part["fen"],
        )
        if "member" in part
        else ("标准减去您家收入" if part["part"] == "difference" else PARTS[part["part"]], part["fen"])
        for part in parts
    ]
