"""What an amendment changes, told as before → after: for pages, letters and those who are to approve it."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from jiuzhu.policy.amend.change import Amendment, ListChange, NumberChange, RuleChange, Source
from jiuzhu.policy.amend.openlists import in_force
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine import plan
from jiuzhu.policy.engine.declare import EARLIEST, Version, read_rules
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.lists import members
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
    kind: ClassVar[str] = "number"

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
class ListEffect:
    """What one region adds to an open list, and what was on it: in Chinese, the members with 、 between them."""

    index: int
    name: str
    label: str
    law: str
    region: str
    before: str
    added: str
    since: date
    source: Source
    note: str
    corrects: bool
    kind: ClassVar[str] = "list"

    @property
    def before_figures(self) -> str:
        return self.before or "没有列"

    @property
    def after_figures(self) -> str:
        """加上：服现役."""
        return f"加上：{self.added or '无'}"


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """One rule with a new text, and the text that was in force on the day before: its sentence, and the whole of it as written
    (`before_text`, `after_text`); `text` is the file that was proposed."""

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
    before_text: str = ""
    after_text: str = ""
    kind: ClassVar[str] = "rule"


Effect = NumberEffect | ListEffect | RuleEffect
_KINDS: Mapping[str, type[Effect]] = {one.kind: one for one in (NumberEffect, ListEffect, RuleEffect)}


def effects_as_json(effects: Iterable[Effect]) -> list[dict[str, Any]]:
    """Plain values that JSON can hold; `effects_from_json` reads them back."""
    return [
        {
            "kind": effect.kind,
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
    return _KINDS[kind](**about)


def describe(edition: Edition, amendment: Amendment) -> tuple[Effect, ...]:
    """Each change against the edition it is laid upon; a number that was apart in town and country is told twice.

    The amendment must be one that `amended` accepts.
    """
    library = library_of(edition)
    found: list[Effect] = []
    for index, change in enumerate(amendment.changes):
        if isinstance(change, NumberChange):
            found += _number(library, index, change)
        elif isinstance(change, ListChange):
            found.append(_list(library, index, change))
        else:
            found += _rules(edition, library, index, change)
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


def _list(library: Library, index: int, change: ListChange) -> ListEffect:
    held = library.lists[change.name]
    return ListEffect(
        index=index,
        name=held.name,
        label=held.label,
        law=held.law,
        region=change.region,
        before=library.spoken(members(in_force(library, held.name, change.region, change.since))),
        added=library.spoken(change.members),
        since=change.since,
        source=_source(library, change.source),
        note=change.note,
        corrects=change.corrects,
    )


def _rules(edition: Edition, library: Library, index: int, change: RuleChange) -> Iterator[RuleEffect]:
    for version in read_rules(change.path, change.text, change.region):
        before = text_in_force(library, version.name, version.region, version.since)
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
            before_text=written(edition.texts[before.path], before) if before else "",
            after_text=written(change.text, version),
        )


def text_in_force(library: Library, name: str, region: str, on: int) -> Version | None:
    """The text of a rule that a place uses on a day (number)."""
    return plan.in_force(library, name, region_chain(region), on)


def written(text: str, version: Version) -> str:
    """One rule as it stands in its file, decorator and all."""
    lines = text.splitlines()
    for node in ast.parse(text).body:
        first = min((part.lineno for part in getattr(node, "decorator_list", [])), default=node.lineno)
        if first <= version.line <= (node.end_lineno or node.lineno):
            return "\n".join(lines[first - 1 : node.end_lineno]) + "\n"
    return ""


def _since(entry: Entry | None) -> date | None:
    return date.fromordinal(entry.since) if entry and entry.since > EARLIEST else None


def _source(library: Library, source: Source) -> Source:
    """A source that the edition lists already, with its title."""
    known = library.sources.get(source.key, {})
    return source if source.title else Source(source.key, known.get("title", ""), known.get("read", ""))
