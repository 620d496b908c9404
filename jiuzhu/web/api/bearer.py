"""The guard of the programs' face: a bearer token whose SHA-256 an operator has put into the settings."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from jiuzhu.org.scope import Scope
from jiuzhu.web.api.refused import refuse


def bearer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only with `Authorization: Bearer …`; sets `request.client_name`, the token's name in `JIUZHU_API_TOKENS`."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        known = _entry(request, settings.API_TOKENS)
        if known is None:
            return refuse(401)
        request.client_name = known[0]
        return view(request, *args, **kwargs)

    guarded.guard = "token"  # type: ignore[attr-defined]
    return guarded


def department(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only with the key of a department in `JIUZHU_DEPARTMENTS`; sets `request.scope`, and `request.purposes` it may ask for."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        known = _entry(request, settings.API_DEPARTMENTS)
        if known is None or len(known) != 4:
            return refuse(401)
        request.scope = Scope.department(known[0], known[2])
        request.purposes = frozenset(known[3].split("+"))
        return view(request, *args, **kwargs)

    guarded.guard = "token"  # type: ignore[attr-defined]
    return guarded


def _entry(request: HttpRequest, entries: Sequence[str]) -> list[str] | None:
    """The parts of the entry whose digest is that of the token: name, SHA-256, and what else it says."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    digest = hashlib.sha256(token.strip().encode()).hexdigest()
    if scheme.lower() != "bearer" or not token.strip():
        return None
    known = (entry.split(":") for entry in entries)
    return next((parts for parts in known if len(parts) > 1 and hmac.compare_digest(parts[1], digest)), None)
