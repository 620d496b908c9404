"""怎么算的: a decided amount as a little sum, in sentences, and clause by clause."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.assessment.facts import in_order
from jiuzhu.assessment.models import Determination
from jiuzhu.assessment.queries import turning
from jiuzhu.benefits.entitlement import told_from
from jiuzhu.benefits.kinds import PROGRAMME_LABELS
from jiuzhu.benefits.models import Award
from jiuzhu.benefits.queries import money_of
from jiuzhu.casework import queries as cases
from jiuzhu.policy.lead import PAID, PARTS, TOPUPS, grouped, plain
from jiuzhu.policy.turn_words import lines
from jiuzhu.registry.queries import households
from jiuzhu.web.citizen.town import town_of
from jiuzhu.web.ui.formats import money_brief
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.law import law_url
from jiuzhu.web.ui.today import today

_AMOUNT = re.compile(r"[\d,]+\.\d\d")


@dataclass(frozen=True)
class Told:
    """An amount to explain: the determination behind it, its programme, 分 a month, its letter."""

    determination: Determination
    programme: str
    monthly_fen: int
    letter_id: int | None


@resident
@require_GET
def reasons(request: Any, case_no: str) -> HttpResponse:
    """The derivation of the family's own decision, in words."""
    view = cases.view(request.scope, case_no, today())
    if view is None or view.decision is None:
        raise Http404
    made = view.decision
    told = Told(made.determination, made.programme, made.monthly_fen, made.letter_id)
    money = money_of(request.scope, view.case.household, today())
    award = money.award_of(made.programme)
    is_past = made.monthly_fen and award is not None and award.determination_id != made.determination_id
    return _page(request, view, told, changed=award if is_past else None)


@resident
@require_GET
def in_force(request: Any) -> HttpResponse:
    """The derivation of what the family gets now, when no decision of a case but a recalculation gave it that; of several
    awards the one of `?fund=`, with a way to the others."""
    home = next(iter(households(request.scope)), None)
    awards = money_of(request.scope, home, today()).awards if home else []
    wanted = request.GET.get("fund", "")
    award = next((one for one in awards if one.fund == wanted), awards[0] if awards else None)
    view = cases.view(request.scope, award.determination.case_no, today()) if award else None
    if award is None or view is None:
        raise Http404
    letter = cases.letter_of(award)
    told = Told(award.determination, award.programme, award.monthly_fen, letter.pk if letter else None)
    return _page(request, view, told, current=awards)


def _page(
    request: Any,
    view: cases.View,
    told: Told,
    *,
    changed: Award | None = None,
    current: Sequence[Award] = (),
) -> HttpResponse:
    """`changed` is what the family gets now where that is another amount; `current` what it gets, leading back to its money."""
    is_in_force = bool(current)
    made, programme = told.determination, told.programme
    names = in_order(made.fact_set.facts, {row.person_id: row.person.name for row in view.members})
    result = told_from(made.result, programme, cases.begun(view, made, programme))
    ladder = grouped(result, programme, names)
    context = {
        "case": view.case,
        "decision": told,
        "changed": changed,
        "is_in_force": is_in_force,
        "awards": [(row, PROGRAMME_LABELS[row.programme]) for row in current],
        "has_older": is_in_force and view.decision is not None and view.decision.determination_id != made.pk,
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
