"""The whole law of an edition, read and linked: every name known, every kind right, no two texts of a rule in force at once."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from jiuzhu.policy.engine.declare import EARLIEST, LATEST, Version, read_rules
from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.numbers import NATION, Number, load_yaml, read_numbers, region_chain
from jiuzhu.policy.engine.rows import HOUSEHOLD, OWNER, lineage
from jiuzhu.policy.engine.values import WIDEST

BUSINESS_DAY = "date"
"""The one name every rule may ask for: the day of the determination, as a day number."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a family can tell. Words have options with their Chinese; `low`..`high` bound the rest when it is not known."""

    name: str
    entity: str
    kind: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)
    low: int = 0
    high: int = WIDEST


@dataclass(frozen=True)
class Library:
    """Rules, numbers and sources of one edition."""

    versions: Mapping[str, tuple[Version, ...]]
    numbers: Mapping[str, Number]
    sources: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Fact]

    @cached_property
    def _days(self) -> Mapping[str, frozenset[int]]:
        """For each region, the day numbers on which something of its own begins, or has just ended."""
        spans = [(v.region, v.since, v.until) for group in self.versions.values() for v in group]
        spans += [(e.region, e.since, e.until) for number in self.numbers.values() for e in number.entries]
        found: dict[str, set[int]] = {}
        for region, since, until in spans:
            found.setdefault(region, set()).update({since, until + 1} - {EARLIEST, LATEST + 1})
        return {region: frozenset(days) for region, days in found.items()}

    @cached_property
    def _days_in(self) -> dict[str, tuple[int, ...]]:
        return {}

    def days_of_change(self, region: str) -> tuple[int, ...]:
        """Every day number on which something begins, or has just ended, in a region or in what it lies in."""
        if region not in self._days_in:
            days = (self._days.get(code, frozenset()) for code in region_chain(region))
            self._days_in[region] = tuple(sorted(frozenset().union(*days)))
        return self._days_in[region]

    @cached_property
    def regions(self) -> frozenset[str]:
        """Every region that has a rule or a number of its own."""
        rules = {version.region for group in self.versions.values() for version in group}
        return frozenset(
            rules | {entry.region for number in self.numbers.values() for entry in number.entries}
        )

    def entity(self, name: str) -> str:
        """Whose value it is (numbers and the business day belong to the household)."""
        if name in self.facts:
            return self.facts[name].entity
        return self.versions[name][0].entity if name in self.versions else HOUSEHOLD

    def is_yes_no(self, name: str) -> bool:
        """Whether a value is yes or no."""
        if name in self.facts:
            return self.facts[name].kind == "yes_no"
        return name in self.versions and self.versions[name][0].is_yes_no

    def levels_up(self, entity: str, need: str) -> int:
        """How far above a row of this entity the row is that has the value: 0 its own, 1 its owner's…; ValueError if not above."""
        return lineage(entity).index(self.entity(need))

    def is_known(self, name: str) -> bool:
        return name in self.facts or name in self.versions or name in self.numbers or name == BUSINESS_DAY


def region_of(path: str) -> str:
    """The region of a law file, told by its first folder."""
    folder = path.split("/", maxsplit=1)[0]
    return NATION if folder == "nation" else folder


def load(texts: Mapping[str, str], facts: Mapping[str, Fact]) -> Library:
    """The library in these texts ({path: text}). Raises LawFault with everything that is wrong."""
    versions: dict[str, list[Version]] = {}
    sources: dict[str, Mapping[str, str]] = {}
    faults: list[Fault] = []
    for path, text in sorted(texts.items()):
        try:
            if path.endswith(".py"):
                for version in read_rules(path, text, region_of(path)):
                    versions.setdefault(version.name, []).append(version)
            elif path.endswith("sources.yaml"):
                sources.update(load_yaml(path, text))
        except LawFault as fault:
            faults += fault.faults
    files = {p: (region_of(p), t) for p, t in sorted(texts.items()) if p.endswith("numbers.yaml")}
    if faults:
        raise LawFault(faults)
    library = Library(_placed(versions, facts), read_numbers(files), sources, facts)
    faults = [*_name_faults(library), *_date_faults(library), *_source_faults(library)]
    if faults:
        raise LawFault(faults)
    return library


def _placed(
    versions: Mapping[str, list[Version]], facts: Mapping[str, Fact]
) -> dict[str, tuple[Version, ...]]:
    """Every aggregate made a value of the owner of its rows, and yes-or-no if it takes over a yes-or-no."""
    placed: dict[str, tuple[Version, ...]] = {}

    def place(name: str, path: tuple[str, ...]) -> tuple[str, bool]:
        if name in facts:
            return facts[name].entity, facts[name].kind == "yes_no"
        if name in path or name not in versions:
            return HOUSEHOLD, False
        if name not in placed:
            placed[name] = tuple(
                _owned(v, *place(v.needs[0], (*path, name))) if v.kind != "rule" else v
                for v in versions[name]
            )
        return placed[name][0].entity, placed[name][0].is_yes_no

    for name in versions:
        place(name, ())
    return placed


