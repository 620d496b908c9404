"""我的授权: what a resident has agreed to be looked up for, how to take it back, and what they are asked to sign from afar."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiuzhu.intake.queries import agreed_at_the_door, is_own
from jiuzhu.verification import actions
from jiuzhu.verification.covered import kinds_told
from jiuzhu.verification.kinds import Purpose, Response
from jiuzhu.verification.models import Authorisation, Invitation
from jiuzhu.verification.queries import own_authorisations, own_invitation, own_invitations
from jiuzhu.web.citizen.town import town_of
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import resident
from jiuzhu.web.ui.signature import SignatureField, is_drawn
from jiuzhu.web.ui.today import today


class Agreement(Ask):
    is_read = forms.BooleanField(label="上面的我看过，我同意查询我的这些情况")
    strokes = SignatureField(
        label="签名",
        help_text="用手指写上姓名。写不了的可以不写，您本人登录后点“同意”一样有效。",
        required=False,
    )


@resident
@require_GET
def consents(request: Any) -> HttpResponse:
    """Consents in plain words, each with its way back: those that live, and those that wait for the town to accept; what is still asked of me."""
    context = {
        "consents": [
            _told(one, request.scope.person_id) for one in own_authorisations(request.scope, today())
        ],
        "waiting": [
            {"application": row.application, "is_own": is_own(request.scope, row.application)}
            for row in agreed_at_the_door(request.scope)
        ],
        "invitations": own_invitations(request.scope, today()),
    }
    return render(request, "citizen/consents.html", context)


@resident
@require_http_methods(["GET", "POST"])
def withdraw(request: Any, consent_id: int) -> HttpResponse:
    """What follows is said first; then one press takes a consent back."""
    found = next((one for one in own_authorisations(request.scope, today()) if one.pk == consent_id), None)
    if found is None:
        return redirect("citizen:consents")
    form = Ask(request.POST if request.method == "POST" else None)
    if acting(form, actions.revoke, found, today(), by=request.scope):
        return said(request, "授权撤回了，从今天起不再用它去查。", "citizen:consents")
    return asked(request, "citizen/consent.html", form, one=_told(found, request.scope.person_id))


@resident
@require_http_methods(["GET", "POST"])
def sign(request: Any, invitation_id: int) -> HttpResponse:
    """Who asks, what is looked up, for what, until when; then the resident's own hand, or their no."""
    found = _invitation(request, invitation_id)
    form = Agreement(request.POST if request.method == "POST" else None, request.FILES or None)
    drawn = is_drawn(form, "strokes")
    if acting(form, _sign, found, today(), by=request.scope, is_drawn=drawn):
        return said(request, "签好了。镇里看得到，可以随时撤回。", "citizen:consents")
    context = {
        "one": found,
        "what": kinds_told(found.kinds, found.registers),
        "purpose": Purpose(found.purpose).label,
        "is_open": found.is_open(today()),
        "has_signed": found.response == Response.SIGNED,
        "has_declined": found.response == Response.DECLINED,
        "call": town_of(found.household.region_code),
    }
    return asked(request, "citizen/sign.html", form, **context)


@resident
@require_POST
def decline(request: Any, invitation_id: int) -> HttpResponse:
    """The resident does not agree."""
    actions.decline_invitation(_invitation(request, invitation_id), today(), by=request.scope)
    return said(request, "知道了，不查您的情况。", "citizen:consents")


def _invitation(request: Any, invitation_id: int) -> Invitation:
    """An invitation to who is signed in. Raises Http404 for anybody else's, whether there is one or not."""
    found = own_invitation(request.scope, invitation_id)
    if found is None:
        raise Http404(invitation_id)
    return found


def _sign(found: Invitation, on: Any, *, is_read: bool, **named: Any) -> Invitation:
    return actions.sign_invitation(found, on, **named)


def _told(one: Authorisation, me: int) -> dict[str, Any]:
    return {
        "consent": one,
        "whose": "" if one.person_id == me else one.person.name,
        "what": kinds_told(one.kinds, one.registers),
        "purposes": "、".join(Purpose(purpose).label for purpose in one.purposes),
        "signer": f"{one.get_given_by_display()}{one.giver.name if one.giver else ''}",
    }
