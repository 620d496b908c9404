"""村里代办: an officer fills in the form for a family that cannot, with its signed mandate. The title says whose."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from jiuzhu.intake import actions, queries, steps
from jiuzhu.intake.models import Draft
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.web.citizen.apply import Way, show
from jiuzhu.web.citizen.sign_in import Who
from jiuzhu.web.ui.acting import acting, asked
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.signature import SignatureField, is_drawn
from jiuzhu.web.ui.today import now, today


class For(Who):
    """Whom the agent applies for, and the mandate they signed."""

    mandate = SignatureField(
        label="委托人签名",
        help_text="请本人看过再签：“我委托村（社区）工作人员代我填写并提交社会救助申请。”不会写字的，拍下按过手印的委托书。",
    )


@officer(Role.ASSISTANT, Role.CLERK)
@require_http_methods(["GET", "POST"])
def desk(request: Any) -> HttpResponse:
    """Forms in my hands, and a new one."""
    form = For(request.POST or None, request.FILES or None)
    form.fields["phone"].help_text = ""
    if acting(form, _begin, at=now(), is_drawn=is_drawn(form, "mandate"), by=request.scope):
        return _resume(form.result, request.scope)
    return asked(request, "citizen/agent.html", form, drafts=queries.drafts_of(request.scope)[:50])


@officer(Role.ASSISTANT, Role.CLERK)
@require_http_methods(["GET", "POST"])
def page(request: Any, draft_id: int, page_id: str) -> HttpResponse:
    """One page of a form in my hands."""
    draft = queries.draft(request.scope, draft_id)
    if page_id == "go-on":
        return _resume(draft, request.scope)
    return show(request, Way(draft, is_agent=True), page_id)


@officer(Role.ASSISTANT, Role.CLERK)
@require_POST
def remove(request: Any, draft_id: int, key: str) -> HttpResponse:
    """Take a member out of a form in my hands."""
    actions.remove_person(queries.draft(request.scope, draft_id), key, now(), by=request.scope)
    return redirect("citizen:agent_page", draft_id, steps.FAMILY_PAGE)


def _begin(at: datetime, mandate: bytes, *, is_drawn: bool, by: Scope, **identity: str) -> Draft:
    person = actions.meet(**identity, at=at, by=by)
    return actions.open_draft(person, at, by=by, mandate=mandate, is_drawn=is_drawn)


def _resume(draft: Draft, scope: Scope) -> HttpResponse:
    return redirect("citizen:agent_page", draft.pk, steps.first_open(queries.told(scope, draft), today()).id)
