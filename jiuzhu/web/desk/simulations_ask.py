"""A what-if to be asked: up to three numbers, or a change that was proposed already; assumptions and evidence beside them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from jiuzhu.analysis import actions, queries, store
from jiuzhu.analysis.actions import ASKERS, Asked
from jiuzhu.analysis.evidence import Item, Told, from_json
from jiuzhu.analysis.kinds import Turn
from jiuzhu.analysis.models import Scenario
from jiuzhu.editions import queries as editions
from jiuzhu.kernel.fen import parse_yuan, plain_yuan
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.typed import per_cent
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment, NumberChange, Source
from jiuzhu.policy.engine.numbers import Number, region_chain
from jiuzhu.policy.programmes import library_of
from jiuzhu.policy.rulings import read_value
from jiuzhu.web.desk.simulations import READERS
from jiuzhu.web.ui.acting import Ask, acting, asked
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today
from jiuzhu.web.ui.whole import whole

ROWS = (1, 2, 3)
AREAS = (("", "城乡都改"), ("urban", "只改城市"), ("rural", "只改农村"))
TRIED = "试算草案"
THEN = "then"
"""The register as it was on the day of the comparison."""
_YES_NO = {"是": "true", "否": "false"}
_DAY = {"type": "date"}


def _choice(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _line(label: str, most: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False)


class Change(Ask):
    """The whole question; `cleaned_data` is what `analysis.ask` takes."""

    title = forms.CharField(label="这次试算叫什么", max_length=60, help_text="例如：2027年标准方案乙")
    region = forms.ChoiceField(label="哪个地区")
    families = forms.ChoiceField(label="用哪些家庭算", required=False)
    proposal = forms.ChoiceField(label="拟议的修改", required=False, help_text="选了它，下面三行就不用填。")
    since = forms.DateField(label="从哪天起施行", widget=forms.DateInput(_DAY, "%Y-%m-%d"), required=False)
    on = forms.DateField(
        label="按哪一天比",
        widget=forms.DateInput(_DAY, "%Y-%m-%d"),
        required=False,
        help_text="不填就按施行日；已经施行的按今天。填过去的一天，就按当天的规定算。",
    )
    first = forms.CharField(
        label="从哪个月起算一年", required=False, max_length=7, help_text="写成 2027-01；不填就从下个月起。"
    )
    turn = forms.ChoiceField(
        label="月中调整，当月怎么发",
        choices=[(one.value, one.label) for one in (Turn.NEXT, Turn.WHOLE, Turn.DAYS)],
        help_text="各地不一样，请核对当地规定；不核对就按下个月。",
    )

    def __init__(self, data: Any, scope: Scope, initial: Mapping[str, Any]) -> None:
        self.scope, self.edition = scope, editions.current()
        self.begins: list[date] = []
        self.held = library_of(self.edition).numbers
        numbers = [("", "——")] + [(n.name, f"{n.label}（{n.key}）") for n in _ordered(self.held.values())]
        super().__init__(data, initial=initial)
        for row in ROWS:
            self.fields[f"number_{row}"] = _choice(f"第 {row} 个数", numbers)
            self.fields[f"area_{row}"] = _choice("哪里", AREAS)
            self.fields[f"value_{row}"] = _line("改成", 20)
            self.fields[f"assumed_{row}"] = _choice(f"假定 {row}", numbers)
            self.fields[f"as_{row}"] = _line("定为", 20)
        for one in Told:
            self.fields[one.value] = _line(one.label, 20)
            self.fields[f"{one.value}_source"] = _line("出处", 80)
        regions = [code[:6] for role, code in scope.duties if role in ASKERS]
        names = region_names(regions)
        self.fields["region"].choices = [(code, names.get(code, code)) for code in dict.fromkeys(regions)]
        self.fields["families"].choices = [
            ("", "登记在册的家庭（今天的数据）"),
            (THEN, "登记在册的家庭（比的那一天的数据）"),
            *_cities(),
        ]
        if self.initial.get("families", "") not in dict(self.fields["families"].choices):
            self.fields[
                "families"
            ].help_text = "原来用的合成人口已经删除，现在选的是登记在册的家庭，可以另选。"
        self.fields["proposal"].choices = [("", "不用，自己写"), *_proposals(scope)]

    @property
    def numbers(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"number_{row}"], self[f"area_{row}"], self[f"value_{row}"]) for row in ROWS]

    @property
    def assumptions(self) -> list[tuple[Any, Any]]:
        return [(self[f"assumed_{row}"], self[f"as_{row}"]) for row in ROWS]

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        return [(self[one.value], self[f"{one.value}_source"]) for one in Told]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        amendment = self._amendment(told)
        assumed = self._assumed(told)
        evidence = {one: item for one in Told if (item := self._item(told, one))}
        first = self._first(told)
        if told.get("families") == THEN and not told.get("on"):
            self.add_error("on", "用比的那一天的家庭，要写明是哪一天，今天或以前的一天")
        if self.errors or amendment is None:
            return told
        since = min(self.begins, default=today())
        whole = Asked(
            told["title"],
            told["region"],
            amendment,
            told.get("on") or max(since, today()),
            first,
            Turn(told["turn"]),
            assumed,
            evidence,
            "" if told.get("families") == THEN else told.get("families") or "",
            int(told["proposal"]) if told.get("proposal") else None,
            told["on"] if told.get("families") == THEN else None,
        )
        return {"asked": whole}

    def _amendment(self, told: Mapping[str, Any]) -> Amendment | None:
        if told.get("proposal"):
            found = editions.amendment(self.scope, int(told["proposal"]))
            self.begins = [date.fromisoformat(day) for day in found.since] if found else []
            return editions.value_of(found.row) if found else None
        wanted = [row for row in ROWS if told.get(f"number_{row}")]
        if not wanted:
            self.add_error("number_1", "至少改一个数，或者选一项拟议的修改")
        elif not told.get("since"):
            self.add_error("since", "从哪天起施行还没有填")
        else:
            self.begins = [told["since"]]
            changes = [self._change(told, row) for row in wanted]
            if all(changes):
                return Amendment(tuple(one for one in changes if one))
        return None

    def _change(self, told: Mapping[str, Any], row: int) -> NumberChange | None:
        number, area = self.held[told[f"number_{row}"]], told[f"area_{row}"] or None
        region, since = told.get("region", ""), told["since"]
        try:
            value = self._value(number, told[f"value_{row}"].strip(), region, area, since)
        except ValueError as wrong:
            self.add_error(f"value_{row}", str(wrong))
            return None
        return NumberChange(number.name, region, area, value, since, Source(TRIED, TRIED))

    def _value(self, number: Number, text: str, region: str, area: str | None, since: date) -> int:
        """A new value, or `105%` of the one in force, money rounded to whole yuan. Raises ValueError in Chinese."""
        if not text.endswith(("%", "％")) or number.unit.startswith("percent"):
            return read_value(number, _YES_NO.get(text, text.rstrip("%％")))
        found = {
            entry.value if entry else None
            for one in ((area,) if area else ("urban", "rural"))
            for entry in [number.in_force(region_chain(region), one, since.toordinal())]
        }
        (now_value,) = found if len(found) == 1 else (None,)
        if now_value is None:
            raise ValueError("城乡现在不一样，或者现在没有定数，不能写成百分之几；请分开写，或者写出新数")
        times = per_cent(text)
        unit = 100 if number.unit.startswith("fen") else 1
        return read_value(
            number,
            _plain(number, int((now_value * times / 100 / unit).to_integral_value("ROUND_HALF_UP")) * unit),
        )

    def _assumed(self, told: Mapping[str, Any]) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in ROWS:
            name, text = told.get(f"assumed_{row}"), (told.get(f"as_{row}") or "").strip()
            if not name:
                continue
            try:
                found[name] = read_value(self.held[name], _YES_NO.get(text, text.rstrip("%％")))
            except ValueError as wrong:
                self.add_error(f"as_{row}", str(wrong))
        return found

    def _item(self, told: Mapping[str, Any], one: Told) -> Item | None:
        """A fact with its source; one that is left empty is not known."""
        text, source = (told.get(one.value) or "").strip(), (told.get(f"{one.value}_source") or "").strip()
        if not text:
            return Item(one, None, source) if source else None
        if not source:
            self.add_error(f"{one.value}_source", f"{one.label}要写出处；不知道就都不填")
        try:
            value = parse_yuan(text) if one.value.endswith("fen") else int(per_cent(text) * 10)
        except ValueError:
            self.add_error(
                one.value, f"“{text}”不是数，请写成 {'2330' if one.value.endswith('fen') else '100.4'}"
            )
            return None
        return Item(one, value, source)

    def _first(self, told: Mapping[str, Any]) -> Month:
        if not told.get("first"):
            return Month.of(today()) + 1
        try:
            return Month.parse(told["first"])
        except ValueError as wrong:
            self.add_error("first", str(wrong))
            return Month.of(today())


@officer(*READERS)
def new(request: Any) -> HttpResponse:
    """Ask; `?from=` begins with what another scenario said, `?assume=` with a number that was open, `?proposal=` with a change
    that waits for its second person."""
    form = Change(request.POST or None, request.scope, _initial(request))
    if acting(form, actions.ask, today=today(), at=now(), by=request.scope):
        return redirect("desk:scenario", form.result.pk)
    return asked(request, "desk/simulations/ask.html", form)


def _initial(request: Any) -> dict[str, Any]:
    start = whole(request.GET.get("from", ""))
    found = _from(queries.scenario(request.scope, start)) if start else {}
    if proposal := whole(request.GET.get("proposal", "")):
        found |= {"proposal": str(proposal), "title": f"第 {proposal} 号修改"}
    open_number = request.GET.get("assume", "")
    if open_number:
        free = next((row for row in ROWS if f"assumed_{row}" not in found), ROWS[-1])
        found[f"assumed_{free}"] = open_number
    return found


def _from(row: Scenario) -> dict[str, Any]:
    """What a scenario said, as the form writes it."""
    held = library_of(editions.load(row.base_hash)).numbers
    found: dict[str, Any] = {
        "title": f"{row.title}（改）"[:60], "region": row.region_code, "families": _families(row),
        "on": row.on, "first": str(Month(row.first_month)), "turn": row.turn,
        "proposal": str(row.amendment_id or ""),
    }  # fmt: skip
    changes = [c for c in Amendment.from_json(row.amendment).changes if isinstance(c, NumberChange)]
    if not row.amendment_id:
        for place, change in zip(ROWS, changes, strict=False):
            found |= {
                f"number_{place}": change.name,
                f"area_{place}": change.area or "",
                "since": change.since,
            }
            found[f"value_{place}"] = "" if change.value is None else _plain(held[change.name], change.value)
    for place, (name, value) in zip(ROWS, row.assumed.items(), strict=False):
        found |= {f"assumed_{place}": name, f"as_{place}": _plain(held[name], value)}
    for key, item in from_json(row.evidence).items():
        found[f"{key.value}_source"] = item.source
        if item.value is not None:
            is_money = key.value.endswith("fen")
            found[key.value] = plain_yuan(item.value) if is_money else f"{item.value / 10:.1f}"
    return found


def _families(row: Scenario) -> str:
    if row.origin == "city":
        return row.extract_hash
    return THEN if row.asked_on == row.on and row.on < day_of(row.asked_at) else ""


def _plain(number: Number, value: int) -> str:
    """A value as `read_value` reads it."""
    if number.unit.startswith("fen"):
        return plain_yuan(value)
    return ("true" if value else "false") if number.unit.startswith("yes_no") else str(value)


def _ordered(numbers: Iterable[Number]) -> list[Number]:
    """Standards of money first, the 低保 standard before all."""
    return sorted(numbers, key=lambda n: (n.name != "standard_fen", not n.unit.startswith("fen"), n.label))


def _cities() -> list[tuple[str, str]]:
    return [
        (name, f"合成人口 {told['files']['person']['rows']:,} 人（{told['as_of']}）")
        for name, told in store.cities()
    ]


def _proposals(scope: Scope) -> list[tuple[str, str]]:
    """Changes of the law that wait for a second person."""
    waiting = [told for told in editions.amendments(scope) if told.row.is_waiting]
    return [(str(told.row.pk), f"第 {told.row.pk} 号：{told.row.reason[:40]}") for told in waiting]
