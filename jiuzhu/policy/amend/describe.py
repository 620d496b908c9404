"""What an amendment changes, told as before → after: for pages, letters and those who are to approve it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from jiuzhu.policy.amend.change import Amendment, NumberChange, RuleChange, Source
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.declare import EARLIEST, Version, read_rules
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.numbers import Entry, in_figures, region_chain
from jiuzhu.policy.programmes import library_of


@dataclass(frozen=True, slots=True)
class NumberEffect:
    """One number of one place, before and after. `before` is None both for an open number and for none at all (`is_new`)."""

    index: int
    name: str
    label: str
    unit: str
    law: str
    region: str
    area: str | None
    before: int | None
    before_region: str
    before_since: date | None
    before_source: str
    is_new: bool
    after: int | None
    since: date
    source: Source
    note: str
    corrects: bool

    @property
    def before_figures(self) -> str:
        """770 元, 150%, 由人决定; 没有规定 where nothing was in force."""
        return "没有规定" if self.is_new else in_figures(self.unit, self.before)

    @property
    def after_figures(self) -> str:
        return in_figures(self.unit, self.after)

    @property
    def rise(self) -> int | None:
        """By how much it goes up (down when below 0); None where either side is open."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """One rule with a new text, and the text that was in force on the day before."""

    index: int
    name: str
    label: str
    law: str
    region: str
    path: str
    before: str
    before_law: str
    after: str
    since: date
    source: Source
    text: str
    corrects: bool


Effect = NumberEffect | RuleEffect


def effects_as_json(effects: Iterable[Effect]) -> list[dict[str, Any]]:
    """Plain values that JSON can hold; `effects_from_json` reads them back."""
    return [
        {
            "kind": "number" if isinstance(effect, NumberEffect) else "rule",
            **{key: v.isoformat() if isinstance(v, date) else v for key, v in asdict(effect).items()},
        }
        for effect in effects
    ]


def effects_from_json(told: Iterable[Mapping[str, Any]]) -> tuple[Effect, ...]:
    """What `effects_as_json` wrote."""
    return tuple(_effect(dict(about)) for about in told)


def _effect(about: dict[str, Any]) -> Effect:
    kind = about.pop("kind")
    about["source"] = Source(**about["source"])
    about |= {key: date.fromisoformat(about[key]) for key in ("since", "before_since") if about.get(key)}
    return NumberEffect(**about) if kind == "number" else RuleEffect(**about)


def describe(edition: Edition, amendment: Amendment) -> tuple[Effect, ...]:
    """Each change against the edition it is laid upon; a number that was apart in town and country is told twice.

    The amendment must be one that `amended` accepts.
    """
    library = library_of(edition)
    found: list[Effect] = []
    for index, change in enumerate(amendment.changes):
        if isinstance(change, NumberChange):
            found += _number(library, index, change)
        else:
            found += _rules(library, index, change)
    return tuple(found)


def _number(library: Library, index: int, change: NumberChange) -> Iterator[NumberEffect]:
    number, regions = library.numbers[change.name], region_chain(change.region)
    areas = (change.area,) if change.area else ("urban", "rural")
    before = {area: number.in_force(regions, area, change.since.toordinal()) for area in areas}
    alike = len({id(entry) for entry in before.values()}) == 1
    for area, entry in list(before.items())[: 1 if alike else 2]:
        yield NumberEffect(
            index=index,
            name=number.name,
            label=number.label,
            unit=number.unit,
            law=number.law,
            region=change.region,
            area=change.area if alike else area,
            before=entry.value if entry else None,
            before_region=entry.region if entry else "",
            before_since=_since(entry),
            before_source=entry.source if entry else "",
            is_new=entry is None,
            after=change.value,
            since=change.since,
            source=_source(library, change.source),
            note=change.note,
            corrects=change.corrects,
        )


def _rules(library: Library, index: int, change: RuleChange) -> Iterator[RuleEffect]:
    for version in read_rules(change.path, change.text, change.region):
        before = _in_force(library, version)
        yield RuleEffect(
            index=index,
            name=version.name,
            label=version.label,
            law=version.law,
            region=change.region,
            path=change.path,
            before=before.doc if before else "",
            before_law=before.law if before else "",
            after=version.doc,
            since=date.fromordinal(version.since),
            source=_source(library, change.source),
            text=change.text,
            corrects=change.corrects,
        )


def _in_force(library: Library, new: Version) -> Version | None:
    """The text that a place used on the day on which a new one begins."""
    for region in region_chain(new.region):
        for version in library.versions.get(new.name, ()):
            if version.region == region and version.since <= new.since <= version.until:
                return version
    return None


def _since(entry: Entry | None) -> date | None:
    return date.fromordinal(entry.since) if entry and entry.since > EARLIEST else None


def _source(library: Library, source: Source) -> Source:
    """A source that the edition lists already, with its title."""
    known = library.sources.get(source.key, {})
    return source if source.title else Source(source.key, known.get("title", ""), known.get("read", ""))
