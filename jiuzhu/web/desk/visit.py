"""The home visit on a phone: the form, its photos, and the record that everybody signed."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from jiuzhu.casework import actions
from jiuzhu.casework.actions.visit import VisitForm, signers
from jiuzhu.casework.cooperation import helpers
from jiuzhu.casework.models import Case, Visit
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.documents.models import Paper
from jiuzhu.documents.queries import papers_about
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Login
from jiuzhu.org.queries import officers
from jiuzhu.org.scope import Scope
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.desk.visit_form import GUARDIAN, Survey
from jiuzhu.web.ui.acting import acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.whole import whole


@officer(Role.CLERK, Role.COUNTY)
def visit(request: Any, case_no: str) -> HttpResponse:
    """The form of a home visit, and its record."""
    view, scope = reached(request, case_no), request.scope
    people = [row.person for row in view.members]
    names = {str(person.pk): person.name for person in people}
    form = Survey(
        request.POST or None,
        request.FILES or None,
        companions=_companions(view.case, scope),
        people=names,
        hands={str(one.pk): one.name for one in signers(people, today())} or {GUARDIAN: "监护人"},
        initial={
            "number": uuid4(),
            "visited_on": today(),
            "present": view.case.applicant.name,
            "living": "、".join(names.values()),
        },
    )
    kept = _kept(request, view.case)
    for photo in request.FILES.getlist("photos"):
        try:
            kept.append(keep_photo(view.case, photo, today(), by=scope))
        except Refused as refusal:
            form.refusal = refusal
    photos = [photo.pk for photo in kept]
    if not form.refusal and acting(form, record, view.case, today(), photos=photos, by=scope):
        return _done(request, case_no)
    return asked(request, "desk/visit.html", form, view=view, photos=_shown(kept))


def _done(request: Any, case_no: str) -> HttpResponse:
    """The case page, which says so; to a phone that sent what had waited, the address of that page."""
    page = said(request, "入户调查已记录，两位调查人员和家庭都签了名。", "desk:case", case_no)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"to": page.headers["Location"]})
    return page


def _companions(case: Case, scope: Scope) -> dict[str, Login]:
    """Who may come along: the town's clerks, the village's assistants, the county's officers, who helps from elsewhere."""
    here, on = case.region_code, today()
    found = [
        *officers(here[:9], Role.CLERK, on),
        *officers(here, Role.ASSISTANT, on),
        *officers(here[:6], Role.COUNTY, on),
        *helpers(case, on),
    ]
    return {str(one.pk): one for one in found if one.pk != scope.login_id}


def keep_photo(case: Case, photo: Any, on: date, *, by: Scope) -> Paper:
    """Keep a photo at once: those of a form that comes back need not be sent again. Raises Refused."""
    return take_paper(case.case_no, PaperKind.VISIT_PHOTO, photo, by=by, region_code=case.region_code, on=on)


def _kept(request: Any, case: Case) -> list[Paper]:
    """The photos that came with this form earlier and are still wanted."""
    wanted = [pk for text in request.POST.getlist("kept") if (pk := whole(text))]
    papers = papers_about(request.scope, [case.case_no])
    return list(papers.filter(pk__in=wanted, kind=PaperKind.VISIT_PHOTO))


def _shown(papers: Iterable[Paper]) -> list[dict[str, Any]]:
    return [
        {"src": reverse("desk:paper", args=[paper.pk]), "name": f"第 {number} 张", "kept": paper.pk}
        for number, paper in enumerate(papers, 1)
    ]


def record(
    case: Case,
    on: date,
    *,
    by: Scope,
    visited_on: date,
    second: Login,
    present: str,
    number: str,
    seen: list[Any],
    photos: list[int],
    second_strokes: bytes,
    family: list[Any],
    **words: Any,
) -> Visit:
    """The visit as the act wants it, its smaller fields in one text."""
    form = VisitForm(
        visited_on,
        present,
        _remarks(words),
        seen,
        second_strokes,
        family,
        list(dict.fromkeys(photos)),
        number,
    )
    return actions.record_visit(case.case_no, form, second, on, by=by)


def _remarks(words: dict[str, Any]) -> str:
    labels = {"house": "房屋", "living": "常住", "appliances": "家电", "livestock": "种养", "remarks": "其他"}
    return "；".join(f"{label}：{words[name]}" for name, label in labels.items() if words[name])
