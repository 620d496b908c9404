"""Officers sign in and out. Five wrong passwords close a name for a quarter of an hour."""

from typing import Any

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.web.ui import session
from jiuzhu.web.ui.guard import public


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

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        session.touch(self.request, at_once=True)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


login = public(_Login.as_view())
logout = public(views.LogoutView.as_view())


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What django-axes shows once a name is closed."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    context = {"times": settings.AXES_FAILURE_LIMIT, "minutes": minutes}
    return render(request, "desk/locked_out.html", context, status=429)
