"""Whose relatives are filed: the list of a place, a relative filed, and a filing taken back."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.org import actions
from jiuzhu.org.actions.relatives import MAY_FILE
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import FiledRelative
from jiuzhu.org.queries import filings, offices_within, posts_within
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

READERS = (*MAY_FILE, Role.SUPERVISOR, Role.AUDITOR)
MOST = 500
"""As many filings stand on the page."""
LAW = "民发〔2021〕57号 第11条"


@officer(*READERS)
@require_GET
def relatives(request: Any) -> HttpResponse:
    """Filings of the officer's places: whose relative, which relation, since when. Whom they are about is not kept."""
    rows = filings(request.scope)
    context = {
        "rows": [(row, _may_end(request.scope, row)) for row in rows[:MOST]],
        "standing": rows.filter(until=None).count(),
        "all": rows.count(),
        "most": MOST,
        "may_file": request.scope.is_(*MAY_FILE),
    }
    return render(request, "desk/relatives.html", context)


class Filing(Ask):
    """Whose relative, and which."""

    who = forms.ChoiceField(
        label="谁的亲属",
        required=False,
        widget=forms.Select,
        help_text="有账号的选姓名；没有账号的村（社区）干部，选第一项，在下面写姓名和单位。",
    )
    official = forms.CharField(label="干部姓名", required=False, max_length=40, help_text="没有账号的才写。")
    office = forms.ChoiceField(label="干部的单位", required=False, widget=forms.Select)
    relation = forms.CharField(
        label="是他（她）的什么人",
        max_length=20,
        help_text="例如：配偶、父亲、女儿、弟弟、岳母、堂兄、外甥。",
    )
    id_number = forms.CharField(
        label="亲属的身份证号",
        max_length=24,
        help_text="只用来核对是不是同一个人：存下的是摘要，以后谁也看不到这个号码。",
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, scope: Scope, on: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.login_id): post for post in reversed(posts_within(scope, on))}
        self.offices = {str(office.pk): office for office in offices_within(scope)}
        who: Any = self.fields["who"]
        who.choices = [
            ("", "没有账号的干部"),
            *((pk, _named(post)) for pk, post in reversed(self.posts.items())),
        ]
        office: Any = self.fields["office"]
        office.choices = [("", "选单位"), *((pk, row.name) for pk, row in self.offices.items())]

    def clean(self) -> dict[str, Any]:
        """The official, the office and the login, from whichever of the two was told."""
        told: dict[str, Any] = super().clean() or {}
        post = self.posts.get(told.pop("who", "") or "")
        office = self.offices.get(told.get("office") or "")
        if post:
            return told | {"official": post.login.name, "office": post.office, "login": post.login}
        if not told.get("official"):
            self.add_error("official", "选一位有账号的，或者写干部的姓名")
        if office is None:
            self.add_error("office", "没有账号的干部，要选单位")
        return told | {"office": office, "login": None}


@officer(*MAY_FILE)
def file(request: Any) -> HttpResponse:
    """File a relative of an officer, or of a cadre without a login."""
    form = Filing(request.scope, today(), request.POST or None)
    if acting(form, actions.file_relative, on=today(), by=request.scope):
        return said(request, f"已备案：{form.result.official}的{form.result.relation}。", "desk:relatives")
    return asked(request, "desk/relative_act.html", form, **_ACTS["file"])


class Ending(Ask):
    reason = forms.CharField(
        label="为什么", max_length=200, help_text="例如：号码写错、不再是近亲属。写上怎么核实的。"
    )


@officer(*MAY_FILE)
def end(request: Any, relative_id: int) -> HttpResponse:
    """Take a filing back."""
    row = filings(request.scope).filter(pk=relative_id, until=None).first()
    if row is None:
        raise Http404(relative_id)
    form = Ending(request.POST or None)
    if acting(form, actions.end_relative, row, on=today(), by=request.scope):
        return said(request, f"已撤回：{row.official}的{row.relation}，今天起不再回避。", "desk:relatives")
    title = f"撤回{row.official}的{row.relation}的备案"
    return asked(request, "desk/relative_act.html", form, **_ACTS["end"] | {"title": title})


_ACTS = {
    "file": {
        "title": "备案近亲属",
        "tells": "备案后，这位亲属的家庭申请、在办、领待遇的，他（她）都看不到、办不了；新申请由区级入户。",
        "button": "备案",
        "law": LAW,
    },
    "end": {
        "tells": "今天起不再回避这一家。备案过的记录、撤回的原因和人都留着。",
        "button": "撤回备案",
        "law": LAW,
    },
}


def _named(post: Any) -> str:
    return f"{post.login.name} · {post.office.short}（{post.login.username}）"


def _may_end(scope: Scope, row: FiledRelative) -> bool:
    return (
        row.until is None
        and scope.covers(row.office.region_code, *MAY_FILE)
        and (row.login_id is None or row.login_id != scope.login_id)
    )
