"""A phone, noted at the window for a member of a case's family or for anybody with their card: it opens their family's page
to whoever answers a code on it."""

from typing import Any

from django import forms
from django.http import HttpResponse

from jiuzhu.casework.queries import View
from jiuzhu.intake import actions
from jiuzhu.intake.actions.phone import MAY_NOTE
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import masked_phone
from jiuzhu.web.desk.acts import Page
from jiuzhu.web.desk.of_one import OfOne
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.fields import IdNumberField, MobileField
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now


class Phone(OfOne):
    person_id = forms.TypedChoiceField(label="谁的手机号", coerce=int, widget=forms.RadioSelect)
    phone = forms.CharField(
        label="手机号",
        max_length=17,
        help_text="11 位，本人自己在用的。以后验证码和消息发到这个号。",
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    is_seen = forms.BooleanField(label="本人在跟前，身份证看过了，是他本人的号")


class ByCard(Ask):
    name = forms.CharField(label="姓名", max_length=60, help_text="照身份证写。")
    id_number = IdNumberField(label="身份证号")
    phone = MobileField(label="手机号", help_text="11 位，本人自己在用的。以后验证码发到这个号。")
    is_seen = forms.BooleanField(label="本人在跟前，身份证看过了，是他本人的号")


NOTE = Page(
    "登记手机号",
    "登记了手机号的人，用验证码登录，就看得到这一家的材料、钱、文书和授权。所以只凭本人和身份证登记，不在电话里改。换了号的，原来的号马上不能再用。",
    "登记", actions.note_phone, "手机号登记好了，本人现在就可以登录。", Phone,
)  # fmt: skip


@officer(*MAY_NOTE)
def note(request: Any, case_no: str) -> HttpResponse:
    """Who holds which phone, masked, and the one to be noted."""
    view = reached(request, case_no)
    people = [
        (row.person_id, f"{row.person.name}（{masked_phone(row.person) or '没有登记'}）")
        for row in view.members
    ]
    form = Phone(request.POST or None, people=people)
    if acting(form, _note, view, by=request.scope):
        return said(request, NOTE.done, "desk:case", case_no)
    return asked(request, "desk/act.html", form, page=NOTE, view=view, verb="note_phone")


def _note(view: View, person_id: int, phone: str, is_seen: bool, *, by: Scope) -> Any:
    person = next(row.person for row in view.members if row.person_id == person_id)
    return actions.note_phone(view.case.case_no, person, phone, now(), by=by)


@officer(*MAY_NOTE)
def by_card(request: Any) -> HttpResponse:
    """The phone of whoever stands at the window, whether there is a case or not."""
    form = ByCard(request.POST or None)
    if acting(form, _note_by_card, by=request.scope):
        return said(request, NOTE.done, "desk:worklist")
    return asked(request, "desk/phone.html", form, page=NOTE)


def _note_by_card(*, is_seen: bool, by: Scope, **given: str) -> Any:
    return actions.note_phone_by_card(**given, at=now(), by=by)
