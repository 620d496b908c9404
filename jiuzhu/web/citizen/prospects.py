"""What the calculator says of each programme, in words: fits, does not fit, or depends on what; never a promise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.policy.calculator.prospect import Prospect, View
from jiuzhu.policy.calculator.told import Told, is_field, person_of, topic_of
from jiuzhu.policy.calculator.topics import BY_KEY
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.web.ui.law import law_url

_MOST_TOLD = 4
_NEAR = 3


@dataclass(frozen=True)
class Said:
    """One programme as the page tells it."""

    name: str
    word: str
    tone: str
    amount: str
    depends: str
    decided: str
    beside: str
    law: str
    href: str
    open_facts: int = 0
    """How many facts and rulings still decide."""


@dataclass(frozen=True)
class Everything:
    """All programmes of a place: those that fit, those that depend on something, those that do not fit."""

    fits: tuple[Said, ...]
    depends: tuple[Said, ...]
    fails: tuple[Said, ...]

    @property
    def near(self) -> tuple[Said, ...]:
        """The few of those that depend on something to read first: nearly settled ones, then in the order of the programmes."""
        first = tuple(sorted(self.depends, key=lambda one: one.open_facts > _MOST_TOLD))
        return first if len(first) <= _NEAR + 1 else first[:_NEAR]

    @property
    def rest(self) -> tuple[Said, ...]:
        """The others, in the order of the programmes."""
        return tuple(one for one in self.depends if one not in self.near)


def said(told: Told, found: tuple[View, Mapping[str, Prospect]], edition: Edition) -> Everything:
    """Every programme of the place in words."""
    view, prospects = found
    every = [(one, _said(told, view, one)) for one in prospects.values()]
    return Everything(
        tuple(words for one, words in every if one.qualifies is True),
        tuple(words for one, words in every if one.qualifies is None),
        tuple(words for one, words in every if one.qualifies is False),
    )


def _said(told: Told, view: View, one: Prospect) -> Said:
    word, tone = {True: ("符合", "done"), False: ("不符合", "pause"), None: ("还取决于", "soon")}[
        one.qualifies
    ]
    programme = view.programmes[one.programme]
    facts: dict[str, Any] = {"region": told.region, "area": view.family.area, "date": told.day.isoformat()}
    others = "、".join(PROGRAMMES[name] for name in one.excluded_by)
    return Said(
        PROGRAMMES[one.programme],
        word,
        tone,
        "" if one.qualifies is False or others else _amount(one),
        "" if one.qualifies is False else _depends(told, one),
        "" if one.qualifies is False or one.places else _decided(view, one),
        f"和{others}只能享受一样，先按{others}办。" if others else "",
        one.law,
        f"{law_url(facts, one.programme)}#{programme.qualifies}" if one.law else "",
        len(one.places) + len(one.numbers),
    )


def _amount(one: Prospect) -> str:
    """每月 936 元, 每月 0 到 1,651 元, 一次…; whether it is paid at all is said beside it."""
    told = []
    if one.hours[1]:
        least, most = one.hours
        told.append(f"每月上门照料 {least if least == most else f'{least} 到 {most}'} 小时")
    if one.is_paid:
        per = "一次" if one.is_once else "每月"
        if one.most_fen is None:
            told.append("给多少，要工作人员核实后才能定")
        elif one.least_fen == one.most_fen:
            told.append(f"{per} {spoken_yuan(one.most_fen)} 元" if one.most_fen else "")
        else:
            told.append(f"{per} {spoken_yuan(one.least_fen)} 到 {spoken_yuan(one.most_fen)} 元")
    words = "；".join(filter(None, told))
    return f"要是符合，{words}" if words and one.qualifies is None and one.most_fen is not None else words


def _depends(told: Told, one: Prospect) -> str:
    """The facts that still decide, in plain words, each once, the first few."""
    found = dict.fromkeys(_short(told, place) for place in sorted(one.places))
    words = [word for word in found if word]
    rest = f"等 {len(words)} 样" if len(words) > _MOST_TOLD else ""
    return "、".join(words[:_MOST_TOLD]) + rest


def _short(told: Told, place: str) -> str:
    name = "members.0.father.status" if place == "parents" else told.name_of(place)
    if not is_field(name):
        return "工作人员核实的情况"
    topic = BY_KEY[topic_of(name)]
    return topic.short.format(who=told.person(person_of(name)) if topic.is_alone else "")


def _decided(view: View, one: Prospect) -> str:
    numbers = [view.number(name) for name in sorted(one.numbers)]
    labels = [number.label for number in numbers if number is not None]
    if labels or not one.numbers:
        return "、".join(labels[:2]) + (f"等 {len(labels)} 样" if len(labels) > 2 else "")
    return "这里的规定没有收录，要看当地文件"
