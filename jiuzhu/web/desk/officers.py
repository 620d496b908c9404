"""Who works here: the administrator of logins ends a post, closes a login at once, or resets a lost password."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jiuzhu.org import actions
from jiuzhu.org.kinds import SIGN_IN_BROWSER, Role
from jiuzhu.org.models import Login
from jiuzhu.org.passwords import one_time
from jiuzhu.org.queries import administered, staff
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.sought import keep, kept
from jiuzhu.web.ui.today import today

MOST = 200
"""As many officers stand on the page; more are found by name, username or office."""


class Reason(Ask):
    reason = forms.CharField(label="为什么", max_length=200, help_text="例如：调离、退休、手机丢失。")


class Lost(Ask):
    reason = forms.CharField(label="为什么", max_length=200, help_text="例如：忘了密码、一次性密码丢了。")


@officer(Role.ADMIN)
@require_http_methods(["GET", "POST"])
def officers(request: Any) -> HttpResponse:
    """Everybody of the administrator's places with their posts; who is looked for is posted, and `?found=` goes back to it."""
    if request.method == "POST":
        who = request.POST.get("who", "").strip()
        place = reverse("desk:officers")
        return redirect(f"{place}?found={keep(request, who)}" if who else place)
    who = kept(request, request.GET.get("found", ""))
    found = staff(request.scope, today(), who)
    context = {"found": found[:MOST], "who": who, "all": len(found), "me": request.scope.login_id}
    return render(request, "desk/officers.html", context)


@officer(Role.ADMIN)
def end_post(request: Any, post_id: int) -> HttpResponse:
    """End one post from today on."""
    post = administered(request.scope).filter(pk=post_id).first()
    if post is None:
        raise Http404(post_id)
    form, who = Reason(request.POST or None), post.login.name
    if acting(form, actions.end_post, post, on=today(), by=request.scope):
        return said(request, f"{who}的这个岗位今天起结束。", "desk:officers")
    tells = "从今天起，这个岗位能看的看不到、能办的办不了。其他岗位和账号不受影响，办过的事都留着。"
    title = f"结束{who}的岗位：{post.office.short} · {Role(post.role).label}"
    return asked(request, "desk/officer_act.html", form, title=title, tells=tells, button="结束岗位")


@officer(Role.ADMIN)
def close_login(request: Any, login_id: int) -> HttpResponse:
    """Close a login and everything that is open under it, at once."""
    login = _administered(request, login_id)
    form, who = Reason(request.POST or None), login.name
    if acting(form, actions.close_login, login, on=today(), by=request.scope):
        return said(request, f"{who}的账号已停用，登录着的地方马上失效。", "desk:officers")
    tells = "账号马上停用：登录着的地方全部失效，所有岗位今天起结束，不能再登录。办过的事都留着。"
    return asked(
        request, "desk/officer_act.html", form, title=f"停用{who}的账号", tells=tells, button="停用账号"
    )


@officer(Role.ADMIN)
def reset_password(request: Any, login_id: int) -> HttpResponse:
    """Put a one-time password in the place of a lost one. It stands on the answer alone: no address, session or log has it."""
    login, once = _administered(request, login_id), one_time()
    form = Lost(request.POST or None)
    if acting(form, actions.reset_password, login, once, on=today(), by=request.scope):
        context = {"login": login, "once": once, "minutes": SIGN_IN_BROWSER.minutes}
        return render(request, "desk/officer_password.html", context)
    tells = "下一页给出一个一次性密码，只出现这一次。现在的密码马上作废，登录着的地方全部失效；岗位和办过的事不受影响。先确认是本人要的。"
    title = f"重设{login.name}的密码"
    return asked(request, "desk/officer_act.html", form, title=title, tells=tells, button="重设密码")


def _administered(request: Any, login_id: int) -> Login:
    """A login of the administrator's places. Raises Http404 for any other."""
    post = administered(request.scope).filter(login=login_id).first()
    if post is None:
        raise Http404(login_id)
    return post.login
