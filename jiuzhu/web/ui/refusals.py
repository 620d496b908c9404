"""Pages that say no: not allowed, not now, not there, not read. Each says what happened, why, and what to do next."""

import logging
import secrets
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.kernel.refusal import Refused

_log = logging.getLogger(__name__)
FORBIDDEN = frozenset({"no_post", "not_in_scope", "recused"})
"""Refusals about who asks; they show a lock and no name. All others are about what was asked."""
MISSING = frozenset({"not_found"})


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The whole page of a refusal that no form could show: 403, 404 or 409."""
    if refusal.code in FORBIDDEN:
        return no_permission(request, refusal.message)
    if refusal.code in MISSING:
        return render(request, "ui/404.html", {"why": refusal.message}, status=404)
    return render(request, "ui/409.html", {"refusal": refusal}, status=409)


def no_permission(request: HttpRequest, why: str) -> HttpResponse:
    """A lock, the reason and the way to ask; never the name of who or what is behind it."""
    return render(request, "ui/403.html", {"why": why}, status=403)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's own 403."""
    return no_permission(request, "它不在您的辖区，或者您须回避。")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that stayed open past the end of its login, or came from another site."""
    why = "页面打开太久，或者登录已经结束，所以没有提交。您写的还在：回到上一页，刷新后再提交一次。"
    return render(request, "ui/409.html", {"refusal": Refused("page_expired", why)}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's 404."""
    return render(request, "ui/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's 500: the number on the page is the number in the log."""
    number = f"E-{secrets.token_hex(2).upper()}"
    kind = sys.exc_info()[0]
    _log.error("%s %s %s", number, request.path, kind.__name__ if kind else "")
    return render(request, "ui/500.html", {"number": number}, status=500)
