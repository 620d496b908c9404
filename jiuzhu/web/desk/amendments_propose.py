"""Propose a change of the law: gather its parts, look at it as before → after, and hand it to a second person."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from jiuzhu.editions import actions, queries
from jiuzhu.editions.fit import Unfit, preview
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import full_names
from jiuzhu.org.scope import Scope
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.programmes import library_of
from jiuzhu.web.desk.amendment_diff import compared
from jiuzhu.web.desk.amendment_draft import MOST, Draft, add, choices, remove
from jiuzhu.web.ui.acting import said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

KINDS = {
    "number": ("改一个数", "加这个数"),
    "list": ("给列表（“等”）加内容", "加这个列表"),
    "rule": ("改一条规则的写法", "加这条规则"),
}
"""What a part can change: the question, and the words of the button that adds it."""
HANDED_IN = ("check", "propose")


@officer(Role.POLICY)
def propose(request: Any) -> HttpResponse:
    """Write a proposal (`?number=` with `?area=`, `?list=` or `?rule=` begin one), check it, hand it in.

    Nothing is kept before it is handed in: what was typed travels in the page.
    """
    region, edition = _home(request.scope), queries.current()
    given = _given(request, edition, region)
    step = given.get("step", "")
    draft = Draft(given, edition, region, is_checked=step in HANDED_IN)
    if draft.is_checked and draft.is_valid:
        try:
            return _handed_in(request, draft, step, region)
        except Unfit as unfit:
            draft.tell(unfit)
        except Refused as refusal:
            draft.refusal = refusal
    context = {
        "form": draft,
        "place": full_names([region])[region],
        "offers": [
            (kind, *KINDS[kind], found)
            for kind, found in choices(library_of(edition), region, today()).items()
        ],
        "is_full": len(draft.parts) >= MOST,
    }
    return render(request, "desk/amendment_form.html", context, status=draft.status)


def _given(request: Any, edition: Edition, region: str) -> QueryDict:
    """What was typed, with the part that a button added or took away."""
    if request.method != "POST":
        given = QueryDict(mutable=True)
        for kind in KINDS:
            add(given, kind, request.GET.get(kind, ""), edition, region, today())
        given["0-area"] = request.GET.get("area", "")
        return given
    given = request.POST.copy()
    step, _, which = given.get("step", "").partition(":")
    if step == "remove":
        remove(given, which)
    elif step == "add" and which in KINDS:
        add(given, which, given.get(f"new_{which}", ""), edition, region, today())
    return given


def _handed_in(request: Any, draft: Draft, step: str, region: str) -> HttpResponse:
    """Proposed, or (`check`) shown as before → after with everything typed in the page."""
    if step == "propose":
        reason = draft.why.cleaned_data["reason"]
        row = actions.propose(draft.amendment, reason, today(), by=request.scope)
        return said(request, "已提出，等另一位同事复核发布；在那以前什么都不变。", "desk:amendment", row.pk)
    effects = preview(draft.amendment)
    context = {
        "form": draft,
        "place": full_names([region])[region],
        "effects": effects,
        "texts": compared(effects),
        "reason": draft.why.cleaned_data["reason"],
        "is_past": any(effect.since <= today() for effect in effects),
    }
    return render(request, "desk/amendment_check.html", context)


def _home(scope: Scope) -> str:
    """The place of the officer's policy post."""
    return next(code for role, code in scope.duties if role == Role.POLICY)
