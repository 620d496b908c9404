"""The card a family is paid into: registered or changed on a page of its own."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse

from jiuzhu.benefits.actions.account import OFFICES
from jiuzhu.benefits.models import PayeeAccount
from jiuzhu.benefits.queries import money_of
from jiuzhu.casework import actions
from jiuzhu.org.scope import Scope
from jiuzhu.web.desk.of_one import OfOne
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today


class Card(OfOne):
    """Whose card, in which name, with which number."""

    person_id = forms.TypedChoiceField(label="领款人", coerce=int, widget=forms.RadioSelect)
    holder = forms.CharField(
        label="户名",
        max_length=50,
        help_text="银行预留的姓名，要和领款人一致；对不上的，发放前会停下来核实。",
    )
    card = forms.CharField(
        label="卡号",
        max_length=24,
        help_text="惠民惠农“一卡通”，12 到 19 位，对着卡写。",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    keeper = forms.CharField(
        label="谁代管这张卡",
        required=False,
        max_length=50,
        help_text="卡由本人或家里人自己拿着的，不填；原来有人代管的，不填就是不再代管。镇、村工作人员代管的，写姓名，附协议。",
    )
    sheet = forms.ImageField(
        label="代管协议的照片",
        required=False,
        help_text="有代管的才要：书面协议，写明谁代管，双方签字。登记后区县民政局看得到。",
    )

    def clean(self) -> dict[str, Any]:
        """A keeper and the agreement come together."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("sheet") and not told.get("keeper"):
            self.add_error("keeper", "拍了代管协议，要写谁代管")
        if told.get("keeper") and not told.get("sheet") and "sheet" not in self.errors:
            self.add_error("sheet", "有人代管的，要拍下书面协议")
        return told


@officer(*OFFICES)
def account(request: Any, case_no: str) -> HttpResponse:
    """Register the card a family is paid into, or change it; the family is told."""
    view = reached(request, case_no)
    money = money_of(request.scope, view.case.household, today())
    person = money.account.person if money.account else view.case.applicant
    form = Card(
        request.POST or None,
        request.FILES or None,
        people=[(row.person_id, row.person.name) for row in view.members],
        initial={"person_id": person.pk, "holder": person.name},
    )
    if acting(form, _note, case_no, on=today(), by=request.scope):
        words = (
            "收款账户已登记，家庭收到了消息。"
            if money.account is None
            else "收款账户已更正，家庭收到了消息。退回的钱由发放岗重发。"
            if money.returned
            else "收款账户已更正，家庭收到了消息。"
        )
        return said(request, words, "desk:case", case_no)
    return asked(request, "desk/account.html", form, view=view, money=money)


def _note(case_no: str, on: date, *, by: Scope, keeper: str, sheet: Any, **card: Any) -> PayeeAccount:
    agreed = actions.Keeper(keeper, sheet.read()) if keeper else None
    return actions.note_account(case_no, on=on, by=by, keeper=agreed, **card)
