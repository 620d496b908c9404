"""Photos of papers: handed in with the form, or later when something is missing; shown to who may see them."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.documents.models import Paper
from jiuzhu.documents.queries import open_paper
from jiuzhu.intake import actions, queries
from jiuzhu.intake.actions.reach import not_open
from jiuzhu.intake.kinds import OPEN, State
from jiuzhu.intake.models import Application
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui.acting import said
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.today import today


def take(request: Any, about: str, region_code: str) -> int:
    """Keep every photo of a request; the name of its input is the kind of paper. Returns how many. Raises Refused."""
    taken = 0
    for kind in PaperKind:
        for upload in request.FILES.getlist(kind.value):
            take_paper(about, kind, upload, by=request.scope, region_code=region_code, on=today())
            taken += 1
    return taken


def shown(papers: Iterable[Paper]) -> list[dict[str, str]]:
    """Photos as the shared photo list shows them."""
    return [
        {"src": reverse("citizen:photo", args=[paper.pk]), "name": paper.get_kind_display()}
        for paper in papers
    ]


@resident
@require_http_methods(["GET", "POST"])
def supply(request: Any, number: str) -> HttpResponse:
    """What the town said is missing, and the place to hand it in: photos a few at a time, then “都补齐了” (`whole`)."""
    found = queries.application(request.scope, number)
    if request.method == "GET" and found.state not in OPEN:
        return redirect("citizen:progress", number)
    refusal = None
    if request.method == "POST":
        try:
            if found.state not in OPEN:
                raise not_open(found)
            taken, is_whole = take(request, found.number, found.region_code), "whole" in request.POST
            if not taken and not (is_whole and _were_sent(request.scope, found)):
                raise Refused("no_photo", "还没有选照片。请拍照或从相册里选，再点下面的按钮。")
            if not is_whole:
                return said(request, f"收到 {taken} 张，可以接着传。", "citizen:supply", number)
            actions.supply(found, today(), by=request.scope)
        except Refused as told:
            refusal = told
        else:
            return said(request, "收到了，镇里接着办。", "citizen:progress", number)
    notice = queries.correction(request.scope, found) if found.state == State.CORRECTION else None
    context = {
        "application": found,
        "notice": notice[0] if notice else None,
        "items": notice[1] if notice else [],
        "photos": shown(queries.handed_in(request.scope, found)),
        "refusal": refusal,
    }
    return render(request, "citizen/supply.html", context, status=409 if refusal else 200)


def _were_sent(scope: Scope, found: Application) -> bool:
    """Whether photos came after the form was handed in."""
    return queries.handed_in(scope, found).filter(about=found.number).exists()


@resident
@require_GET
def photo(request: Any, paper_id: int) -> HttpResponse:
    """One photo that this family handed in."""
    try:
        content = open_paper(request.scope, paper_id, "本人查看")
    except Paper.DoesNotExist as missing:
        raise Http404 from missing
    return HttpResponse(content, "image/jpeg")
