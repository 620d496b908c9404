"""Who may call a view. Every route carries one of these guards; an architecture test looks for `view.guard`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from jiuzhu.intake.models import Resident
from jiuzhu.intake.queries import door_mark, entered
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import OF_FAMILIES, Role
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui import session
from jiuzhu.web.ui.frame import Frame
from jiuzhu.web.ui.refusals import no_permission, refused, unreadable
from jiuzhu.web.ui.today import today

View = Callable[..., HttpResponse]
RESIDENT = "resident"
"""Session key of a signed-in resident: [resident id, mark of the phone on which they proved it]."""


def public(view: View) -> View:
    """Anyone, without login. The view shows nothing that is not published."""
    return _marked(view, "public", view)


def officer(*roles: Role) -> Callable[[View], View]:
    """A signed-in officer of one of `roles`; when none is given, of any that works with families.

    Who still has a one-time password is sent to the page where they choose their own, from everywhere else.
    Sets `request.scope` and `request.frame` (the page's header).
    """
    roles = roles or OF_FAMILIES

    def decorate(view: View) -> View:
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("desk:login"))
            if request.user.must_change and request.path != (own := reverse("desk:password")):
                return redirect(own)
            scope = request.scope = Scope.of(request.user, today())
            request.frame = SimpleLazyObject(lambda: _frame(request, scope))
            if not scope.is_(*roles):
                wanted = (
                    "办理救助业务" if roles == OF_FAMILIES else f"“{'、'.join(role.label for role in roles)}”"
                )
                return no_permission(request, f"这一页由{wanted}的岗位办理，您现在的岗位不是。")
            session.touch(request)
            return view(request, *args, **kwargs)

        return _marked(view, "officer", guarded, roles)

    return decorate


def _frame(request: Any, scope: Scope) -> Frame:
    frame = Frame.of(scope, request.path)
    return frame.without_ways() if request.user.must_change else frame


def resident(view: View) -> View:
    """A resident signed in on the phone page. Sets `request.scope`, which reaches that person only, on their phone only."""

    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        known = request.session.get(RESIDENT)
        scope = entered(Scope.resident(known[0], None), known[1]) if known else None
        if scope is None:
            return redirect(f"{reverse('citizen:sign_in')}?next={request.get_full_path()}")
        request.scope = scope
        session.touch(request)
        return view(request, *args, **kwargs)

    return _marked(view, "resident", guarded)


def token(purpose: str, days: int) -> Callable[[View], View]:
    """Whoever holds a signed link (from a letter or a message). The view gets what was signed instead of `token`."""

    def decorate(view: View) -> View:
        def guarded(request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponse:
            try:
                signed = signing.loads(token, salt=f"link.{purpose}", max_age=days * 86_400)
            except signing.BadSignature:
                return no_permission(
                    request, "这个链接不完整，或者已经过期。请重新扫通知书上的码，或者打电话问。"
                )
            return view(request, *args, signed, **kwargs)

        return _marked(view, "token", guarded)

    return decorate


def link_token(purpose: str, value: Any) -> str:
    """The `token` of a link that `@token(purpose, …)` will open."""
    return signing.dumps(value, salt=f"link.{purpose}")


def sign_in_resident(request: HttpRequest, found: Resident) -> None:
    """Remember a resident whose identity was just proved; only references go into the session."""
    request.session.cycle_key()
    request.session[RESIDENT] = [found.pk, door_mark(found)]


def _has_nul(request: HttpRequest, guard: str) -> bool:
    """A NUL, which no keyboard types and PostgreSQL takes in no text; what anybody may post, its form or the API reads."""
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return True
    if request.method != "POST" or guard == "public":
        return False
    return any("\0" in text for _, texts in request.POST.lists() for text in texts)


def _marked(view: View, guard: str, guarded: View, roles: tuple[Role, ...] = ()) -> View:
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _has_nul(request, guard):
            return unreadable(request)
        try:
            response = guarded(request, *args, **kwargs)
        except Refused as refusal:
            response = refused(request, refusal)
        if guard != "public":
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    run.guard = guard  # type: ignore[attr-defined]
    run.roles = roles  # type: ignore[attr-defined]
    return run
