"""`POST /api/assist`: another region's system tells us its requests, or its answers to ours, signed with the shared key."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from jiuzhu.gateways.incoming import sender
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.verification.assist.actions import take_message
from jiuzhu.verification.assist.kinds import REGISTERED, TOLD
from jiuzhu.verification.assist.paper import LARGEST
from jiuzhu.web.api import assist_shape
from jiuzhu.web.api.refused import refuse, said
from jiuzhu.web.ui.today import now

UNSIGNED = {"code": assist_shape.UNSIGNED, "message": "签名不对、过期，或者没有和这个地区约定密钥。"}


def take(request: Any) -> HttpResponse:
    """200 when the message was taken (again is the same); 401 unsigned, 405, 409 with what was refused, 413, 422 unreadable."""
    if request.method != "POST":
        return refuse(405)
    if len(request.body) > LARGEST:
        return refuse(413)
    partner = _partner(request)
    if partner is None:
        return said(UNSIGNED, 401)
    by = Scope.system(partner)
    try:
        row = take_message(request.body, partner.removeprefix(REGISTERED), now(), by=by)
    except Refused as refusal:
        status = 422 if refusal.code == assist_shape.UNREADABLE else 409
        return said({"code": refusal.code, "message": refusal.message}, status)
    return said({"number": row.number, "turn": row.peer_turn})


def _partner(request: HttpRequest) -> str | None:
    return sender(REGISTERED, request.headers, TOLD, request.body, timezone.now())


take_assist = csrf_exempt(take)
take_assist.guard = "token"  # type: ignore[attr-defined]