def _owned(version: Version, over: str, is_yes_no: bool) -> Version:
    is_yes_no = is_yes_no if version.kind == "value_of" else version.is_yes_no
    return replace(version, entity=OWNER.get(over, HOUSEHOLD), over=over, is_yes_no=is_yes_no)


def _name_faults(library: Library) -> Iterator[Fault]:
    for name, group in library.versions.items():
        if name in library.facts or name in library.numbers or name == BUSINESS_DAY:
            yield Fault(group[0].path, group[0].line, f"{name} 已经是事实或数的名字，规则请换一个名字")
        if len({(v.entity, v.is_yes_no) for v in group}) > 1:
            yield Fault(group[-1].path, group[-1].line, f"{name} 的几个版本对象或类型不同")
        for version in group:
            yield from _need_faults(library, version)
    for name in library.numbers.keys() & library.facts.keys():
        yield Fault("numbers.yaml", 0, f"{name} 已经是事实的名字，数请换一个名字")


def _need_faults(library: Library, version: Version) -> Iterator[Fault]:
    place = (version.path, version.line)
    everything = [*library.facts, *library.versions, *library.numbers]
    for need in (*version.needs, *version.mentions):
        if not library.is_known(need):
            hint = neighbours(need, everything)
            yield Fault(*place, f"{version.name} → {need}：没有叫 {need} 的规则、数或事实{hint}")
        elif version.kind != "rule" and need in version.needs:
            yield from _row_faults(library, version, need)
        elif library.entity(need) not in lineage(version.entity):
            own, theirs = ROWS[version.entity], ROWS[library.entity(need)]
            yield Fault(
                *place,
                f"{version.name} → {need}：{need} {theirs}一个，{own}的规则要先用 total、count、any_of 汇总",
            )
    if version.expression is not None:
        yield from _word_faults(library, version)


ROWS: Mapping[str, str] = {
    "household": "全家",
    "person": "每人",
    "supporter": "每名义务人",
    "parent": "每名父母",
}
"""How the rows of an entity are called in a fault."""


def _row_faults(library: Library, version: Version, need: str) -> Iterator[Fault]:
    """An aggregate is over rows, all of one entity, and never over words."""
    entity, place = library.entity(need), (version.path, version.line)
    if entity not in OWNER:
        yield Fault(*place, f"{version.name} → {need}：只能汇总每个人的值，{need} 是全家的")
    elif entity != version.over:
        yield Fault(
            *place, f"{version.name} → {need}：{ROWS[entity]}一个，与 {version.needs[0]} 不是同一种对象"
        )
    elif need in version.needs[1:] and not library.is_yes_no(need):
        yield Fault(*place, f"{version.name} → {need}：where 要问是或否，{need} 不是 bool")
    elif need in library.facts and library.facts[need].options:
        yield Fault(*place, f"{version.name} → {need}：文字不能汇总，先写一条 bool 规则")


def _word_faults(library: Library, version: Version) -> Iterator[Fault]:
    for node in ast.walk(version.expression or ast.Constant(0)):
        if isinstance(node, ast.Name) and node.id not in version.needs and not _is_called(version, node):
            hint = neighbours(node.id, version.needs)
            yield Fault(version.path, node.lineno, f"{version.name}：{node.id} 不在参数里{hint}")
        if not isinstance(node, ast.Compare) or not isinstance(node.left, ast.Name):
            continue
        fact = library.facts.get(node.left.id)
        for constant in (
            c for right in node.comparators for c in ast.walk(right) if isinstance(c, ast.Constant)
        ):
            if isinstance(constant.value, str) and (fact is None or constant.value not in fact.options):
                hint = neighbours(constant.value, fact.options if fact else ())
                yield Fault(version.path, node.lineno, f"{node.left.id} 没有 “{constant.value}” 这个值{hint}")


def _is_called(version: Version, name: ast.Name) -> bool:
    calls = (n for n in ast.walk(version.expression or ast.Constant(0)) if isinstance(n, ast.Call))
    return any(call.func is name for call in calls)


def _date_faults(library: Library) -> Iterator[Fault]:
    for group in library.versions.values():
        for index, one in enumerate(group):
            if one.since > one.until:
                yield Fault(one.path, one.line, f"{one.name} 的 until 早于 since")
            for other in group[index + 1 :]:
                if one.region == other.region and one.since <= other.until and other.since <= one.until:
                    day = date.fromordinal(max(one.since, other.since))
                    where = f"{one.path}:{one.line}"
                    yield Fault(
                        other.path, other.line, f"{one.name} 在 {day} 有两个版本同时有效（另一个在 {where}）"
                    )


def _source_faults(library: Library) -> Iterator[Fault]:
    for number in library.numbers.values():
        for entry in number.entries:
            if entry.source and entry.source not in library.sources:
                hint = neighbours(entry.source, library.sources)
                yield Fault(entry.path, 0, f"{number.name} 的来源“{entry.source}”不在 sources.yaml 里{hint}")
    for group in library.versions.values():
        for version in group:
            if version.law.split(" ")[0] not in library.sources:
                hint = neighbours(version.law.split(" ")[0], library.sources)
                yield Fault(
                    version.path,
                    version.line,
                    f"{version.name} 的依据“{version.law}”不在 sources.yaml 里{hint}",
                )
