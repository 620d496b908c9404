"""An application at the town's desk: what the family wrote; accept it, say once what is missing, send it on, or end it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.intake import actions, steps
from jiuzhu.intake.actions.accept import Unnoted, unnoted
from jiuzhu.intake.actions.reach import MAY_DECIDE
from jiuzhu.intake.actions.withdraw import may_withdraw
from jiuzhu.intake.answers import in_words
from jiuzhu.intake.kinds import OPEN, State
from jiuzhu.intake.models import Application
from jiuzhu.intake.papers import Needed
from jiuzhu.intake.queries import application as application_of
from jiuzhu.intake.queries import (
    correction,
    handed_in,
    lacking,
    limits,
    missed,
    paper_list,
    signers,
    why_ended,
)
from jiuzhu.intake.queries import told as answers_of
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.vault.masks import mask_phone
from jiuzhu.web.desk.listed import listed
from jiuzhu.web.desk.reach import OPENS_PAPERS
from jiuzhu.web.desk.straight_on import ASK, START, straight_on
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today


@dataclass(frozen=True)
class Answered:
    """One question group of the form with its answers in words."""

    title: str
    lines: list[tuple[str, str]]


@officer()
@require_GET
def application(request: Any, number: str) -> HttpResponse:
    """What was handed in, with everything masked; the look is on the trail."""
    found = application_of(request.scope, number)
    payload = answers_of(request.scope, found)
    running = limits(request.scope, [found], today())
    context = _about(found) | {
        "answers": _answered(payload, found.submitted_on),
        "opens_papers": request.scope.is_(*OPENS_PAPERS),
        "papers": handed_in(request.scope, found),
        "lacking": list(map(named, lacking(request.scope, found, payload, today())))
        if found.state in OPEN
        else [],
        "fetched": paper_list(payload, today()).replaced,
        "signers": signers(found, payload),
        "correction": correction(request.scope, found),
        "limit": running.get(found.number),
        "is_missed": missed(request.scope, found, today()),
        "why_ended": why_ended(request.scope, found) if found.ended_on else "",
        "may": found.state in OPEN and request.scope.covers(found.region_code, *MAY_DECIDE),
        "may_withdraw": found.state in OPEN and may_withdraw(found, request.scope),
    }
    return render(request, "desk/application.html", context)


class Acceptance(Ask):
    """The button is the answer; of whom an office knew without a phone, also whether the card was seen."""

    is_card_seen = forms.BooleanField(
        required=False,
        help_text="不勾也可以受理，消息照样发到这个号，但是本人登录看不到家里的材料和钱；以后本人来了，在案件页“登记手机号”。",
    )

    def __init__(self, *args: Any, phone: Unnoted | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if phone is None or phone.is_first:
            del self.fields["is_card_seen"]
        else:
            self.fields[
                "is_card_seen"
            ].label = f"本人在跟前，身份证看过了，{mask_phone(phone.phone)} 是他本人的号"


@officer(*MAY_DECIDE)
def accept(request: Any, number: str) -> HttpResponse:
    """Accept: the family is registered, its case opened, the letter written."""
    found = application_of(request.scope, number)
    phone = unnoted(found)
    form = Acceptance(request.POST if request.method == "POST" else None, phone=phone)
    if acting(form, actions.accept, found, today(), by=request.scope):
        acts = (START, ASK) if "go_on" in request.POST else ()
        return straight_on(request, form.result.case_no, "已受理，受理通知书已生成。", acts, today())
    missing = lacking(request.scope, found, answers_of(request.scope, found), today())
    papers = (
        f"还没有交：{'、'.join(map(named, missing))}，受理通知书里会写明请家庭补上。"
        if missing
        else "材料齐全。"
    )
    tells = f"登记家庭、保存申报和授权、开立案件，通知家庭。{papers}3 个工作日内要启动调查。"
    if phone and phone.is_first:
        tells += f"申请时用的手机号 {mask_phone(phone.phone)} 一起登记，{found.resident.name}用它登录看得到这一家。"
    return _ask(request, found, form, "受理这份申请", tells, "受理", go_on="受理，并启动调查、发起核对")


def named(item: Mapping[str, str]) -> str:
    """身份证正面（周明贵）."""
    return f"{item['what']}（{item['who']}）" if item.get("who") else item["what"]


class Missing(Ask):
    """Papers that this family has to show, by choice; anything else in lines. Together they are the one notice."""

    papers = forms.MultipleChoiceField(
        label="要交的材料里缺的", required=False, widget=forms.CheckboxSelectMultiple
    )
    items = forms.CharField(
        label="还缺别的",
        help_text="一行一样，写成“缺什么：怎么补”。",
        required=False,
        widget=forms.Textarea,
        max_length=1000,
    )

    def __init__(self, *args: Any, needed: tuple[Needed, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = {str(index): one for index, one in enumerate(needed)}
        self.fields["papers"].choices = [
            (key, f"{one.what}（{one.who}）") for key, one in self.needed.items()
        ]

    def clean_papers(self) -> list[dict[str, str]]:
        return [self.needed[key].item for key in self.cleaned_data["papers"]]

    def clean_items(self) -> list[dict[str, str]]:
        """One {what, how} a line; a line without a colon is told apart."""
        lines = [
            line.replace(":", "：", 1).partition("：") for line in self.cleaned_data["items"].splitlines()
        ]
        items = [{"what": what.strip(), "how": how.strip()} for what, _, how in lines if what.strip()]
        if any(not item["how"] for item in items):
            raise forms.ValidationError("每一行都要有“：”，前面写缺什么，后面写怎么补。", "no_how")
        return items

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not self.errors and not (told["papers"] or told["items"]):
            self.add_error("items", "还没有写缺什么：勾选一样，或者写一行。")
        return {"items": [*told.get("papers", []), *told.get("items", [])]}


@officer(*MAY_DECIDE)
def correct(request: Any, number: str) -> HttpResponse:
    """Tell the family once everything that is missing."""
    found = application_of(request.scope, number)
    needed = paper_list(answers_of(request.scope, found), today()).needed
    form = Missing(request.POST if request.method == "POST" else None, needed=needed)
    if acting(form, actions.request_correction, found, on=today(), by=request.scope):
        return said(request, "已一次告知，等家庭补材料；这几天不计入时限。", "desk:application", number)
    return _ask(
        request,
        found,
        form,
        "一次告知还缺什么",
        "只能告知一次，要一次说全。能核实的，不要求家庭提供。",
        "告知家庭",
    )


class Elsewhere(Ask):
    why = forms.CharField(label="为什么不由本地办", max_length=300, widget=forms.Textarea)
    name = forms.CharField(label="应该到哪里办", max_length=60)
    phone = forms.CharField(label="那里的电话", max_length=20)
    place = forms.CharField(label="地址", required=False, max_length=100)


@officer(*MAY_DECIDE)
def turn_away(request: Any, number: str) -> HttpResponse:
    """Not ours: say why, and who does deal with it."""
    found = application_of(request.scope, number)
    form = Elsewhere(request.POST or None)
    if acting(form, _send_on, found, today(), by=request.scope):
        return said(request, "已转介，告知书已生成。", "desk:application", number)
    return _ask(
        request,
        found,
        form,
        "不归本地办理，转介",
        "写明为什么、该到哪里办；家庭可以马上到那里申请。",
        "转介并告知家庭",
    )


class Wish(Ask):
    reason = forms.CharField(
        label="谁要撤回、怎么说的、为什么",
        help_text="例如：11 月 3 日周明贵打电话说，儿子找到工作了，不申请了。家庭可以查阅。",
        max_length=300,
        widget=forms.Textarea,
    )


@officer(*MAY_DECIDE, Role.ASSISTANT)
def withdraw(request: Any, number: str) -> HttpResponse:
    """The family says, in writing or by word of mouth, that it does not want to apply any more."""
    found = application_of(request.scope, number)
    form = Wish(request.POST or None)
    if acting(form, actions.withdraw, found, on=today(), by=request.scope):
        return said(request, "申请已撤回，已告诉家庭。", "desk:application", number)
    tells = "只能照家庭自己的意思撤回。这一份不再办，家里的人马上可以重新申请；会发消息告诉家庭。"
    return _ask(request, found, form, "家庭要撤回", tells, "撤回这份申请", is_danger=True, law="")


class Unsupplied(Ask):
    note = forms.CharField(
        label="怎么联系过、家里怎么说",
        help_text="例如：11 月 18 日打电话，没有人接；协理员上门，家里没人。",
        required=False,
        max_length=300,
        widget=forms.Textarea,
    )


@officer(*MAY_DECIDE)
def end_unsupplied(request: Any, number: str) -> HttpResponse:
    """The days to supply what is missing are over: a clerk may end the application, or go on without it."""
    found = application_of(request.scope, number)
    form = Unsupplied(request.POST if request.method == "POST" else None)
    if acting(form, actions.end_unsupplied, found, on=today(), by=request.scope):
        return said(request, "申请已结束，已告诉家庭随时可以重新申请。", "desk:application", number)
    tells = "没有哪条规定说过期就算撤回，结束不结束由您定；能核实的，也可以先受理。结束的理由写“通知补正后没有补齐”，不算不符合，家庭哪天都可以重新申请。"
    return _ask(
        request, found, form, "没有补齐，结束这份申请", tells, "结束并告知家庭", is_danger=True, law=""
    )


def _send_on(found: Application, on: date, *, by: Scope, why: str, **where: str) -> Application:
    return actions.turn_away(found, where, why, on, by=by)


def _ask(
    request: Any,
    found: Application,
    form: Ask,
    title: str,
    tells: str,
    button: str,
    *,
    is_danger: bool = False,
    law: str = "民发〔2021〕57号 第10条",
    go_on: str = "",
) -> HttpResponse:
    listed(request.scope, "intake.open_act", [], title, forms=[found.number])
    words = {"title": title, "tells": tells, "button": button, "is_danger": is_danger, "law": law}
    words["go_on"] = go_on
    return asked(request, "desk/application_act.html", form, **_about(found), **words)


def _about(found: Application) -> dict[str, Any]:
    return {
        "found": found,
        "state": State(found.state).label,
        "programme": PROGRAMMES.get(found.programme, found.programme),
        "village": region_names([found.region_code]).get(found.region_code, ""),
    }


def _answered(payload: steps.Payload, on: date) -> list[Answered]:
    home = payload.get("applicant", {}).get("region", "")
    names = region_names([home[:9], home])
    groups = [(page, payload.get(page.id, {})) for page in steps.pages(payload, on) if page.questions]
    return [Answered(page.title, _lines(page, told, names)) for page, told in groups]


def _lines(page: steps.Page, told: steps.Answers, names: dict[str, str]) -> list[tuple[str, str]]:
    found = [(question, told.get(question.key)) for question in page.questions]
    return [(question.label, in_words(question, value, names)) for question, value in found if value]
