"""The guard of the programs' face: a bearer token whose SHA-256 an operator has put into the settings."""

import hashlib
import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from jiuzhu.web.api.refused import refuse


def bearer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only with `Authorization: Bearer …`; sets `request.client_name`, the token's name in `JIUZHU_API_TOKENS`."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        name = _name_of(request)
        if name is None:
            return refuse(401)
        request.client_name = name
        return view(request, *args, **kwargs)

    guarded.guard = "token"  # type: ignore[attr-defined]
    return guarded


def _name_of(request: HttpRequest) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    digest = hashlib.sha256(token.strip().encode()).hexdigest()
    if scheme.lower() != "bearer" or not token.strip():
        return None
    known = (entry.partition(":") for entry in settings.API_TOKENS)
    return next((name for name, _, wanted in known if hmac.compare_digest(wanted, digest)), None)
