"""What holds today for a number, a list or a rule at a place, told beside the form that changes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from jiuzhu.policy.engine.declare import EARLIEST, Version
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.lists import Addition
from jiuzhu.policy.engine.numbers import Number, in_figures, region_chain

AREAS = {"urban": "城市", "rural": "农村"}


@dataclass(frozen=True)
class Now:
    """One line: for whom, what, since when, by which document."""

    area: str
    value: str
    since: date | None
    source: str


def number_now(number: Number, region: str, on: date) -> list[Now]:
    """One line where town and country agree, else one each; none where nothing is set."""
    found = []
    for area, word in AREAS.items():
        entry = number.in_force(region_chain(region), area, on.toordinal())
        if entry:
            value = in_figures(number.unit, entry.value)
            found.append(Now(word, value, _since(entry.since), entry.source))
    if len(found) == 2 and replace(found[0], area="") == replace(found[1], area=""):
        return [replace(found[0], area="不分城乡")]
    return found


def list_now(library: Library, additions: Iterable[Addition]) -> list[Now]:
    """A line for each document that names something."""
    return [Now("列着", library.spoken(one.members), _since(one.since), one.source) for one in additions]


def rule_now(version: Version) -> list[Now]:
    """The rule's own sentence."""
    return [Now("写法", version.doc, _since(version.since), version.law)]


def _since(day: int) -> date | None:
    return date.fromordinal(day) if day > EARLIEST else None
