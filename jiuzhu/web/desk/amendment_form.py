"""One change of a proposal as a form: a number in its own unit, a rule's new text, or an addition to an open list."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from jiuzhu.policy.amend import ListChange, NumberChange, RuleChange, Source
from jiuzhu.policy.amend.describe import text_in_force
from jiuzhu.policy.amend.openlists import in_force, words_for
from jiuzhu.policy.amend.rewrite import path_in
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.lists import members
from jiuzhu.policy.engine.numbers import SQUARE_METRE, Number, in_square_metres
from jiuzhu.web.desk.amendment_now import Now, list_now, number_now, rule_now
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.fields import AreaField, DayField, MoneyField
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.whole import whole

AREAS = {"": "不分城乡", "urban": "城市", "rural": "农村"}
PER = {
    "person·month": "元，每人每月", "person·year": "元，每人每年", "month": "元，每月", "event": "元，每次",
}  # fmt: skip
UNITS = {"month": "个月", "hour": "小时", "year": "年", "percent": "%（写 120 就是 120%）"}
_FIELDS = {"source.key": "source_key", "source.title": "source_title"}
_LINE = re.compile(r"第 (\d+) 行")


class Part(Ask):
    """What every change says: its document, and whether it puts right what was published before.

    Each kind below adds `label`, `law` and `now` for the head of its card, and `change`: what the answers propose.
    """

    field_order: ClassVar[tuple[str, ...]]  # type: ignore[misc]
    source_key = forms.CharField(
        label="文号", max_length=60, help_text="例如 渝民规〔2026〕9号；没有文号的写文件简称。"
    )
    source_title = forms.CharField(
        label="文件全称", max_length=200, required=False, help_text="这个文号以前收录过的，空着就行。"
    )
    corrects = forms.BooleanField(label="这是更正", required=False)

    def __init__(
        self, given: Any, *, library: Library, name: str, region: str, is_checked: bool, **kwargs: Any
    ) -> None:
        super().__init__(given if is_checked else None, **kwargs)
        self.library, self.name, self.region = library, name, region
        self._ask()
        for field in ("source_title", "area", "value", "members"):
            if field in self.fields:
                self.fields[field].is_conditional = True  # type: ignore[attr-defined]
        self.order_fields(self.field_order)
        if not is_checked:
            self.initial = {field: self._typed(given, field) for field in self.fields}

    def _ask(self) -> None:
        """Add the fields that depend on what is changed."""

    def _typed(self, given: Any, field: str) -> Any:
        return self.fields[field].widget.value_from_datadict(given, {}, self.add_prefix(field))

    @property
    def source(self) -> Source:
        return Source(self.cleaned_data["source_key"].strip(), self.cleaned_data["source_title"].strip())

    def tell(self, field: str, message: str) -> None:
        """A fault of the change beside the field where it is put right."""
        name = _FIELDS.get(field, field)
        self.add_error(name if name in self.fields else None, message)


class DatedPart(Part):
    """A change with its day and a note of its own."""

    since = DayField(label="从哪天起执行", help_text="文件写明的执行日；早于今天的，会算出要补发的月份。")
    note = forms.CharField(label="备注", max_length=200, required=False)

    @property
    def said(self) -> dict[str, Any]:
        """What a change of a number and one of a list both say."""
        told = self.cleaned_data
        return {
            "name": self.name,
            "region": self.region,
            "since": told["since"],
            "source": self.source,
            "note": told["note"].strip(),
            "corrects": told["corrects"],
        }


class NumberPart(DatedPart):
    """Another value of one number."""

    kind = "number"
    field_order = ("area", "value", "is_open", "since", "source_key", "source_title", "note", "corrects")

    def _ask(self) -> None:
        self.fields["area"] = forms.ChoiceField(
            label="适用", widget=forms.RadioSelect, choices=list(AREAS.items()), required=False
        )
        self.fields["value"] = value_field(self.number)
        self.fields["is_open"] = forms.BooleanField(
            label="不定数，由人决定", required=False, help_text="用到时提出裁定；勾了就不用写数。"
        )
        self.fields["corrects"].help_text = "同一天已经有一个写错的值，用这个替换。"

    @property
    def number(self) -> Number:
        return self.library.numbers[self.name]

    @property
    def label(self) -> str:
        return in_square_metres(self.number.label)

    @property
    def law(self) -> str:
        return self.number.law

    @property
    def now(self) -> list[Now]:
        return number_now(self.number, self.region, today())

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("value") in (None, "") and not told.get("is_open") and "value" not in self.errors:
            self.add_error("value", "新的数还没有填；要留给人决定的，请勾“不定数”")
        return told

    @property
    def change(self) -> NumberChange:
        told = self.cleaned_data
        value = None if told["is_open"] else told["value"]
        number = None if value is None else int(value)
        return NumberChange(area=told["area"] or None, value=number, **self.said)


class ListPart(DatedPart):
    """What is added to a list that the law leaves open."""

    kind = "list"
    field_order = ("members", "since", "source_key", "source_title", "note", "corrects")

    def _ask(self) -> None:
        words = self._words()
        hint = "全国或上级已经列着的不在这里。" if words else "写整数，几个之间用顿号隔开。"
        self.fields["members"] = (
            forms.MultipleChoiceField(
                label="加上", choices=list(words.items()), widget=forms.CheckboxSelectMultiple, required=False, help_text=hint
            )
            if words
            else forms.CharField(label="加上", max_length=200, required=False, help_text=hint)
        )  # fmt: skip
        self.fields["corrects"].help_text = "同一天加错了，用这一次的全部替换；都不选就是那天什么也不加。"

    def _words(self) -> dict[str, str]:
        """What the list can hold beyond what wider regions have put on it."""
        found = in_force(self.library, self.name, self.region, today())
        above = members(one for one in found if one.region != self.region)
        words = words_for(self.library, self.name)
        return {word: label for word, label in words.items() if word not in above}

    @property
    def label(self) -> str:
        return self.library.lists[self.name].label

    @property
    def law(self) -> str:
        return self.library.lists[self.name].law

    @property
    def now(self) -> list[Now]:
        found = in_force(self.library, self.name, self.region, today())
        return list_now(self.library, found)

    def clean_members(self) -> tuple[int | str, ...]:
        told = self.cleaned_data["members"]
        if isinstance(told, list):
            return tuple(told)
        parts = [part for part in re.split(r"[、，,\s]+", told) if part]
        numbers = tuple(number for part in parts if (number := whole(part)) is not None)
        if len(numbers) < len(parts):
            raise forms.ValidationError(f"“{told}”里有不是整数的，请写成 1、2", "not_whole")
        return numbers

    @property
    def change(self) -> ListChange:
        return ListChange(members=self.cleaned_data["members"], **self.said)


class RulePart(Part):
    """A new dated text of one rule."""

    kind = "rule"
    field_order = ("text", "source_key", "source_title", "corrects")
    text = forms.CharField(
        label="新的写法",
        strip=False,
        max_length=20_000,
        widget=forms.Textarea({"spellcheck": "false", "wrap": "off"}),
        help_text="已放入现行的写法。执行日写在 since=\"…\"，依据写在 law=\"…\"，三个引号之间是给人看的说明。",
    )  # fmt: skip

    def _ask(self) -> None:
        self.fields["corrects"].help_text = "同一天已经有一份写错的文本，用这份替换。"

    @property
    def version(self) -> Any:
        found = text_in_force(self.library, self.name, self.region, today().toordinal())
        return found or self.library.versions[self.name][-1]

    @property
    def label(self) -> str:
        return f"{self.version.label}（{self.name}）"

    @property
    def law(self) -> str:
        return str(self.version.law)

    @property
    def now(self) -> list[Now]:
        return rule_now(self.version)

    @property
    def path(self) -> str:
        """The file that the text belongs to."""
        return path_in(self.region, self.version.path)

    @property
    def change(self) -> RuleChange:
        told = self.cleaned_data
        return RuleChange(self.path, told["text"], self.source, told["corrects"])

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def tell(self, field: str, message: str) -> None:
        """With the line itself behind its number."""
        place = _LINE.search(message)
        lines = str(self["text"].value()).splitlines()
        if field == "text" and place and 0 < int(place[1]) <= len(lines):
            message = f"{self.path} {message}　→ {lines[int(place[1]) - 1].strip()[:60]}"
        super().tell(field, message)


PARTS: Mapping[str, type[NumberPart | ListPart | RulePart]] = {
    "number": NumberPart,
    "list": ListPart,
    "rule": RulePart,
}


def value_field(number: Number) -> forms.Field:
    """A field in the number's own unit; empty is for who leaves it to a person."""
    kind, _, per = number.unit.partition("/")
    if kind == "fen":
        return MoneyField(label="新的数", help_text=PER.get(per, "元"), required=False)
    if kind == "yes_no":
        choices = [("1", "是"), ("0", "否")]
        return forms.ChoiceField(label="新的数", widget=forms.RadioSelect, choices=choices, required=False)
    if per.startswith("cm2"):
        return AreaField(label="新的数", help_text="平方米", required=False, parts=SQUARE_METRE)
    return forms.IntegerField(label="新的数", help_text=UNITS.get(kind, ""), min_value=0, required=False)
