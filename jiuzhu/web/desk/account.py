"""The card a family is paid into: registered or changed on a page of its own."""

from typing import Any

from django import forms
from django.http import HttpResponse

from jiuzhu.benefits.actions.account import OFFICES
from jiuzhu.benefits.queries import money_of
from jiuzhu.casework import actions
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today


class Card(Ask):
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

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person_id"]
        chosen.choices = people


@officer(*OFFICES)
def account(request: Any, case_no: str) -> HttpResponse:
    """Register the card a family is paid into, or change it; the family is told."""
    view = reached(request, case_no)
    money = money_of(request.scope, view.case.household, today())
    person = money.account.person if money.account else view.case.applicant
    form = Card(
        request.POST or None,
        people=[(row.person_id, row.person.name) for row in view.members],
        initial={"person_id": person.pk, "holder": person.name},
    )
    if acting(form, actions.note_account, case_no, on=today(), by=request.scope):
        words = (
            "收款账户已登记。"
            if money.account is None
            else "收款账户已更正，家庭收到了消息。退回的钱由发放岗重发。"
            if money.returned
            else "收款账户已更正，家庭收到了消息。"
        )
        return said(request, words, "desk:case", case_no)
    return asked(request, "desk/account.html", form, view=view, money=money)
