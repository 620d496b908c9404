"""An officer's own password: chosen here, and before anything else after a one-time password."""

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.utils import timezone

from jiuzhu.org import actions
from jiuzhu.org.kinds import OWN_PASSWORD, Role
from jiuzhu.org.models import Login
from jiuzhu.org.passwords import weaknesses
from jiuzhu.org.queries import resets
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer

WAIT = (
    f"现在的密码 {OWN_PASSWORD.most} 次不对，请过 {OWN_PASSWORD.minutes} 分钟再改。忘了的，请账号管理员重设。"
)
_OLD, _NEW = {"autocomplete": "current-password"}, {"autocomplete": "new-password"}


class OwnPassword(Ask):
    """The password of now, and the new one twice."""

    old = forms.CharField(label="现在的密码", max_length=128, strip=False, widget=forms.PasswordInput(_OLD))
    new = forms.CharField(
        label="新密码",
        max_length=128,
        strip=False,
        help_text="至少 10 个字符，不用常见的密码；可以是一句话。",
        widget=forms.PasswordInput(_NEW),
    )
    again = forms.CharField(
        label="再写一次新密码", max_length=128, strip=False, widget=forms.PasswordInput(_NEW)
    )

    def __init__(self, *args: Any, login: Login, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.login = login

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        if weak := weaknesses(new, self.data.get("old", ""), self.login):
            raise forms.ValidationError(weak)
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.data.get("new"):
            raise forms.ValidationError("两次写的新密码不一样，请再写一次", "differs")
        return again


@officer(*Role)
def password(request: Any) -> HttpResponse:
    """Choose another password: sessions elsewhere end, this one goes on."""
    form = OwnPassword(request.POST or None, login=request.user)
    if acting(form, _change, request):
        return said(request, "密码已改好。别处登录着的都已失效，这里接着用。", "desk:worklist")
    if form.refusal:  # beside the field: nothing that was typed is kept, so it is not "still there"
        form.add_error("old", form.refusal.message)
        form.refusal = None
    must = request.user.must_change
    return asked(request, "desk/password.html", form, must=must, resets=resets(request.user) if must else [])


def _change(request: Any, *, old: str, new: str, again: str) -> Login:
    """Each try counts before it is made, whatever becomes of it; a right one forgives."""
    login, by = request.user, request.scope
    actions.spend(OWN_PASSWORD, str(login.pk), timezone.now(), WAIT, by=by)
    changed = actions.change_password(login, old, new, by=by)
    actions.forgive(OWN_PASSWORD, str(login.pk), by=by)
    update_session_auth_hash(request, login)
    return changed
