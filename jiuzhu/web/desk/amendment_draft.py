"""A proposal while it is being written: its parts as they were typed, one more or one fewer, and what does not fit."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from jiuzhu.editions.fit import Unfit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.policy.amend import Amendment
from jiuzhu.policy.amend.describe import text_in_force
from jiuzhu.policy.amend.rewrite import to_rewrite
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.programmes import library_of
from jiuzhu.web.desk.amendment_form import PARTS
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.whole import whole

MOST = 12
"""So many changes are published together at most."""
_PART = re.compile(r"(\d{1,3})\|(number|list|rule)\|(\w{1,80})")
_PLACE = re.compile(r"changes\[(\d+)\]\.?(.*)")
_SAME = ("source_key", "source_title", "since_y", "since_m", "since_d")
"""What a further part takes over from those before it."""


class Why(Ask):
    reason = forms.CharField(label="为什么改", max_length=500, widget=forms.Textarea)


class Draft:
    """Everything typed so far. `is_checked`: it was handed in, and whatever is wrong is told."""

    def __init__(self, given: QueryDict, edition: Edition, region: str, *, is_checked: bool) -> None:
        self.given, self.is_checked = given, is_checked
        library = library_of(edition)
        told = {"library": library, "region": region, "is_checked": is_checked}
        self.parts = [
            PARTS[kind](given, name=name, prefix=key, **told) for key, kind, name in _named(given, library)
        ]
        self.why = Why(given if is_checked else None, initial={"reason": given.get("reason", "")})
        self.general: list[str] = []
        self.refusal: Refused | None = None

    @property
    def is_valid(self) -> bool:
        if not self.parts:
            self.general.append("还没有选要改什么：在“再加一项”里选一个数、一个列表或一条规则")
        return all([*(part.is_valid() for part in self.parts), self.why.is_valid(), self.parts])

    @property
    def amendment(self) -> Amendment:
        return Amendment(tuple(part.change for part in self.parts))

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """(id to jump to, words) of everything to be mended, each with the number of its part where there are several."""
        if not self.is_checked:
            return []
        found = [("", message) for message in self.general]
        for number, part in enumerate(self.parts, 1):
            place = f"第 {number} 项 " if len(self.parts) > 1 else ""
            found += [(target, f"{place}{message}") for target, message in part.wrong]
        return found + self.why.wrong

    @property
    def status(self) -> int:
        return 409 if self.refusal else 422 if self.wrong else 200

    @property
    def typed(self) -> Iterator[tuple[str, str]]:
        """(name, value) of everything, to travel through the page on which the change is looked at."""
        for name, values in self.given.lists():
            if name not in ("csrfmiddlewaretoken", "step"):
                yield from ((name, str(value)) for value in values)

    def tell(self, unfit: Unfit) -> None:
        """The faults of the change, each beside its field."""
        for fault in unfit.faults:
            place = _PLACE.fullmatch(fault.place)
            if place and int(place[1]) < len(self.parts):
                self.parts[int(place[1])].tell(place[2], fault.message)
            else:
                self.general.append(fault.message)


def _named(given: QueryDict, library: Library) -> Iterator[tuple[str, str, str]]:
    """(key, kind, name) of each part; what names nothing in the law is left out."""
    for told in given.getlist("part")[:MOST]:
        found = _PART.fullmatch(told)
        if found and _is_known(library, found[2], found[3]):
            yield found[1], found[2], found[3]


def _is_known(library: Library, kind: str, name: str) -> bool:
    held: dict[str, Any] = {"number": library.numbers, "list": library.lists, "rule": library.versions}
    return name in held[kind]


def add(given: QueryDict, kind: str, name: str, edition: Edition, region: str, on: date) -> None:
    """One part more, with the document and day of the one before; a rule with its text in force, from `on` if no day is known."""
    keys = [told.partition("|")[0] for told in given.getlist("part")]
    if len(keys) >= MOST or not _is_known(library_of(edition), kind, name):
        return
    key = str(max((number for one in keys if (number := whole(one)) is not None), default=-1) + 1)
    given.appendlist("part", f"{key}|{kind}|{name}")
    for field in _SAME:
        typed = [told for one in reversed(keys) if (told := given.get(f"{one}-{field}", ""))]
        given[f"{key}-{field}"] = typed[0] if typed else ""
    if kind == "rule":
        _, given[f"{key}-text"] = to_rewrite(edition, name, region, _day(given, key) or on) or ("", "")


def remove(given: QueryDict, key: str) -> None:
    """One part less."""
    given.setlist("part", [told for told in given.getlist("part") if told.partition("|")[0] != key])
    for name in [name for name in given if name.startswith(f"{key}-")]:
        del given[name]


def _day(given: QueryDict, key: str) -> date | None:
    try:
        return date(*(int(given.get(f"{key}-since_{part}", "")) for part in "ymd"))
    except ValueError:
        return None


def choices(library: Library, region: str, on: date) -> dict[str, list[tuple[str, str]]]:
    """What may be added: (name, label) of numbers, of lists, and of the rules in force in a region."""
    rules = ((name, text_in_force(library, name, region, on.toordinal())) for name in library.versions)
    return {
        "number": _by_label((n.name, f"{n.label}（{n.key}）") for n in library.numbers.values()),
        "list": _by_label((one.name, one.label) for one in library.lists.values()),
        "rule": _by_label((name, f"{rule.label}（{name}）") for name, rule in rules if rule),
    }


def _by_label(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: pair[1])
