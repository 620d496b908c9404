"""怎么算的: a decided amount as a little sum, in sentences, and clause by clause."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.assessment.models import Determination
from jiuzhu.assessment.queries import turning
from jiuzhu.casework import queries as cases
from jiuzhu.policy.lead import PAID, PARTS, TOPUPS, grouped, plain
from jiuzhu.policy.turn_words import lines
from jiuzhu.web.citizen.sign_in import known
from jiuzhu.web.citizen.town import town_of
from jiuzhu.web.ui.formats import money_brief
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
        "turns": _turns(made, programme, names),
        "paid": _paid(result["results"][programme], names),
        "call": town_of(view.case.region_code),
        "law": law_url(made.fact_set.facts, programme),
        "ruled": [row["decided"] for group in ladder for row in group["rows"] if row["decided"]],
        "rest": [
            {"question": group["question"], "rows": [row | {"value": _value(row)} for row in group["rows"]]}
            for group in ladder
            if group["question"] != PAID and group["rows"]
        ],
    }
    return render(request, "citizen/reasons.html", context)


def _turns(made: Determination, programme: str, names: Mapping[str, str]) -> list[str]:
    """如果……: how far a change may go before the answer is another, in sentences."""
    found = turning(made, programme)
    return [sentence for sentence, _ in lines(found, programme, names)] if found else []


def _value(row: Mapping[str, Any]) -> str:
    """A value with its unit: amounts in whole yuan where there are no fen."""
    text: str = row["value_text"]
    return f"{text.removesuffix('.00')} 元" if _AMOUNT.fullmatch(text) else text


def _paid(told: Mapping[str, Any], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The amounts that add up to what is paid: (what for, the amount with its sign)."""
    rows: list[tuple[str, str]] = []
    for part in told["parts"]:
        if "member" in part:
            what = TOPUPS.get(part.get("kind", ""), PARTS[part["part"]])
            rows.append((f"加：{names.get(part['member'], '')} {what}", money_brief(part["fen"])))
        elif part["part"] == "difference":
            rows += _difference(told["steps"], part["fen"])
        else:
            rows.append((PARTS[part["part"]], money_brief(part["fen"])))
    return rows


def _difference(steps: Sequence[Mapping[str, Any]], fen: int) -> list[tuple[str, str]]:
    """标准 × 人数, less the income: two lines where they give the amount by themselves, else the amount alone."""
    used = next((step["uses"] for step in steps if step["rule"] == "dibao_difference_fen"), {})
    standard, people, income = (used.get(name) for name in ("standard_fen", "members", "dibao_base_fen"))
    if None in (standard, people, income) or standard * people - income != fen:
        return [("标准减去您家收入", money_brief(fen))]
    return [
        (f"标准：每人 {money_brief(standard)} 元 × {people} 人", money_brief(standard * people)),
        ("减：您家每月收入", f"−{money_brief(income)}"),
    ]
