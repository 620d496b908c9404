"""Settle for one case what the law leaves open: one officer writes it in the question's own unit, another agrees."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from jiuzhu.assessment.models import Ruling
from jiuzhu.assessment.queries import in_words
from jiuzhu.casework import actions
from jiuzhu.casework.actions.rule import MAY_PROPOSE, MAY_SECOND
from jiuzhu.editions.queries import current
from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.policy.engine.numbers import SQUARE_METRE, Number, in_square_metres, region_chain
from jiuzhu.policy.programmes import library_of
from jiuzhu.policy.rulings import number_of
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.fields import AreaField, MoneyField
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

_UNITS = {"month": "个月", "hour": "小时", "year": "年", "percent": "%"}


@dataclass(frozen=True)
class Settled:
    """A ruling as people read it."""

    row: Ruling
    label: str
    value: str


def settled(rows: Iterable[Ruling]) -> list[Settled]:
    """Rulings of a case with the name of their question and the value in its unit."""
    return [Settled(row, *in_words(row)) for row in rows]


class Settlement(Ask):
    """The value in the question's unit, why, and on what ground."""

    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea)
    ground = forms.CharField(label="依据", help_text="会议纪要、请示批复的文号。", max_length=200)
    field_order = ("value", "reason", "ground")

    def __init__(self, *args: Any, number: Number, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(number)
        self.fields["value"].error_messages["required"] = "还没有写定为多少"
        self.order_fields(self.field_order)

    def clean_value(self) -> str:
        """As a ruling holds it: yuan, a whole number, yes or no."""
        value = self.cleaned_data["value"]
        return plain_yuan(value) if isinstance(self.fields["value"], MoneyField) else str(value)


def _value_field(number: Number) -> forms.Field:
    kind, _, per = number.unit.partition("/")
    if kind == "fen":
        return MoneyField(label="定为", help_text=PER.get(per, ""))
    if kind == "yes_no":
        return forms.ChoiceField(
            label="定为", widget=forms.RadioSelect, choices=[("yes", "是"), ("no", "否")]
        )
    if per.startswith("cm2"):
        return AreaField(label="定为", help_text="平方米", parts=SQUARE_METRE)
    unit = _UNITS.get(kind, "")
    return forms.IntegerField(label="定为", help_text=f"单位：{unit}" if unit else "", min_value=0)


PER = {"person·month": "每人每月", "month": "每月", "person": "每人", "year": "每年"}


@officer(*MAY_PROPOSE)
def ruling(request: Any, case_no: str) -> HttpResponse:
    """Propose how to settle one open question (`?key=`) for this case."""
    view = reached(request, case_no)
    number = number_of(library_of(current()), request.GET.get("key", ""))
    if number is None:
        raise Http404("key")
    form = Settlement(request.POST or None, number=number)
    if acting(form, actions.rule, case_no, key=number.key, on=today(), by=request.scope):
        return said(request, "裁定已提出，等另一位同事复核后生效。", "desk:case", case_no)
    household = view.case.household
    entry = number.in_force(region_chain(household.region_code), household.area, today().toordinal())
    told = {"number": number, "label": in_square_metres(number.label), "why": entry.note if entry else ""}
    return asked(request, "desk/ruling.html", form, view=view, **told)


@officer(*MAY_SECOND)
@require_POST
def second(request: Any, case_no: str, ruling_id: int) -> HttpResponse:
    """Agree to a ruling of this case as the second officer."""
    reached(request, case_no)
    actions.second_ruling(case_no, ruling_id, today(), by=request.scope)
    return said(request, "裁定已复核，从下一次计算起用。", "desk:case", case_no)
