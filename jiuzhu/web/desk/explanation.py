"""A determination, clause by clause: the ladder, the words for the family, the proof for the auditor."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.assessment.models import Determination
from jiuzhu.assessment.queries import rederive
from jiuzhu.kernel.fen import yuan
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.lead import grouped, plain
from jiuzhu.web.desk.case_parts import names_of, trial
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.law import law_url

UNITS = ("", "元", "元", "元/月")
"""What the numbers of the four questions are counted in."""


@officer()
@require_GET
def explanation(request: Any, case_no: str) -> HttpResponse:
    """The latest determination of a case, re-derived while it is shown; `?programme=` shows another one of it."""
    view = reached(request, case_no)
    made = view.determination
    if made is None:
        return render(request, "desk/explanation.html", {"view": view})
    names = names_of(view)
    short = trial(view.case, made, names)
    results = made.result["results"]
    wanted = request.GET.get("programme", "")
    programme = wanted if wanted in results else short.programme
    told = {str(pk): name for pk, name in names.items()}
    context = {
        "view": view,
        "made": made,
        "programme": programme,
        "heading": _heading(results[programme], PROGRAMMES[programme]),
        "sections": _sections(made, programme, told),
        "plain": plain(made.result, programme, told),
        "programmes": [(name, PROGRAMMES[name], results[name]["status"]) for name in results],
        "is_rederived": _is_rederived(made),
        "origins": made.fact_set.origins,
    }
    return render(request, "desk/explanation.html", context)


def _heading(result: dict[str, Any], label: str) -> str:
    if result["status"] == "ineligible":
        return f"怎么算的：不符合{label}"
    if result["status"] == "undetermined":
        return f"怎么算的：{label}还不能确定"
    if result["excluded_by"]:
        return f"怎么算的：符合{label}，已按另一项办理"
    amount = result["monthly_fen"]
    return f"怎么算的：符合{label}" if amount is None else f"怎么算的：每月 {yuan(amount)} 元"


def _sections(made: Determination, programme: str, names: dict[str, str]) -> list[dict[str, Any]]:
    ladder = grouped(made.result, programme, names)
    law = law_url(made.fact_set.facts, programme)
    return [
        {"title": group["question"], "unit": unit, "steps": [_step(row, law) for row in group["rows"]]}
        for group, unit in zip(ladder, UNITS, strict=True)
        if group["rows"]
    ]


def _step(row: dict[str, Any], law: str) -> dict[str, Any]:
    is_total = row["label"] == "每月合计"
    decided = row["decided"]
    how = row["text"] + (f"。裁定：{decided['reason']}，{decided['by']}" if decided else "")
    sources = "、".join(dict.fromkeys(number["source"] for number in row["numbers"] if number["source"]))
    return {
        "no": row["no"],
        "name": row["label"],
        "kind": "human" if decided or row["value_text"] == "待定" else "result" if is_total else "",
        "how": [{"text": how}],
        "value": row["value_text"],
        "is_total": is_total,
        "clause": " · ".join(dict.fromkeys(filter(None, (row["law"], sources)))),
        "clause_href": "" if is_total else f"{law}#{row['rule']}",
    }


def _is_rederived(made: Determination) -> bool | None:
    """Whether the stored edition gives the stored result again, bit for bit; None when the engine's semantics moved on."""
    try:
        return rederive(made)
    except ValueError:
        return None
