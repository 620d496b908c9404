"""The form of a home visit: who was there, what was seen, one thing a row, and who signs."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from jiuzhu.casework.actions.visit import Hand, Seen
from jiuzhu.kernel.fen import parse_yuan, plain_yuan
from jiuzhu.org.models import Login
from jiuzhu.policy.facts import INCOMES, VEHICLES
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.fields import DayField
from jiuzhu.web.ui.signature import SignatureField

HOUSES = ["土木或砖木，能住", "砖混或框架，能住", "有明显危险（裂、斜、漏）", "借住或者租住"]
ROWS = 10
"""As many things as one visit writes down; what is more goes into its words."""
MOST = 50
"""Nobody sees more cars or shops than that."""
GUARDIAN = "guardian"
_INCOMES = (
    "wage", "business_net", "property_net", "land_rent", "support_received", "pension", "unemployment_benefit", "other_transfer",
)  # fmt: skip
_BUSINESSES = {"sole_trader": "个体户", "company": "公司", "partnership": "合伙企业", "cooperative": "合作社"}
_THINGS = [
    ("收入（写每月多少元）", [(f"income.{kind}", INCOMES[kind]) for kind in _INCOMES]),
    (
        "财产",
        [
            ("assets.financial", "存款、现金（写元）"),
            ("assets.homes", "住房（写平方米，一处一项）"),
            ("assets.shops", "门面、店铺（写几间）"),
            *((f"assets.vehicles.{kind}", f"{name}（写几辆）") for kind, name in VEHICLES.items()),
            *((f"assets.businesses.{kind}", f"{name}（写几家）") for kind, name in _BUSINESSES.items()),
        ],
    ),
]


class Thing(forms.Form):
    """One income or asset as it was seen; an empty row says nothing."""

    what = forms.ChoiceField(label="看到什么", choices=[("", "请选"), *_THINGS])
    who = forms.ChoiceField(label="谁的", help_text="收入要选；财产算全家的，不用选。", required=False)
    figure = forms.CharField(label="多少", max_length=14, widget=forms.TextInput({"inputmode": "decimal"}))
    note = forms.CharField(
        label="怎么知道的", help_text="例如：本人说的、看了工资条。", max_length=100, required=False
    )

    def __init__(self, *args: Any, people: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "请选"), *people.items()]
        self.fields["what"].error_messages["required"] = "还没有选看到的是什么"
        self.fields["figure"].error_messages["required"] = "还没有写多少"

    def clean(self) -> dict[str, Any]:
        """`seen`: the row as surveyors' word."""
        told = super().clean() or {}
        if not {"what", "figure", "note"} <= told.keys():
            return told
        key, is_income = told["what"], told["what"].startswith("income.")
        if is_income and not told.get("who"):
            self.add_error("who", "收入要选是谁的")
            return told
        try:
            key, value = _value(key, told["figure"])
        except ValueError as wrong:
            self.add_error("figure", str(wrong))
            return told
        return told | {"seen": Seen(int(told["who"]) if is_income else None, key, value, told["note"])}


def _value(what: str, figure: str) -> tuple[str, Any]:
    """The fact and its value in the determination's words. Raises ValueError in words."""
    hundredths = parse_yuan(figure)
    if hundredths < 0:
        raise ValueError("不能是负数")
    if what.startswith("income."):
        return what, {"per_month": plain_yuan(hundredths)}
    if what == "assets.financial":
        return what, plain_yuan(hundredths)
    if what == "assets.homes":
        return what, [{"area_m2": plain_yuan(hundredths)}]
    number, rest = divmod(hundredths, 100)
    if rest or not 1 <= number <= MOST:
        raise ValueError(f"要写 1 到 {MOST} 的整数")
    if what == "assets.shops":
        return what, number
    key, _, kind = what.rpartition(".")
    return key, [{"kind": kind} for _ in range(number)]


_QUESTIONS = (
    "visited_on", "second", "present", "house", "living", "appliances", "livestock", "remarks",
)  # fmt: skip
_Rows = forms.formset_factory(Thing, extra=ROWS, max_num=ROWS, absolute_max=ROWS)


class Survey(Ask):
    """What two surveyors write down at the door; `things` are the rows of what they saw."""

    number = forms.UUIDField(widget=forms.HiddenInput)
    visited_on = DayField(label="哪天去的", past=True)
    second = forms.ChoiceField(label="和谁一起去的", help_text="入户要两个人。")
    present = forms.CharField(label="家里谁在场", max_length=60)
    house = forms.ChoiceField(label="房屋", choices=[(one, one) for one in HOUSES], widget=forms.RadioSelect)
    living = forms.CharField(label="平时住在这里的人", max_length=120)
    appliances = forms.CharField(label="家电、用具", required=False, max_length=200)
    livestock = forms.CharField(label="种的、养的", required=False, max_length=200)
    remarks = forms.CharField(label="其他看到的", required=False, max_length=500, widget=forms.Textarea)
    second_strokes = SignatureField(label="同行的调查人员签名")

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        companions: Mapping[str, Login],
        people: Mapping[str, str],
        hands: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """`people`: who may have an income; `hands`: who may sign, by person's number or `GUARDIAN`."""
        super().__init__(data, *args, **kwargs)
        self.companions, self.hands = companions, hands
        self.fields["second"].choices = [("", "请选"), *((pk, one.name) for pk, one in companions.items())]
        for key, name in hands.items():
            self.fields[_hand(key)] = SignatureField(label=f"{name}签名", required=False)
        self.things = _Rows(data, prefix="things", form_kwargs={"people": people})

    def questions(self) -> Iterator[forms.BoundField]:
        """The fields above the rows, in their order."""
        yield from (self[name] for name in _QUESTIONS)

    def signatures(self) -> Iterator[forms.BoundField]:
        """The fields to sign in, the companion's first."""
        yield self["second_strokes"]
        yield from (self[_hand(key)] for key in self.hands)

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"])

    def clean_second(self) -> Login:
        return self.companions[self.cleaned_data["second"]]

    def clean(self) -> dict[str, Any]:
        """The act's keywords: what was seen, and who of the family signed."""
        told = super().clean() or {}
        strokes = {key: told.pop(_hand(key), b"") for key in self.hands}
        if not any(strokes.values()) and not any(_hand(key) in self.errors for key in self.hands):
            self.add_error(_hand(next(iter(self.hands))), "在场的家里人还没有签名，至少一位大人要签")
        told["family"] = [
            Hand(image, None if key == GUARDIAN else int(key)) for key, image in strokes.items() if image
        ]
        if not self.things.is_valid():
            self.add_error(None, "看到的收入和财产没有写全")
        told["seen"] = (
            [row["seen"] for row in self.things.cleaned_data if "seen" in row] if not self.errors else []
        )
        return told

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """As every form's, with the rows' faults named by their number."""
        mine = [(target, words) for target, words in super().wrong if target]
        return mine + [
            (field.id_for_label, f"第 {number} 项：{error}")
            for number, row in enumerate(self.things.forms, 1)
            for field in row
            for error in field.errors
        ]


def _hand(key: str) -> str:
    return f"sign_{key}"
