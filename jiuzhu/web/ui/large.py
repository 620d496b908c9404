"""大字版: remembered in this device by a cookie, for a year."""

from django.conf import settings
from django.http import HttpResponse

_YEAR = 365 * 86_400


def keep_large(response: HttpResponse, is_large: bool) -> None:
    """Remember whether pages are shown in large type."""
    if not is_large:
        response.delete_cookie("jz_large", samesite="Lax")
        return
    response.set_cookie("jz_large", "1", max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
