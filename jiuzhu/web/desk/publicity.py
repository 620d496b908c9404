"""Public notices: which stand, the sheet to print, the photo that proves that it hangs."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.casework import actions
from jiuzhu.casework import queries as casework
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.notices.models import Posting
from jiuzhu.notices.queries import newest_of
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope
from jiuzhu.web.desk.listed import listed
from jiuzhu.web.desk.reach import OPENS_PAPERS, reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.whole import whole

PAGE = 50


@officer()
@require_GET
def publicity(request: Any) -> HttpResponse:
    """Cases on notice within reach, those without a photo first, fifty a page; one look."""
    on, scope = today(), request.scope
    rows = newest_of(scope, casework.cases(scope).filter(stage="on_notice"))
    after = whole(request.GET.get("after", "")) or 0
    shown = list(rows[after : after + PAGE + 1])
    listed(scope, "casework.notices", [row.case_no for row in shown[:PAGE]], "公示列表", ("name", "amount"))
    villages = region_names(row.region_code for row in shown)
    context = {
        "on": on,
        "rows": [(row, villages.get(row.region_code, ""), row.until_on < on) for row in shown[:PAGE]],
        "next": after + PAGE if len(shown) > PAGE else None,
        "total": rows.count(),
        "opens_papers": scope.is_(*OPENS_PAPERS),
        "unproved": rows.filter(proof=None).count(),
    }
    return render(request, "desk/publicity.html", context)


class Photo(Ask):
    """A photo of the board."""

    photo = forms.ImageField(label="公示栏照片", help_text="要看得清公示表和周围。")


@officer(Role.ASSISTANT, Role.CLERK, Role.COUNTY)
def prove(request: Any, case_no: str) -> HttpResponse:
    """Take the photo of the village board, on a phone."""
    view = reached(request, case_no)
    form = Photo(request.POST if request.method == "POST" else None, request.FILES or None)
    if acting(form, hang, case_no, view.case.region_code, today(), by=request.scope):
        return said(request, "照片已收到，张贴有了证明。", "desk:case", case_no)
    return asked(request, "desk/prove.html", form, view=view)


def hang(case_no: str, region_code: str, on: date, *, by: Scope, photo: Any) -> Posting:
    """Keep the photo and tie it to the notice."""
    paper = take_paper(case_no, PaperKind.POSTING_PHOTO, photo, by=by, region_code=region_code, on=on)
    return actions.prove_posted(case_no, paper, on, by=by)
