"""Somebody joined a family under review, or left it: who, since when, why, and the paper that shows it."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse

from jiuzhu.assessment.ages import told_by_age
from jiuzhu.casework import actions
from jiuzhu.casework.actions.members import LAW, Newcomer
from jiuzhu.casework.kinds import Leaving
from jiuzhu.casework.models import Case
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.intake.form.means import WAYS
from jiuzhu.intake.form.people import REGISTERED, SITUATION
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.kernel.month import age_on
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.kinds import RELATION_LABELS, Relation
from jiuzhu.web.desk.acts import Page
from jiuzhu.web.desk.of_one import OfOne
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.fields import DayField, IdNumberField, MoneyField
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.signature import SignatureField
from jiuzhu.web.ui.today import today

_ASKED = {question.key: question for question in SITUATION if question.key != "status"}
_WHOSE = {
    "marital": "满 18 岁的要选。",
    "work_capacity": "满 16 岁的要选。",
    "employment": "满 16 岁的要选。",
    "study": "3 岁到 59 岁的要选。",
}
"""Whom each is asked of; of the others their age tells."""
_REACH = {"here": 9, "county": 6, "city": 2, "other": 0}
"""How many digits of the family's place are also those of where the newcomer is registered."""


def _choice(key: str) -> forms.ChoiceField:
    question = _ASKED[key]
    options = [(value, label) for value, label in question.options.items() if value != "unsure"]
    field: Any = forms.ChoiceField(
        label=question.label, choices=[("", "请选"), *options], required=False, help_text=_WHOSE[key]
    )
    field.is_conditional = True
    return field


class Joins(Ask):
    name = forms.CharField(label="姓名", max_length=40, help_text="照身份证、户口簿上的写。")
    id_number = IdNumberField(label="身份证号")
    relation = forms.ChoiceField(
        label="是户主的什么人",
        choices=[
            ("", "请选"),
            *((kind.value, label) for kind, label in RELATION_LABELS.items() if kind != Relation.SELF),
        ],
    )
    registered = forms.ChoiceField(label="户口在哪里", choices=[*REGISTERED.items()])
    joined_on = DayField(label="从哪天起是一家人", past=True, help_text="出生、结婚登记、搬来的那一天。")
    why = forms.CharField(label="为什么", max_length=40, help_text="例如：出生，出生医学证明 R500112233。")
    paper = forms.ImageField(label="证明的照片", help_text="出生医学证明、结婚证、户口簿。")
    marital = _choice("marital")
    work_capacity = _choice("work_capacity")
    employment = _choice("employment")
    study = _choice("study")
    health = forms.ChoiceField(
        label="有没有残疾证、长期的病",
        choices=[("", "请选"), ("none", "都没有"), ("unsure", "有，或者说不清：调查时再记")],
    )
    way = forms.ChoiceField(label="靠什么生活", required=False, choices=[("", "没有收入"), *WAYS.items()])
    amount = MoneyField(label="每月大约多少钱", required=False, yearly=True)
    consent = SignatureField(
        label="本人签名，同意核对",
        required=False,
        help_text="成年人要本人签；没有签的，银行等金融机构不能问。",
    )

    def clean(self) -> dict[str, Any]:
        """What the newcomer's age does not tell has to be said; an amount and what it is go together."""
        told = super().clean() or {}
        number = told.get("id_number")
        if number:
            for key in _ASKED.keys() - told_by_age(_years(number)).keys():
                if not told.get(key):
                    self.add_error(key, f"{_ASKED[key].label}还没有选")
        if bool(told.get("way")) != bool(told.get("amount")):
            self.add_error("amount", "有收入的，写靠什么生活、每月多少；没有收入，两样都不填")
        return told


class Leaves(OfOne):
    person_id = forms.TypedChoiceField(label="谁", coerce=int, widget=forms.RadioSelect)
    left_on = DayField(label="从哪天起不是一家人", past=True, help_text="去世的写去世那天。")
    why = forms.ChoiceField(
        label="为什么", widget=forms.RadioSelect, choices=[(one.value, one.label) for one in Leaving]
    )
    paper = forms.ImageField(label="证明的照片", help_text="离婚证、户口迁出页、死亡证明，或者村里的证明。")


