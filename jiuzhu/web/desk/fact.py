"""Where one fact comes from: who said it, when, on what evidence, what was believed and why. Nothing is decided here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jiuzhu.assessment.kinds import CARRIED, SOURCE_LABELS, SourceKind, shown_as
from jiuzhu.assessment.models import Adoption, Claim
from jiuzhu.assessment.weights import rule_for
from jiuzhu.casework.disputes import disputes
from jiuzhu.casework.evidence import history
from jiuzhu.casework.models import Case
from jiuzhu.casework.states import Stage
from jiuzhu.catalogue.edition import current
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import names_of as officers_named
from jiuzhu.org.queries import region_names
from jiuzhu.verification.queries.standing import FOUND
from jiuzhu.verification.words import NOWHERE, PLACE, difference, label, told
from jiuzhu.web.desk.case_parts import names_of
from jiuzhu.web.desk.disputed_shown import shown
from jiuzhu.web.desk.reach import PURPOSE, reached
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.whole import whole


@dataclass(frozen=True)
class Said:
    """One claim in words; `href` leads to its evidence."""

    @property
    def mark(self) -> str:
        return shown_as(self.claim.source_kind, self.claim.source_ref)

    @property
    def source(self) -> str:
        """Who says so, in words."""
        return SOURCE_LABELS[SourceKind(self.claim.source_kind)] if self.mark != CARRIED else "上次采信"

    claim: Claim
    value: str
    who: str
    href: str


@dataclass(frozen=True)
class Believed:
    """One adoption in words: from which source, why, by whom, since when."""

    value: str
    source: str
    reason: str
    by: str
    on: date
    review_on: date | None
    rule: str


def fact_url(case_no: str, person_id: int | None, key: str) -> str:
    """The address of a fact's page."""
    asked = urlencode({"person": person_id or "", "key": key})
    return f"{reverse('desk:fact', args=[case_no])}?{asked}"


@officer()
@require_GET
def fact(request: Any, case_no: str) -> HttpResponse:
    """One fact of a case (`?person=&key=`)."""
    view = reached(request, case_no)
    person_id, key = whole(request.GET.get("person", "")), request.GET.get("key", "")
    found = history(view.case, person_id, key)
    if not (found.claims or found.adoptions):
        raise Http404(key)
    names = names_of(view)
    values = [*(row.value for row in found.claims), *(row.value for row in found.adoptions)]
    places = region_names(values) if key == PLACE else NOWHERE
    row = view.case
    may = row.stage == Stage.INVESTIGATING and request.scope.covers(row.region_code, Role.CLERK, Role.COUNTY)
    heard = disputes(request.scope, row, person_id, key, PURPOSE)
    context = {
        "view": view,
        "who": names.get(person_id, "已不共同生活的人") if person_id else "全家",
        "what": label(key),
        "carried": any(shown_as(one.source_kind, one.source_ref) == CARRIED for one in found.claims),
        "rule": rule_for(key),
        "said": [
            (
                _said(view.case, claim, told(claim.value, key, places)),
                "" if person_id else names.get(claim.person_id, ""),
            )
            for claim in found.claims
        ],
        "believed": _believed(found.adoptions, key, places),
        "disputed": shown(heard, key),
        "place": urlencode({"person": person_id or "", "key": key}),
        "may_adopt": may and bool(found.claims),
        "may_dispute": may
        and any(claim.source_kind in FOUND for claim in found.claims)
        and all(one.adoption for one in heard),
        "differences": [(row, difference(row.size, row.key)) for row in found.differences],
    }
    return render(request, "desk/fact.html", context)


def _said(case: Case, claim: Claim, value: str) -> Said:
    report = reverse("desk:report", args=[case.case_no])
    if claim.source_kind in FOUND:
        keepers = current().labels(claim.source_ref.split(","))
        return Said(claim, value, "、".join(keepers) or "部门记录", report)
    if claim.source_kind == SourceKind.DECLARED and claim.source_ref.startswith("SQ-"):
        return Said(
            claim, value, f"申请 {claim.source_ref}", reverse("desk:application", args=[claim.source_ref])
        )
    if shown_as(claim.source_kind, claim.source_ref) == CARRIED:
        return Said(
            claim, value, f"上次认定 {claim.source_ref}", reverse("desk:case", args=[claim.source_ref])
        )
    return Said(claim, value, claim.source_ref or SourceKind(claim.source_kind).label, "")


def _believed(rows: list[Adoption], key: str, places: Mapping[str, str]) -> list[Believed]:
    ids = [int(row.adopter.partition(":")[2]) for row in rows if row.adopter.startswith("officer:")]
    names = {f"officer:{pk}": name for pk, name in officers_named(ids).items()}
    return [
        Believed(
            told(row.value, key, places),
            row.source_kind,
            row.reason,
            names.get(row.adopter, "系统"),
            row.adopted_on,
            row.review_on,
            rule_for(key).label if row.rule else "",
        )
        for row in rows
    ]
