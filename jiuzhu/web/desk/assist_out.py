"""What we ask of another region: draft it from a case, send it, hold it, take note of what came back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.casework import actions as casework
from jiuzhu.casework.queries import WHOLE
from jiuzhu.catalogue.edition import current
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.assist import actions, queries
from jiuzhu.verification.assist.actions import Centre
from jiuzhu.verification.assist.centres import partner
from jiuzhu.verification.assist.kinds import LAW, LONGEST, MAY_ASSIST, PartState, Verb, Way
from jiuzhu.verification.assist.models import Request
from jiuzhu.verification.assist.states import may
from jiuzhu.verification.queries import authorisations
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.fields import DayField
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today


class Draft(Ask):
    """Whom another region is asked about, and what."""

    region = forms.CharField(
        label="请哪里协查", help_text="县（市、区）、市或者省的名称，或者六位区划代码。", max_length=30
    )
    name = forms.CharField(label="对方单位", required=False, max_length=60, help_text="不写就是当地民政局。")
    address = forms.CharField(
        label="对方地址", required=False, max_length=120, help_text="寄函用，不在同一系统的才写。"
    )
    people = forms.MultipleChoiceField(label="查谁", widget=forms.CheckboxSelectMultiple)
    registers = forms.MultipleChoiceField(
        label="查哪几类", widget=forms.CheckboxSelectMultiple, help_text="只选办这一件需要的。"
    )
    reason = forms.CharField(
        label="为什么请那里查",
        max_length=300,
        widget=forms.Textarea,
        help_text="例如：户籍在那里，养老金在那里领。",
    )
    days = forms.IntegerField(
        label="希望几个工作日答复", required=False, min_value=1, max_value=LONGEST,
        help_text="法律只写及时、没有天数；不写就没有期限。",
    )  # fmt: skip
    until_on = DayField(label="查到哪天为止", help_text="过了这天，对方就看不到这几个人了。")

    def __init__(self, *args: Any, scope: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = current()
        self.scope = scope
        self.fields["people"].choices = people
        self.fields["registers"].choices = [
            (code, table.registers[code].label) for code in table.templates["assist"].registers
        ]

    def clean_region(self) -> str:
        found = queries.find_region(self.scope, self.cleaned_data["region"])
        if len(found) == 1:
            return found[0][0]
        names = "；".join(f"{name} {code}" for code, name in found)
        raise forms.ValidationError(
            f"这个名称有 {len(found)} 个地方，请写代码：{names}"
            if found
            else "没有找到这个地方，请写六位区划代码"
        )

    def clean(self) -> dict[str, Any]:
        """The act's keywords."""
        told = super().clean() or {}
        if self.errors:
            return told
        people, registers = told.pop("people"), told.pop("registers")
        return {
            "centre": Centre(told.pop("region"), told.pop("name"), told.pop("address")),
            "wanted": [(int(person), code) for person in people for code in registers],
            **told,
        }


@officer(*MAY_ASSIST)
def draft(request: Any, case_no: str) -> HttpResponse:
    """Draft a request from a case; it is read once more before it is sent."""
    view = reached(request, case_no)
    on, scope = today(), request.scope
    consents = authorisations(scope, [row.person_id for row in view.members], on)
    people = [
        (
            str(row.person_id),
            row.person.name + ("" if consents.get(row.person_id) else "（没有有效授权，不能查）"),
        )
        for row in view.members
    ]
    known = queries.answer_time(scope, view.case.region_code)
    initial = {
        "days": known.days if known else None,
        "until_on": next((one.clock.due_on for one in view.clocks if one.clock.key == WHOLE), None),
        "people": [row.person_id for row in view.members if consents.get(row.person_id)],
    }
    form = Draft(
        request.POST if request.method == "POST" else None, scope=scope, people=people, initial=initial
    )
    if acting(form, casework.ask_elsewhere, case_no, on=on, by=scope):
        return said(request, "请求写好了，还没有发。请看一遍再发出。", "desk:assist_out", form.result.number)
    return asked(request, "desk/assist/draft.html", form, view=view, known=known, law=LAW)


@officer(*MAY_ASSIST)
@require_GET
def sent(request: Any, number: str) -> HttpResponse:
    """One request of ours: where every question stands, and what may be done now."""
    line = _line(request, number)
    view = reached(request, line.row.case_no)
    table = current()
    labels = [(part, queries.label_of(part, table)) for part in line.row.parts.all()]
    context = {
        "line": line,
        "row": line.row,
        "untold": queries.untold(line.row),
        "view": view,
        "parts": labels,
        "acts": [(verb, PAGES[verb]) for verb in queries.verbs(line)],
        "may_type": line.row.way == Way.PAPER and Verb.ANSWER in may(line.state),
        "has_key": partner(line.row.peer_code) is not None,
        "OPEN": PartState.OPEN,
    }
    return render(request, "desk/assist/sent.html", context)


class Plain(Ask):
    """Nothing to fill in: the button is the answer."""


class Reason(Ask):
    reason = forms.CharField(label="原因", max_length=200, help_text="对方会看到。")


class Note(Ask):
    note = forms.CharField(
        label="补正了什么",
        max_length=300,
        widget=forms.Textarea,
        help_text="例如：授权书已重新拍清楚，随函附上。",
    )


@dataclass(frozen=True)
class Page:
    title: str
    tells: str
    does: Callable[..., Request]
    done: str
    form: type[Ask] = Plain
    is_first: bool = False
    """What one most likely comes for; no state offers two."""
    is_danger: bool = False


PAGES = {
    Verb.SEND: Page("发出请求", "发出以后，这几问就记进核对报告，没有答以前按未知处理。对方只看得到这几个人、这几类，到截止日期为止。", actions.send, "请求已发出。", is_first=True),
    Verb.SUSPEND: Page("中止", "先停一停：对方暂时看不到人，天数不再计。已经答的留着。", actions.suspend, "已中止。", Reason),
    Verb.RESUME: Page("恢复", "接着查：停着的日子不算在天数里。", actions.resume, "已恢复。", is_first=True),
    Verb.END: Page("终止", "不再查了：对方马上看不到人，以后到的答复不收。已经答的留在报告里，没有答的按未知处理。不能撤回。", actions.end, "已终止。", Reason, is_danger=True),
    Verb.ASK_AGAIN: Page("补正后再请", "退回的几问补正以后再请对方查一次。", actions.ask_again, "已再次发出。", Note, is_first=True),
    Verb.ACCEPT: Page("认可退回", "退回的几问不再查，按未知处理。没有别的在等时，这一项就完成。", actions.accept_returns, "已认可退回。"),
}  # fmt: skip


@officer(*MAY_ASSIST)
def act(request: Any, number: str, verb: str) -> HttpResponse:
    """Show and do one act on a request of ours."""
    if verb not in PAGES:
        raise Http404(verb)
    line = _line(request, number)
    view = reached(request, line.row.case_no)
    page = PAGES[Verb(verb)]
    form = page.form(request.POST if request.method == "POST" else None)
    if acting(form, page.does, number, on=today(), by=request.scope):
        return said(request, page.done, "desk:assist_out", number)
    return asked(request, "desk/assist/act.html", form, page=page, row=line.row, view=view, law=LAW)


def _line(request: Any, number: str) -> queries.Line:
    line = queries.sent(request.scope, number, today())
    if line is None:
        raise Refused("not_found", "没有这项协查请求，或者不是您的辖区发出的。")
    return line
