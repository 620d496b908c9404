"""Pages that say no: not allowed, not now, not there, not read. Each says what happened, why, and what to do next."""

import logging
import secrets
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui.frame import WORKLIST, Frame
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.uploads import LARGEST_FILE, LARGEST_REQUEST, MB

_log = logging.getLogger(__name__)
FORBIDDEN = frozenset({"no_post", "not_in_scope", "recused"})
"""Refusals about who asks; they show a lock and no name. All others are about what was asked."""
MISSING = frozenset({"not_found"})


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The whole page of a refusal that no form could show: 403, 404 or 409."""
    if refusal.code in FORBIDDEN:
        return no_permission(request, refusal.message)
    if refusal.code in MISSING:
        return _say(request, "ui/404.html", 404, why=refusal.message)
    return _say(request, "ui/409.html", 409, refusal=refusal)


def no_permission(request: HttpRequest, why: str) -> HttpResponse:
    """A lock, the reason and the way to ask; never the name of who or what is behind it."""
    return _say(request, "ui/403.html", 403, why=why)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's own 403."""
    return no_permission(request, "它不在您的辖区，或者您须回避。")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that stayed open past the end of its login, or came from another site."""
    why = "页面打开太久，或者登录已经结束，所以没有提交。您写的还在：回到上一页，刷新后再提交一次。"
    return _say(request, "ui/409.html", 403, refusal=Refused("page_expired", why))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's 404."""
    return _say(request, "ui/404.html", 404)


def unreadable(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's 400: what was sent is too large (413), or is no request of ours."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        why = (
            f"一次传的太多，没有收下：一个文件最多 {LARGEST_FILE // MB} MB，一次最多 {LARGEST_REQUEST // MB} MB、"
            f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES} 个文件。请回到上一页，用手机的普通清晰度重拍，或者分几次传。"
        )
        return _say(request, "ui/409.html", 413, refusal=Refused("too_large", why))
    why = "发来的内容读不出来，什么都没有改动。请回到上一页，刷新后再试一次。"
    return _say(request, "ui/409.html", 400, refusal=Refused("unreadable", why))


def failed(request: HttpRequest) -> HttpResponse:
    """Django's 500: the number on the page is the number in the log."""
    number = f"E-{secrets.token_hex(2).upper()}"
    kind = sys.exc_info()[0]
    _log.error("%s %s %s", number, request.path, kind.__name__ if kind else "")
    return render(request, "ui/500.html", {"number": number}, status=500)


def _say(request: Any, template: str, status: int, **context: Any) -> HttpResponse:
    """In the frame of the desk for an officer on the desk's addresses, known by a guard or not yet; else in the public one."""
    if not hasattr(request, "frame") and request.path.startswith(reverse(WORKLIST)):
        request.frame = _frame(request)
    return render(request, template, context, status=status)


def _frame(request: Any) -> Frame | None:
    """None for a visitor, for an officer who holds no post, and before it is known who asks."""
    if not (hasattr(request, "user") and request.user.is_authenticated):
        return None
    try:
        return Frame.of(Scope.of(request.user, today()), request.path)
    except Refused:
        return None
