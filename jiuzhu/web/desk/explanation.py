"""A determination, clause by clause: the ladder, the words for the family, the proof for the auditor."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.assessment.facts import claimed_as, in_order
from jiuzhu.assessment.models import Determination
from jiuzhu.assessment.queries import rederive, turning
from jiuzhu.benefits.entitlement import told_from
from jiuzhu.casework.evidence import Evidence, Fact, evidence
from jiuzhu.casework.queries import begun, determined
from jiuzhu.casework.states import Stage
from jiuzhu.kernel.fen import yuan
from jiuzhu.org.kinds import Role
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.lead import OPEN, grouped, plain
from jiuzhu.policy.reasons import is_granted
from jiuzhu.policy.traced import behind
from jiuzhu.policy.turn_words import lines
from jiuzhu.verification.words import label, told
from jiuzhu.web.desk.case_parts import names_of
from jiuzhu.web.desk.fact import fact_url
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.desk.trials import entries, missing_of, standing_of, trial
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.law import law_url
from jiuzhu.web.ui.whole import whole

Claimed = Mapping[tuple[str, str], Fact]
UNITS = ("", "元", "元", "元/月")
"""What the numbers of the four questions are counted in."""


@officer()
@require_GET
def explanation(request: Any, case_no: str) -> HttpResponse:
    """The latest determination of a case, re-derived while it is shown; `?programme=` shows another one of it.

    `?made=` shows an earlier one by its number: that of the decision, or the one behind today's amount.
    """
    view = reached(request, case_no)
    wanted_pk = whole(request.GET.get("made", ""))
    made = view.determination if wanted_pk is None else determined(view, wanted_pk)
    if made is None and wanted_pk is not None:
        raise Http404(wanted_pk)
    if made is None:
        return render(request, "desk/explanation.html", {"view": view})
    names = names_of(view)
    short = trial(view.case, made, names)
    results = made.result["results"]
    wanted = request.GET.get("programme", "")
    programme = wanted if wanted in results else short.programme
    named, found = in_order(made.fact_set.facts, names), evidence(view.case)
    may = view.case.stage == Stage.INVESTIGATING and request.scope.covers(
        view.case.region_code, Role.CLERK, Role.COUNTY
    )
    result = told_from(made.result, programme, begun(view, made, programme))
    sections = _sections(made, result, programme, named, _claimed(found))
    decided = view.decision.determination if view.decision else None
    context = {
        "view": view,
        "made": made,
        "is_newest": made == view.determination,
        "is_decided": made == decided,
        "decided": decided,
        "programme": programme,
        "heading": _heading(results[programme], PROGRAMMES[programme]),
        "sections": sections,
        "missing": entries(_missing(made, programme, names), found, case_no, may=may),
        "plain": plain(result, programme, named),
        "turns": _turns(made, programme, named),
        "programmes": [(name, PROGRAMMES[name], standing_of(results[name])[0]) for name in results],
        "count": sum(len(section["steps"]) for section in sections),
        "is_rederived": _is_rederived(made),
        "origins": made.fact_set.origins,
    }
    return render(request, "desk/explanation.html", context)


def _heading(result: dict[str, Any], label: str) -> str:
    if result["status"] == "ineligible":
        return f"怎么算的：不符合{label}"
    if result["status"] == "undetermined":
        return f"怎么算的：符合{label}，金额待定" if is_granted(result) else f"怎么算的：{label}还不能确定"
    if result["excluded_by"]:
        return f"怎么算的：符合{label}，按另一项办理"
    amount = result["monthly_fen"]
    return f"怎么算的：符合{label}" if amount is None else f"怎么算的：每月 {yuan(amount)} 元"


def _turns(made: Determination, programme: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """如果……: what would turn the answer, each sentence with its clause."""
    found = turning(made, programme)
    return lines(found, programme, names) if found else []


def _missing(made: Determination, programme: str, names: dict[int, str]) -> list[tuple[str, int | None, str]]:
    return missing_of(made.result["results"][programme]["missing"], made.fact_set.facts, names)


def _claimed(found: Evidence) -> dict[tuple[str, str], Fact]:
    """The facts that somebody claimed, by the member's id ("" of the family) and key."""
    return {(str(fact.person_id or ""), fact.key): fact for fact in found.facts}


def _sections(
    made: Determination, result: dict[str, Any], programme: str, names: dict[str, str], claimed: Claimed
) -> list[dict[str, Any]]:
    """The ladder of a result (`told_from`) as the page draws it: each step with the facts it was made of, its clause and
    its numbers' sources."""
    ladder = grouped(result, programme, names)
    rows = {(row["rule"], row["member"]) for group in ladder for row in group["rows"] if "rule" in row}
    facts = behind(made.result["results"][programme]["steps"], rows)
    law, case_no = law_url(made.fact_set.facts, programme), made.case_no
    is_open = made.result["results"][programme]["status"] == "undetermined"

    def step(row: dict[str, Any]) -> dict[str, Any]:
        if "rule" not in row:
            return _total(row)
        used = _used(facts[row["rule"], row["member"]], claimed)
        links = [_source(fact, names, case_no) for fact in used]
        return _step(row, law, links, is_open=is_open)

    return [
        {"title": group["question"], "unit": unit, "steps": [step(row) for row in group["rows"]]}
        for group, unit in zip(ladder, UNITS, strict=True)
        if group["rows"]
    ]


def _used(places: list[tuple[str, str | None]], claimed: Claimed) -> list[Fact]:
    """The claimed facts behind these facts of the determination, each once: of the member, else of the family."""
    found = {}
    for name, member in places:
        key = claimed_as(name)
        fact = claimed.get((member or "", key)) or claimed.get(("", key))
        if fact:
            found[fact.person_id, fact.key] = fact
    return list(found.values())


def _source(fact: Fact, names: dict[str, str], case_no: str) -> dict[str, Any]:
    who = names.get(str(fact.person_id), "") if fact.person_id else ""
    return {
        "mark": fact.mark,
        "text": f"{who}{label(fact.key)} {told(fact.value, fact.key)}",
        "href": fact_url(case_no, fact.person_id, fact.key),
    }


def _total(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "no": row["no"],
        "name": row["label"],
        "kind": "result",
        "how": [{"text": row["text"]}],
        "value": row["value_text"],
        "is_total": True,
    }


def _step(row: dict[str, Any], law: str, links: list[dict[str, Any]], *, is_open: bool) -> dict[str, Any]:
    """One row. A number that nobody settled weighs only where the answer hangs on it (`is_open`)."""
    decided, is_pending = row["decided"], row["value_text"] == OPEN
    how = row["text"] + (f"。裁定：{decided['reason']}，{decided['by']}" if decided else "")
    told_so = [number for number in row["numbers"] if number["source"] and "decided" not in number]
    cited = {number["source"]: number["name"] for number in reversed(told_so)}
    return {
        "no": row["no"],
        "name": row["label"],
        "kind": "human" if decided or (is_pending and is_open) else "",
        "how": [{"text": how if is_open or not is_pending else "还没有定下来，但是不影响结果"}],
        "facts": links,
        "value": "—" if is_pending and not is_open else row["value_text"],
        "clause": row["law"],
        "clause_href": f"{law}#{row['rule']}",
        "sources": [
            {"text": source, "href": f"{law}#{row['rule']}.{name}"}
            for source, name in cited.items()
            if source != row["law"]
        ],
    }


def _is_rederived(made: Determination) -> bool | None:
    """Whether the stored edition gives the stored result again, bit for bit; None when the engine's semantics moved on."""
    try:
        return rederive(made)
    except ValueError:
        return None
