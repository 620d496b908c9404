"""Pages and small answers that need no login."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.web.ui import session
from jiuzhu.web.ui.guard import public
from jiuzhu.web.ui.large import keep_large


@public
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """/ : what this is, apply, look up, public notices, officers' login."""
    return render(request, "home/front.html")


@public
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether web and database answer; for the starter and for a watchdog."""
    connection.ensure_connection()
    is_well = connection.is_usable()
    answer = {"web": "ok", "database": connection.vendor if is_well else "down"}
    return JsonResponse(answer, status=200 if is_well else 503)


@public
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Turn 大字版 on or off for this device and come back to the same page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    keep_large(response, not request.COOKIES.get("jz_large"))
    return response


@public
@require_POST
def keep_session(request: HttpRequest) -> HttpResponse:
    """Let a login that is about to end go on; answers when it ends now (seconds since 1970)."""
    if session.ends_at(request) is None:
        return JsonResponse(None, safe=False, status=403)
    session.touch(request, at_once=True)
    return JsonResponse(session.ends_at(request), safe=False)
