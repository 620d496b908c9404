"""A determination as pages show it: its sums, what it waits for, what the same facts give for other programmes. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from jiuzhu.assessment.facts import claimed_at, in_order
from jiuzhu.assessment.models import Determination
from jiuzhu.casework.actions.propose import turns_on
from jiuzhu.casework.evidence import Evidence
from jiuzhu.casework.models import Case
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.family import all_in_words, in_words
from jiuzhu.policy.lead import PARTS, TOPUPS
from jiuzhu.policy.reasons import is_granted, reasons


@dataclass(frozen=True)
class Trial:
    """A determination in a few lines; `status` is eligible, ineligible or undetermined; `missing` as `missing_of` gives it."""

    programme: str
    label: str
    status: str
    rows: list[tuple[str, str, int]]
    total_fen: int | None
    from_month: str
    on: date
    open_questions: list[dict[str, Any]]
    missing: list[tuple[str, int | None, str]]
    because: list[str]
    words: str


def trial(case: Case, made: Determination, names: Mapping[int, str]) -> Trial:
    """The latest determination, summarised for the programme that a proposal would turn on, or that was asked for."""
    results = made.result["results"]
    programme = turns_on(case, made.result) or case.programme
    result = results[programme]
    return Trial(
        programme,
        PROGRAMMES[programme],
        result["status"],
        _sums(result) + _parts(result, names),
        result["monthly_fen"],
        result["from_month"] or "",
        made.on,
        result["for_a_person_to_decide"],
        missing_of(result["missing"], made.fact_set.facts, names),
        reasons(result),
        standing_of({**result, "excluded_by": []})[0],
    )


def missing_of(
    places: Iterable[str], facts: Mapping[str, Any], names: Mapping[int, str]
) -> list[tuple[str, int | None, str]]:
    """What is missing, each once in words, with whose fact it is (None: the family's) and its key."""
    people = list(in_order(facts, names).values())
    found: dict[str, tuple[int | None, str]] = {}
    for place in places:
        found.setdefault(in_words(place, people), claimed_at(place, facts))
    return [(words, *whose) for words, whose in found.items()]


def entries(
    missing: Iterable[tuple[str, int | None, str]], found: Evidence, case_no: str, *, may: bool
) -> list[tuple[str, str]]:
    """What is missing, with the page on which this officer writes it down; "" where he may not, or no page asks for it."""
    said = {(fact.person_id, fact.key) for fact in found.facts if fact.said}
    told = []
    for words, person_id, key in missing:
        href = ""
        if may and (person_id, key) in said:
            href = f"{reverse('desk:adopt', args=[case_no])}?{urlencode({'person': person_id or '', 'key': key})}"
        elif may and (key == "incomes" or key.startswith("assets.")):
            href = reverse("desk:visit", args=[case_no])
        told.append((words, href))
    return told


@dataclass(frozen=True)
class Answer:
    """What the same facts give for another programme; `why` is the first reason."""

    programme: str
    label: str
    words: str
    tone: str
    why: str


def other_answers(made: Determination, shown: str, names: Mapping[int, str]) -> list[Answer]:
    """一次申请，分类认定: the other programmes of a determination."""
    results = made.result["results"]
    people = list(in_order(made.fact_set.facts, names).values())
    return [
        Answer(name, PROGRAMMES[name], *standing_of(result), _why(result, people))
        for name, result in results.items()
        if name != shown
    ]


def _why(result: Mapping[str, Any], people: Sequence[str]) -> str:
    """The first reason; where the answer is open, what it waits for."""
    if result["status"] == "undetermined":
        open_ones = [f"要人定：{one['label']}" for one in result["for_a_person_to_decide"]]
        return next(
            iter([*open_ones, *(f"还不知道：{each}" for each in all_in_words(result["missing"], people))]), ""
        )
    return next(iter(reasons(result)), "")


def standing_of(result: Mapping[str, Any]) -> tuple[str, str]:
    """What a programme's result says, and the tag it is said in."""
    if result["status"] == "eligible":
        by = "、".join(PROGRAMMES[one] for one in result["excluded_by"])
        return (f"按{by}办", "") if by else ("符合", "is-done")
    if result["status"] == "ineligible":
        return "不符合", ""
    return "符合，金额待定" if is_granted(result) else "还不能确定", "is-soon"


def open_questions(made: Trial | None, found: Evidence) -> list[dict[str, Any]]:
    """What of a trial a person has to decide and nobody has proposed to settle yet."""
    proposed = {ruling.key for ruling in found.rulings}
    return [one for one in made.open_questions if one["key"] not in proposed] if made else []


_SUMMED = ("income_monthly_fen", "income_per_head_fen")


def _sums(result: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    steps = {step["rule"]: step for step in result["steps"] if step["member"] is None}
    return [
        (steps[rule]["label"], steps[rule]["text"], steps[rule]["value"])
        for rule in _SUMMED
        if rule in steps and steps[rule]["value"] is not None
    ]


def _parts(result: Mapping[str, Any], names: Mapping[int, str]) -> list[tuple[str, str, int]]:
    return [
        (
            PARTS[part["part"]],
            f"{names.get(int(part['member']), '')} {TOPUPS.get(part.get('kind', ''), '')}".strip()
            if "member" in part
            else part["law"],
            part["fen"],
        )
        for part in result["parts"]
    ]
