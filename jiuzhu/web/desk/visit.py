"""The home visit on a phone: who was there, what was seen, photos, and two signatures."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse

from jiuzhu.casework import actions
from jiuzhu.casework.actions.survey import Seen, VisitForm
from jiuzhu.casework.models import Visit
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Login
from jiuzhu.org.queries import officers
from jiuzhu.org.scope import Scope
from jiuzhu.policy.facts import INCOMES
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.desk.signature import SignatureField
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.fields import DayField, MoneyField
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

HOUSES = ["土木或砖木，能住", "砖混或框架，能住", "有明显危险（裂、斜、漏）", "借住或者租住"]
_SEEN = ("wage", "business_net", "property_net", "support_received", "land_rent")


class Photos(forms.FileField):
    """Several photos at once → a list of uploads."""

    widget = forms.FileInput

    def to_python(self, data: Any) -> list[Any]:
        return [super(Photos, self).to_python(one) for one in data or []]

    def validate(self, value: Any) -> None:
        """None at all is fine: what counts is what was seen."""


class Survey(Ask):
    """What two surveyors write down at the door."""

    visited_on = DayField(label="哪天去的", past=True)
    second = forms.ChoiceField(label="和谁一起去的", help_text="入户要两个人。")
    present = forms.CharField(label="家里谁在场", max_length=60)
    house = forms.ChoiceField(label="房屋", choices=[(one, one) for one in HOUSES], widget=forms.RadioSelect)
    living = forms.CharField(label="平时住在这里的人", max_length=120)
    appliances = forms.CharField(label="家电、车辆、用具", required=False, max_length=200)
    livestock = forms.CharField(label="种的、养的", required=False, max_length=200)
    remarks = forms.CharField(label="其他看到的", required=False, max_length=500, widget=forms.Textarea)
    person = forms.ChoiceField(label="看到、问到谁有收入", required=False)
    income = forms.ChoiceField(label="哪一种收入", required=False)
    amount = MoneyField(label="每月大约多少", required=False, yearly=True)
    photos = Photos(label="照片", required=False)
    second_strokes = SignatureField(label="同行的调查人员签名")
    family_strokes = SignatureField(label="在场的家里人签名")

    def __init__(
        self, *args: Any, companions: dict[str, Login], people: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.companions = companions
        self.fields["second"].choices = [("", "请选"), *((pk, one.name) for pk, one in companions.items())]
        self.fields["person"].choices = [("", "没有另外看到收入"), *people.items()]
        self.fields["income"].choices = [("", "请选"), *((kind, INCOMES[kind]) for kind in _SEEN)]

    def clean_second(self) -> Login:
        return self.companions[self.cleaned_data["second"]]

    def clean(self) -> dict[str, Any]:
        """An income that was seen has a person, a kind and an amount, or is not written at all."""
        told = super().clean() or {}
        if told.get("person") and not (told.get("income") and told.get("amount") is not None):
            self.add_error("amount", "写了谁有收入，就要写哪一种、每月多少")
        return told


@officer(Role.CLERK, Role.COUNTY)
def visit(request: Any, case_no: str) -> HttpResponse:
    """The form of a home visit, and its record."""
    view = reached(request, case_no)
    people = {str(row.person_id): row.person.name for row in view.members}
    form = Survey(
        request.POST or None,
        _files(request),
        companions=_companions(view.case.region_code, request.scope),
        people=people,
        initial={
            "visited_on": today(),
            "present": view.case.applicant.name,
            "living": "、".join(people.values()),
        },
    )
    if acting(form, record, case_no, view.case.region_code, today(), by=request.scope):
        return said(request, "入户调查已记录，两位调查人员和家庭都签了名。", "desk:case", case_no)
    return asked(request, "desk/visit.html", form, view=view)


def _files(request: Any) -> dict[str, Any] | None:
    if request.method != "POST":
        return None
    return {**request.FILES.dict(), "photos": request.FILES.getlist("photos")}


def _companions(region_code: str, scope: Scope) -> dict[str, Login]:
    """Who may come along: the town's clerks, the village's assistants, the county's officers."""
    found = [
        *officers(region_code[:9], Role.CLERK),
        *officers(region_code, Role.ASSISTANT),
        *officers(region_code[:6], Role.COUNTY),
    ]
    return {str(one.pk): one for one in found if one.pk != scope.login_id}


def record(
    case_no: str,
    region_code: str,
    on: date,
    *,
    by: Scope,
    visited_on: date,
    second: Login,
    present: str,
    photos: list[Any],
    second_strokes: bytes,
    family_strokes: bytes,
    **seen: Any,
) -> Visit:
    """Keep the photos, then the visit: photos of a visit that is refused are there when it is sent again."""
    papers = [
        take_paper(case_no, PaperKind.VISIT_PHOTO, photo, by=by, region_code=region_code, on=on).pk
        for photo in photos
    ]
    form = VisitForm(
        visited_on, present, _remarks(seen), _claims(seen), second_strokes, family_strokes, photos=papers
    )
    return actions.record_visit(case_no, form, second, on, by=by)


def _remarks(seen: dict[str, Any]) -> str:
    labels = {"house": "房屋", "living": "常住", "appliances": "家电", "livestock": "种养", "remarks": "其他"}
    return "；".join(f"{label}：{seen[name]}" for name, label in labels.items() if seen[name])


def _claims(seen: dict[str, Any]) -> list[Seen]:
    if not seen["person"]:
        return []
    return [Seen(int(seen["person"]), f"income.{seen['income']}", {"per_month": plain_yuan(seen["amount"])})]
