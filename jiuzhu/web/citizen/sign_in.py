"""A family signs in: name, identity number and phone, then the code that comes to the phone."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from jiuzhu.gateways.carrier import is_connected
from jiuzhu.intake import actions, queries
from jiuzhu.intake.actions.login import Sent
from jiuzhu.intake.answers import Question, read
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui import session
from jiuzhu.web.ui.acting import Ask, acting, asked
from jiuzhu.web.ui.address import address_of
from jiuzhu.web.ui.guard import public, sign_in_resident
from jiuzhu.web.ui.today import now, today

DOOR = "door"
"""Session key of somebody who waits for a code: [resident id, or 0 when none was sent; where to go; the code in a
demonstration]."""

_KINDS = {"name": "name", "id_number": "id", "phone": "phone"}


class Who(Ask):
    """Who wants to come in. What is wrong is said of all answers together, each beside its field."""

    name = forms.CharField(label="姓名", max_length=60, error_messages={"required": "请写您的姓名"})
    id_number = forms.CharField(
        label="身份证号", max_length=24, error_messages={"required": "请写身份证号"},
        widget=forms.TextInput({"data-idnumber": "", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    phone = forms.CharField(
        label="手机号", help_text="验证码发到这个号码。", max_length=17, error_messages={"required": "请写手机号"},
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for key, kind in _KINDS.items():
            try:
                read(
                    Question(key, str(self.fields[key].label), kind, is_optional=True), told.get(key), today()
                )
            except ValueError as wrong:
                self.add_error(key, str(wrong))
        return told


class Code(Ask):
    code = forms.CharField(
        label="六位验证码", max_length=8, error_messages={"required": "请写短信里的六位数字"},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
    use_required_attribute = False


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: Any) -> HttpResponse:
    """Name, number and phone; a code is sent."""
    form = Who(request.POST or None)
    if acting(
        form, actions.send_code, at=now(), by=Scope("resident", "visitor"), address=address_of(request)
    ):
        sent: Sent = form.result
        shown = sent.code if settings.DEMO else ""
        request.session[DOOR] = [
            sent.resident.pk if sent.resident else 0,
            request.POST.get("next", ""),
            shown,
        ]
        return redirect("citizen:code")
    is_sent = settings.DEMO or is_connected()
    return asked(request, "citizen/sign_in.html", form, next=request.GET.get("next", ""), is_sent=is_sent)


@public
@require_http_methods(["GET", "POST"])
def code(request: Any) -> HttpResponse:
    """The code from the text message; right, it opens the family's pages."""
    waiting = request.session.get(DOOR)
    if not waiting:
        return redirect("citizen:sign_in")
    resident_id, following, shown = waiting
    by = Scope.resident(resident_id, None)
    resident = queries.resident(by)
    form = Code(request.POST or None)
    if acting(form, actions.enter, resident, at=now(), by=by):
        if resident and not form.result.wrong:
            return _welcome(request, resident, following)
        form.add_error("code", form.result.wrong)
    return asked(request, "citizen/code.html", form, shown=shown)


@public
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """Leave; what was saved stays saved."""
    request.session.flush()
    return redirect("home")


def _welcome(request: Any, resident: Any, following: str) -> HttpResponse:
    del request.session[DOOR]
    sign_in_resident(request, resident)
    session.touch(request, at_once=True)
    is_ours = url_has_allowed_host_and_scheme(following, {request.get_host()})
    return redirect(following if following and is_ours else "citizen:mine")
