"""Object to a notice: by anyone, with or without a name. The page knows the posting, never the case."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from jiuzhu.casework.actions import object_to
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.kinds import PostingKind
from jiuzhu.notices.models import Posting
from jiuzhu.org.actions import spend
from jiuzhu.org.kinds import OBJECTIONS
from jiuzhu.org.scope import Scope
from jiuzhu.web.disclosure.notices import GONE, Sheet, sheet_of
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.address import address_of
from jiuzhu.web.ui.guard import public
from jiuzhu.web.ui.today import now

BY = Scope.system("disclosure")
TOO_MANY = "从这里一小时里提了很多次，请过一会儿再提，或者直接打监督电话。"


class Objection(Ask):
    """Which family, what is wrong, and how to answer if one wants an answer."""

    posting = forms.TypedChoiceField(label="说的是哪一家", coerce=int, widget=forms.RadioSelect)
    text = forms.CharField(
        label="觉得哪里不对",
        max_length=2000,
        widget=forms.Textarea,
        help_text="一两句话就行：您看到或者知道的情况。",
    )
    contact = forms.CharField(
        label="您的姓名和电话",
        max_length=200,
        required=False,
        help_text="想要答复才写。只有办这件事的人看得到，我们为您保密。",
    )

    def __init__(self, sheet: Sheet, posting: int, data: Any = None) -> None:
        super().__init__(data, initial={"posting": posting})
        choices = [(row.id, f"{row.name}家（{row.members} 人）") for row in sheet.rows]
        posted: Any = self.fields["posting"]
        posted.choices = choices


@public
def objection(request: HttpRequest, posting: int) -> HttpResponse:
    """The form, and what becomes of it: the town answers within days, and nothing is decided before."""
    sheet = sheet_of(posting)
    if sheet.kind != PostingKind.REVIEW:
        raise Refused("not_on_notice", "这是确认以后的公布，不收异议。觉得不对，可以打监督电话反映。")
    form = Objection(sheet, posting, request.POST or None)
    if acting(form, send, at=now(), address=address_of(request)):
        words = "收到了。镇里 3 个工作日内处理，处理以前不会批准：能核实的，公示停下，重新调查或者开会评议。"
        return said(request, words, "disclosure:notices")
    return asked(request, "disclosure/objection.html", form, sheet=sheet, number=posting)


def send(*, posting: int, text: str, contact: str, at: datetime, address: str) -> Any:
    """Hand an objection in for the case behind a posting. Raises Refused when it is over, or for too many at once."""
    spend(OBJECTIONS, address, at, TOO_MANY, by=BY)
    on = day_of(at)
    standing = Posting.objects.filter(
        pk=posting, withdrawn_on=None, from_on__lte=on, until_on__gte=on
    ).first()
    if standing is None:
        raise Refused("gone", GONE)
    return object_to(standing.case_no, text, contact, on, by=BY)