ADD = Page(
    "家里多了一位",
    "孩子出生、结婚、收养、搬来一起生活：写明是谁、从哪天起、凭什么。按几口人算、每月多少，由提出审核意见时重新计算；增加的从决定的当月起发（当地规定次月的，从次月）。",
    "加到这一家", actions.add_member, "已加到这一家。已经发起过核对的，点“再问一次”，把新来的人也问到。", Joins, LAW,
)  # fmt: skip
REMOVE = Page(
    "家里少了一位",
    "结婚另过、离婚、搬走、去世：写明是谁、从哪天起、凭什么。是户主的，先“换户主”；收款卡是这个人的，接着换卡。减发以前要听取家庭意见。",
    "记下", actions.remove_member, "已记下，请核对并提出审核意见。", Leaves, LAW,
)  # fmt: skip


@officer(Role.CLERK, Role.COUNTY)
def add(request: Any, case_no: str) -> HttpResponse:
    """A new member of the family under review."""
    view = reached(request, case_no)
    form = Joins(request.POST if request.method == "POST" else None, request.FILES or None)
    if acting(form, _add, view.case, today(), by=request.scope):
        return said(request, ADD.done, "desk:case", case_no)
    return asked(request, "desk/act.html", form, page=ADD, view=view, verb="add_member", law=LAW)


@officer(Role.CLERK, Role.COUNTY)
def remove(request: Any, case_no: str) -> HttpResponse:
    """Somebody who belongs to the family under review no longer."""
    view = reached(request, case_no)
    form = Leaves(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        people=[(row.person_id, row.person.name) for row in view.members],
    )
    if acting(form, _remove, view.case, today(), by=request.scope):
        return said(request, REMOVE.done, "desk:case", case_no)
    return asked(request, "desk/act.html", form, page=REMOVE, view=view, verb="remove_member", law=LAW)


def _add(case: Case, on: date, *, by: Scope, **told: Any) -> Case:
    place = case.region_code[: _REACH[told["registered"]]]
    region = place if len(place) != 2 else f"{place}0000"
    member = NewMember(told["name"], told["id_number"], Relation(told["relation"]), registered_region=region)
    note = f"新增成员：{told['name']}，{told['why']}，{told['joined_on']} 起"
    paper = take_paper(
        case.case_no,
        PaperKind.OTHER,
        told["paper"],
        by=by,
        region_code=case.region_code,
        on=on,
        note=note[:120],
    )
    said = _said(told)
    inferred = {
        key: value for key, value in told_by_age(_years(told["id_number"])).items() if key not in said
    }
    newcomer = Newcomer(member, said, told["consent"], inferred)
    return actions.add_member(case.case_no, newcomer, told["joined_on"], paper, on, by=by)


def _said(told: dict[str, Any]) -> dict[str, Any]:
    """What was said of a newcomer, as it is claimed; of what was left open nothing is."""
    said = {key: told[key] for key in _ASKED if told[key]} | {"status": "present"}
    if told["health"] == "none":
        said |= {"disability": [], "illness": []}
    if told["way"]:
        said |= {"incomes": "stated", f"income.{told['way']}": {"per_month": plain_yuan(told["amount"])}}
    elif "incomes" not in told_by_age(_years(told["id_number"])):
        said["incomes"] = "stated"
    return said


def _years(number: str) -> int:
    return age_on(idnumber.born_on(number), today())


def _remove(case: Case, on: date, *, by: Scope, person_id: int, left_on: date, why: str, paper: Any) -> Case:
    note = f"减少成员：{Leaving(why).label}，{left_on} 起"
    shown = take_paper(
        case.case_no, PaperKind.OTHER, paper, by=by, region_code=case.region_code, on=on,
        person_id=person_id, note=note,
    )  # fmt: skip
    return actions.remove_member(case.case_no, person_id, left_on, Leaving(why), shown, on, by=by)
