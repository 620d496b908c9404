"""授权 on paper: a sheet signed before the officer, for single registers and purposes, by the person, a guardian or an heir; one taken back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from jiuzhu.casework import actions as casework
from jiuzhu.casework.actions.consents import LAW, Sheet
from jiuzhu.casework.queries import View
from jiuzhu.catalogue.edition import current
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.kernel.month import OF_AGE, age_on
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import dead_of
from jiuzhu.verification.actions.consent import CONSENT_LASTS
from jiuzhu.verification.kinds import Giver, Purpose
from jiuzhu.verification.models import Authorisation
from jiuzhu.verification.queries import authorisations
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.fields import DayField, IdNumberField
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

OTHER = "other"
HANDS = (Giver.SELF, Giver.GUARDIAN, Giver.HEIR)
USES = (Purpose.APPLY, Purpose.REVIEW, Purpose.MONITOR)


class Signed(Ask):
    """What stands on the sheet, who signed it, and its photo."""

    person_id = forms.TypedChoiceField(label="查谁的", coerce=int, widget=forms.RadioSelect)
    registers = forms.MultipleChoiceField(
        label="查哪几类",
        help_text="照纸上写的勾，纸上没有写的不勾。",
        widget=forms.CheckboxSelectMultiple,
    )
    purposes = forms.MultipleChoiceField(
        label="作什么用",
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, one.label) for one in USES],
    )
    until_on = DayField(label="到哪天（含）", help_text="照纸上写的，最长一年。")
    given_by = forms.ChoiceField(
        label="谁签的",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in HANDS],
        initial=Giver.SELF.value,
    )
    giver = forms.ChoiceField(label="监护人或者继承人是谁", required=False, help_text="本人签的不用选。")
    name = forms.CharField(
        label="姓名", required=False, max_length=50, help_text="不是这一家的继承人、监护人才要写。"
    )
    id_number = IdNumberField(label="身份证号", required=False)
    photo = forms.ImageField(label="签好的授权书照片", help_text="字和签名要看得清。")
    proof = forms.ImageField(
        label="监护、继承关系的证明照片",
        required=False,
        help_text="替人签的才要：户口簿、监护的判决书、死亡证明。",
    )

    def __init__(self, people: Iterable[Person], on: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = list(people)
        grown = [one for one in everybody if one.died_on is None and age_on(one.born, on) >= OF_AGE]
        self.fields["person_id"].choices = [(one.pk, _called(one)) for one in everybody]
        self.fields["registers"].choices = [
            (code, register.label) for code, register in current().registers.items() if register.needs_consent
        ]
        own = [(str(one.pk), one.name) for one in grown]
        self.fields["giver"].choices = [("", "请选"), *own, (OTHER, "不是这一家的，写在下面")]
        self.initial["until_on"] = on + CONSENT_LASTS

    def clean(self) -> dict[str, Any]:
        """Who signed in somebody's place is named, with the paper that shows by what right."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("given_by") == Giver.SELF:
            return told
        if not told.get("giver"):
            self.add_error("giver", "替人签的，要选是谁签的")
        if told.get("giver") == OTHER:
            for name in ("name", "id_number"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, f"{self.fields[name].label}还没有填")
        if not told.get("proof") and "proof" not in self.errors:
            self.add_error("proof", "替人签的，要拍证明关系的材料")
        return told


class TakenBack(Ask):
    """Who signed the sheet that takes a consent back, and its photo."""

    signer_id = forms.TypedChoiceField(label="谁签的撤回", coerce=int, widget=forms.RadioSelect)
    photo = forms.ImageField(label="签好的撤回书照片", help_text="写明撤回哪一份、哪天，有签名。")

    def __init__(self, consent: Authorisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hands = [one for one in (consent.person, consent.giver) if one is not None]
        self.fields["signer_id"].choices = [(one.pk, _called(one)) for one in hands if one.died_on is None]


@officer(*casework.MAY_KEEP_CONSENTS)
def record(request: Any, case_no: str) -> HttpResponse:
    """A consent that was signed on paper."""
    view, on = reached(request, case_no), today()
    form = Signed(_people(request.scope, view), on, _posted(request), request.FILES or None)
    if acting(form, _record, view, on, by=request.scope):
        return said(
            request, "已记下，签字的纸在“材料和文书”里。下一次发起核对时按它去问。", "desk:consents", case_no
        )
    return asked(request, "desk/consent_paper.html", form, view=view, law=LAW)


@officer(*casework.MAY_KEEP_CONSENTS)
def withdraw(request: Any, case_no: str, consent_id: int) -> HttpResponse:
    """Take a consent back for a family that came to the desk."""
    view, on = reached(request, case_no), today()
    people = [one.pk for one in _people(request.scope, view)]
    live = authorisations(request.scope, people, on)
    found = next((one for own in live.values() for one in own if one.pk == consent_id), None)
    if found is None:
        raise Http404(consent_id)
    form = TakenBack(found, _posted(request), request.FILES or None)
    if acting(form, _withdraw, case_no, consent_id, on, by=request.scope):
        return said(request, "已撤回，从今天起不再用它去查。", "desk:consents", case_no)
    return asked(request, "desk/consent_withdraw.html", form, view=view, one=found)


def _record(
    view: View,
    on: date,
    *,
    by: Scope,
    person_id: int,
    registers: list[str],
    purposes: list[str],
    until_on: date,
    given_by: str,
    giver: str,
    name: str,
    id_number: str,
    photo: Any,
    proof: Any,
) -> Authorisation:
    case, is_own = view.case, given_by == Giver.SELF
    shown = None
    if proof and not is_own:
        note = f"{Giver(given_by).label}签授权：证明关系"
        shown = take_paper(
            case.case_no, PaperKind.OTHER, proof, by=by, region_code=case.region_code, on=on,
            person_id=person_id, note=note,
        )  # fmt: skip
    hand: Person | NewMember | None = None
    if not is_own:
        hand = (
            NewMember(name, id_number, Relation.OTHER)
            if giver == OTHER
            else next((row.person for row in view.members if str(row.person_id) == giver), None)
        )
    sheet = Sheet(person_id, registers, purposes, until_on)
    return casework.record_consent(case.case_no, sheet, Giver(given_by), hand, photo.read(), shown, on, by=by)


def _withdraw(
    case_no: str, consent_id: int, on: date, *, by: Scope, signer_id: int, photo: Any
) -> Authorisation:
    return casework.withdraw_consent(case_no, consent_id, signer_id, photo.read(), on, by=by)


def _people(scope: Scope, view: View) -> list[Person]:
    """The family, and its dead."""
    return [*(row.person for row in view.members), *dead_of(scope, view.case.household_id)]


def _called(person: Person) -> str:
    return f"{person.name}（{person.died_on} 去世）" if person.died_on else person.name


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None
