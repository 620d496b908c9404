"""Officers sign in and out. Wrong passwords close a name, and an address, for a quarter of an hour; a browser in which
the name signed in before has a count of its own, so that nobody else's guesses keep an officer out."""

import secrets
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jiuzhu.org.actions import count, forgive
from jiuzhu.org.kinds import SIGN_IN_ADDRESS, SIGN_IN_BROWSER, SIGN_IN_NAME, Limit
from jiuzhu.org.queries import is_full, tallied_name, tally_key
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui import session
from jiuzhu.web.ui.address import address_of
from jiuzhu.web.ui.guard import public

BY = Scope.system("sign_in")
KNOWN, KNOWN_FOR = "jz-known", 90 * 86_400
"""Cookie of a browser: its own number, and hashes of the names that signed in here. It opens nothing by itself."""
MOST_NAMES = 20


class SignIn(AuthenticationForm):
    """Username and password, with the words of this house."""

    error_messages = {
        "invalid_login": "用户名或密码不对，请看一下大小写，再试一次。",
        "inactive": "这个账号已经停用，请联系本单位管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label, self.fields["password"].label = "用户名", "密码"


class _Login(views.LoginView):
    template_name = "desk/login.html"
    authentication_form = SignIn
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _shut(request) or super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        for limit, what in _counted(self.request):
            if limit != SIGN_IN_ADDRESS:
                forgive(limit, what, by=BY)
        response = super().form_valid(form)
        session.touch(self.request, at_once=True)
        _remember(self.request, response)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if _name(self.request) and self.request.POST.get("password"):
            for limit, what in _counted(self.request):
                count(limit, what, timezone.now(), by=BY)
        shut = _shut(self.request)
        return shut or self.render_to_response(self.get_context_data(form=form), status=422)


login = public(_Login.as_view())
logout = public(views.LogoutView.as_view())


def _shut(request: HttpRequest) -> HttpResponse | None:
    """The page that says how long to wait, when a limit of this name, browser or address is full."""
    now = timezone.now()
    full = next((limit for limit, what in _counted(request) if is_full(limit, what, now)), None)
    if full is None:
        return None
    context = {"limit": full, "is_address": full == SIGN_IN_ADDRESS}
    return render(request, "desk/locked_out.html", context, status=429)


def _counted(request: HttpRequest) -> Iterator[tuple[Limit, str]]:
    """What a wrong password counts for."""
    name = _name(request)
    browser, names = _known(request)
    if _short(name) in names:
        yield SIGN_IN_BROWSER, f"{browser}|{name}"
    else:
        yield SIGN_IN_NAME, name
        if address := address_of(request):
            yield SIGN_IN_ADDRESS, address


def _name(request: HttpRequest) -> str:
    return tallied_name(request.POST.get("username", ""))


def _short(name: str) -> str:
    return tally_key(SIGN_IN_NAME, name)[:16]


def _known(request: HttpRequest) -> tuple[str, list[str]]:
    """The number of this browser and the names that signed in here before; a new number when it has none."""
    try:
        browser, *names = request.get_signed_cookie(KNOWN, salt=KNOWN, max_age=KNOWN_FOR).split(".")
    except (KeyError, signing.BadSignature):
        return secrets.token_hex(8), []
    return browser, names


def _remember(request: HttpRequest, response: HttpResponse) -> None:
    """Let this browser know that the name signed in here."""
    browser, names = _known(request)
    short = _short(_name(request))
    value = ".".join([browser, short, *(one for one in names if one != short)][: MOST_NAMES + 1])
    response.set_signed_cookie(
        KNOWN, value, salt=KNOWN, max_age=KNOWN_FOR, httponly=True, secure=request.is_secure(), samesite="Lax"
    )
