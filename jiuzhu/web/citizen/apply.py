"""The form, one question group a page. The same pages serve a family and its agent."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from jiuzhu.intake import actions, queries, steps
from jiuzhu.intake.kinds import Step
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.covered import wants_consent
from jiuzhu.verification.kinds import Purpose
from jiuzhu.web.citizen import papers
from jiuzhu.web.citizen.answered import answered
from jiuzhu.web.citizen.questions import Answering, Places
from jiuzhu.web.ui.acting import acting, asked, said
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.today import now, today

SPECIAL = {steps.FAMILY_PAGE: "citizen/members.html", steps.CHECK_PAGE: "citizen/check.html"}


class Way:
    """Where the pages of one form are: a family's own, or one in an agent's hands."""

    def __init__(self, draft: Any, is_agent: bool) -> None:
        self.draft, self.is_agent = draft, is_agent

    def to(self, page_id: str) -> str:
        if self.is_agent:
            return reverse("citizen:agent_page", args=[self.draft.pk, page_id])
        return reverse("citizen:page", args=[page_id])

    def removal(self, key: str) -> str:
        if self.is_agent:
            return reverse("citizen:agent_remove", args=[self.draft.pk, key])
        return reverse("citizen:remove", args=[key])


@resident
@require_http_methods(["GET", "POST"])
def begin(request: Any) -> HttpResponse:
    """Start a form, anew or from an earlier one that is closed, or go on where it was left, on whichever device."""
    person = queries.resident(request.scope)
    draft = queries.drafts_of(request.scope).first()
    if request.method == "POST":
        again = request.POST.get("again")
        earlier = queries.application(request.scope, again) if again else None
        draft = actions.open_draft(person, now(), by=request.scope, earlier=earlier)
    if draft is None:
        waiting = queries.waiting(request.scope).first()
        return render(request, "citizen/begin.html", {"waiting": waiting, "steps": list(Step)})
    return redirect("citizen:page", steps.first_open(queries.told(request.scope, draft), today()).id)


@resident
@require_http_methods(["GET", "POST"])
def page(request: Any, page_id: str) -> HttpResponse:
    """One page of the family's own form."""
    draft = queries.drafts_of(request.scope).first()
    if draft is None:
        return redirect("citizen:apply")
    return show(request, Way(draft, is_agent=False), page_id)


@resident
@require_POST
def remove(request: Any, key: str) -> HttpResponse:
    """Take a member out of the form."""
    draft = queries.drafts_of(request.scope).first()
    if draft is not None:
        actions.remove_person(draft, key, now(), by=request.scope)
    return redirect("citizen:page", steps.FAMILY_PAGE)


def show(request: Any, way: Way, page_id: str) -> HttpResponse:
    """Ask a page, save it, go on. The last page hands the form in."""
    payload = queries.told(request.scope, way.draft)
    found = steps.page_of(payload, page_id, today())
    if found is None or _is_early(page_id, payload):
        return redirect(way.to(steps.first_open(payload, today()).id))
    if page_id == steps.PAPERS_PAGE and request.method == "POST":
        try:
            papers.take(request, queries.about(way.draft), payload["applicant"]["region"])
        except Refused as refusal:
            return _ask(request, way, found, payload, _bound(request, way, found, payload), refusal)
    form = _bound(request, way, found, payload)
    act = _hand_in if page_id == steps.CHECK_PAGE else actions.save_step
    if acting(form, act, way.draft, page_id, at=now(), by=request.scope):
        if page_id == steps.CHECK_PAGE:
            name, number = way.draft.resident.name, form.result.number
            if way.is_agent:
                return said(request, f"{name}家的申请交好了，编号 {number}。", "citizen:agent")
            return said(request, "交好了。", "citizen:mine")
        saved = queries.told(request.scope, form.result)
        return redirect(way.to(steps.following(saved, form.result.reached, today()).id))
    return _ask(request, way, found, payload, form)


def _is_early(page_id: str, payload: steps.Payload) -> bool:
    """Villages are those of a town, and photos are kept for a village."""
    if page_id == "applicant":
        return "town" not in payload
    return page_id == steps.PAPERS_PAGE and "region" not in payload.get("applicant", {})


def _bound(request: Any, way: Way, found: steps.Page, payload: steps.Payload) -> Answering:
    data = request.POST if request.method == "POST" else None
    choices = _choices(request, found, payload)
    adults = _adults(payload) if found.id == steps.CHECK_PAGE else {}
    signers = {key: name for key, name in adults.items() if key != "0" or way.is_agent}
    watched = adults if adults and wants_consent(Purpose.MONITOR) else {}
    return Answering(found, payload, today(), data, choices, signers, request.FILES or None, watched)


def _choices(request: Any, found: steps.Page, payload: steps.Payload) -> Places:
    """Towns for the page of the town, its villages for the page after it."""
    if found.id not in ("town", "applicant"):
        return ()
    towns = queries.places(request.scope)
    if found.id == "town":
        return [(code, town.name) for code, town in towns.items()]
    chosen = towns.get(payload.get("town", {}).get("town", ""))
    return [*chosen.villages.items()] if chosen else ()


def _names(request: Any) -> dict[str, str]:
    names: dict[str, str] = {}
    for code, town in queries.places(request.scope).items():
        names |= {code: town.name, **town.villages}
    return names


def _adults(payload: steps.Payload) -> dict[str, str]:
    """Names of the adults, by member key. All have to sign, but who hands in on their own phone: they agree by that."""
    return {key: steps.name(payload, key) for key in steps.adults(payload, today())}


def _hand_in(
    draft: Any, page_id: str, data: Any, signed: dict[str, bytes], at: Any, *, by: Any, **agreed: list[str]
) -> Any:
    """Save the last page, then hand in with the signatures on it."""
    actions.save_step(draft, page_id, data, at, by=by)
    return actions.submit(draft, day_of(at), by=by, consents=signed, **agreed)


def _ask(
    request: Any,
    way: Way,
    found: steps.Page,
    payload: dict[str, Any],
    form: Answering,
    refusal: Refused | None = None,
) -> HttpResponse:
    form.refusal = refusal or form.refusal
    previous = steps.before(payload, found.id, today())
    context: dict[str, Any] = {
        "page": found,
        "is_again": found.id in payload.get(steps.AGAIN, ()),
        "draft": way.draft,
        "step": found.step,
        "back": way.to(previous.id) if previous else "",
        "agent_for": way.draft.resident.name if way.is_agent else "",
    }
    if found.id == steps.FAMILY_PAGE:
        context["people"] = [
            (steps.name(payload, key), way.to(f"person/{key}"), way.removal(key) if key != "0" else "")
            for key in payload["members"]
        ]
        context["add"] = way.to(steps.NEW_PERSON)
    if found.id == steps.PAPERS_PAGE:
        context["papers"] = queries.paper_list(payload, today())
        taken = papers.shown(queries.handed_in(request.scope, way.draft))
        context["photos"] = [one | {"src": ""} for one in taken] if way.is_agent else taken
        return asked(request, "citizen/papers.html", form, **context)
    if found.id == steps.CHECK_PAGE:
        context["answers"] = answered(payload, today(), way.to, _names(request))
    return asked(request, SPECIAL.get(found.id, "citizen/step.html"), form, **context)
