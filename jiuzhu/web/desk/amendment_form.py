"""The form of a proposed number, in the number's own unit; what does not fit is said beside its field."""

from typing import Any

from django import forms

from jiuzhu.editions.fit import Unfit
from jiuzhu.policy.amend import Amendment, NumberChange, Source
from jiuzhu.policy.engine.numbers import Number
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.fields import DayField, MoneyField

AREAS = {"": "不分城乡", "urban": "城市", "rural": "农村"}
PER = {
    "person·month": "元，每人每月", "person·year": "元，每人每年", "month": "元，每月", "event": "元，每次",
}  # fmt: skip
UNITS = {"month": "个月", "hour": "小时", "year": "年", "percent": "%（写 120 就是 120%）"}
_FIELDS = {
    "area": "area",
    "value": "value",
    "since": "since",
    "source.key": "source_key",
    "source.title": "source_title",
    "corrects": "corrects",
}


class Proposal(Ask):
    """One number of one place, in its own unit, from a day on, by a document."""

    area = forms.ChoiceField(
        label="适用", widget=forms.RadioSelect, choices=list(AREAS.items()), required=False
    )
    since = DayField(label="从哪天起执行", help_text="文件写明的执行日；早于今天的，会算出要补发的月份。")
    source_key = forms.CharField(
        label="文号", max_length=60, help_text="例如 渝民规〔2026〕9号；没有文号的写文件简称。"
    )
    source_title = forms.CharField(
        label="文件全称", max_length=200, required=False, help_text="这个文号已经收录过的可以不填。"
    )
    note = forms.CharField(label="备注", max_length=200, required=False)
    reason = forms.CharField(label="为什么改", max_length=500, widget=forms.Textarea)
    corrects = forms.BooleanField(
        label="这是更正",
        required=False,
        help_text="同一天已经有一个写错的值，用这个替换。",
    )
    field_order = (
        "area",
        "value",
        "is_open",
        "since",
        "source_key",
        "source_title",
        "reason",
        "note",
        "corrects",
    )

    def __init__(self, *args: Any, number: Number, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number, self.region = number, region
        self.fields["value"] = value_field(number)
        self.fields["is_open"] = forms.BooleanField(
            label="不定数，由人决定", required=False, help_text="用到时提出裁定；勾了就不用写数。"
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("value") in (None, "") and not told.get("is_open") and "value" not in self.errors:
            self.add_error("value", "新的数还没有填；要留给人决定的，请勾“不定数”")
        return told

    @property
    def change(self) -> Amendment:
        """What the answers propose."""
        told = self.cleaned_data
        value = None if told["is_open"] else told["value"]
        return Amendment(
            (
                NumberChange(
                    name=self.number.name,
                    region=self.region,
                    area=told["area"] or None,
                    value=None if value is None else int(value),
                    since=told["since"],
                    source=Source(told["source_key"].strip(), told["source_title"].strip()),
                    note=told["note"].strip(),
                    corrects=told["corrects"],
                ),
            )
        )

    def tell(self, refused: Unfit) -> None:
        """The faults of the change, each beside the field where it is put right."""
        for fault in refused.faults:
            field = _FIELDS.get(fault.place.removeprefix("changes[0]."))
            self.add_error(field, fault.message)


def value_field(number: Number) -> forms.Field:
    """A field in the number's own unit; empty is for who leaves it to a person."""
    kind, _, per = number.unit.partition("/")
    if kind == "fen":
        return MoneyField(label="新的数", help_text=PER.get(per, "元"), required=False)
    if kind == "yes_no":
        choices = [("1", "是"), ("0", "否")]
        return forms.ChoiceField(label="新的数", widget=forms.RadioSelect, choices=choices, required=False)
    return forms.IntegerField(label="新的数", help_text=UNITS.get(kind, ""), min_value=0, required=False)
