"""What a programme is made of: which rule decides, which conditions are told, which amounts are paid. Data of the edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from jiuzhu.policy import facts
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.declare import EARLIEST
from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.lawyaml import load_yaml
from jiuzhu.policy.engine.library import Library, region_of
from jiuzhu.policy.engine.load import load
from jiuzhu.policy.engine.numbers import NATION, region_chain
from jiuzhu.policy.engine.plan import Plan, epoch, make_plan
from jiuzhu.policy.programme_files import read_programmes, whole_faults, written_on

_BESIDE = ("programmes.yaml", "wanted.yaml")
"""Files of an edition that hold no rule and no number."""


@dataclass(frozen=True, slots=True)
class Part:
    """One amount: a value of the household or of each person; of several kinds, each told apart or the picked one named.

    `cites` names the rule whose law the amount is told with, where that is not the amount's own.
    """

    part: str
    value: str | None
    pick: str | None
    kinds: Mapping[str, str]
    cites: str | None = None

    @property
    def goals(self) -> tuple[str, ...]:
        return tuple(name for name in (self.value, self.pick, *self.kinds.values()) if name)


@dataclass(frozen=True)
class Programme:
    """A programme in force in a region. `offset` names the number of months from the decision to the first payment.

    `hours` is a person's hours of service a month, which are no money.
    """

    name: str
    covers_members: bool
    qualifies: str
    conditions: tuple[tuple[str, ...], ...]
    details: Mapping[str, tuple[str, ...]]
    basis: Mapping[str, str]
    yields_to: tuple[str, ...]
    shows: tuple[str, ...]
    parts: tuple[Part, ...]
    hours: str | None
    once: Part | None
    shape: Mapping[str, str]
    offset: str
    is_aside: bool
    """Told only when it is asked for by name: it is no aid."""

    @cached_property
    def amounts(self) -> tuple[Part, ...]:
        """What is paid, each month or once."""
        return (*self.parts, self.once) if self.once else self.parts

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """Every rule it asks for."""
        told = [name for group in self.conditions for name in group]
        paid = [name for part in self.amounts for name in part.goals]
        served = (self.hours,) if self.hours else ()
        return (*self.shows, self.qualifies, *told, *self.shape.values(), *paid, *served)


@lru_cache(maxsize=8)
def library_of(edition: Edition) -> Library:
    """The law of an edition, read and linked once."""
    return load(
        {path: text for path, text in edition.texts.items() if not path.endswith(_BESIDE)},
        facts.FACTS,
    )


@lru_cache(maxsize=256)
def programmes_of(edition: Edition, region: str) -> Mapping[str, Programme]:
    """The programmes of a region, in the order of classification: the nation's, with what the region adds or replaces."""
    chain = region_chain(region)
    files = [(path, text) for path, text in edition.texts.items() if path.endswith("programmes.yaml")]
    files = [(path, text) for path, text in files if region_of(path) in chain]
    merged: dict[str, dict[str, Any]] = {}
    for path, text in sorted(files, key=lambda item: -chain.index(region_of(item[0]))):
        for name, about in read_programmes(path, text).items():
            merged.setdefault(name, {}).update(about)
            faults = whole_faults(path, load_yaml(path, text).line_of(name), name, merged[name])
            if faults:
                raise LawFault(faults)
    return {name: _programme(name, about) for name, about in merged.items()}


def _programme(name: str, about: Mapping[str, Any]) -> Programme:
    groups = about.get("conditions", [])
    return Programme(
        name=name,
        covers_members=about["covers"] == "member",
        qualifies=about["qualifies"],
        conditions=tuple(tuple(group) if isinstance(group, list) else (group,) for group in groups),
        details={key: tuple(value) for key, value in about.get("details", {}).items()},
        basis=about.get("basis", {}),
        yields_to=tuple(about.get("yields_to", [])),
        shows=tuple(about.get("shows", [])),
        parts=tuple(
            Part(part["part"], part.get("value"), part.get("pick"), part.get("kinds", {}), part.get("cites"))
            for part in about.get("parts", [])
        ),
        hours=about.get("hours"),
        once=Part("once", about["once"], None, {}) if "once" in about else None,
        shape=about.get("shape", {}),
        offset=about.get("offset", "award_month_offset"),
        is_aside=about.get("aside") == "true",
    )


def plan_for(edition: Edition, region: str, area: str, day: int) -> Plan:
    """The plan of everything a region has, built once for each stretch of days on which the law is constant."""
    place = next((code for code in region_chain(region) if code in _folders(edition)), NATION)
    return _plan(edition, place, area, epoch(library_of(edition), place, day))


@lru_cache(maxsize=8)
def _folders(edition: Edition) -> frozenset[str]:
    return frozenset(region_of(path) for path in edition.texts)


@lru_cache(maxsize=512)
def _plan(edition: Edition, region: str, area: str, stretch: int) -> Plan:
    library = library_of(edition)
    days = library.days_of_change(region)
    day = days[stretch - 1] if stretch else min(days, default=EARLIEST + 1) - 1
    programmes = programmes_of(edition, region).values()
    goals = dict.fromkeys(goal for each in programmes for goal in (*each.goals, each.offset))
    strange = [
        Fault(
            *_written(edition, region, goal), f"没有叫 {goal} 的规则或数{neighbours(goal, library.versions)}"
        )
        for goal in goals
        if not library.is_known(goal)
    ]
    if strange:
        raise LawFault(strange)
    return make_plan(library, goals, region, area, day)


def _written(edition: Edition, region: str, word: str) -> tuple[str, int]:
    """The file and line of a region's programmes on which a word stands, the most specific region first."""
    for code in region_chain(region):
        for path, text in edition.texts.items():
            if path.endswith("programmes.yaml") and region_of(path) == code:
                line = written_on(text, word)
                if line:
                    return path, line
    return "programmes.yaml", 0
