"""From texts to a library: rules, numbers, lists and sources read, aggregates placed, everything linked."""

from collections.abc import Mapping
from dataclasses import replace

from jiuzhu.policy.engine.amended import in_succession
from jiuzhu.policy.engine.declare import Version, read_rules
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.files import place_faults, read_sources
from jiuzhu.policy.engine.library import Fact, Library, region_of
from jiuzhu.policy.engine.link import faults_of
from jiuzhu.policy.engine.lists import read_lists
from jiuzhu.policy.engine.numbers import read_numbers
from jiuzhu.policy.engine.proof import ranges_of
from jiuzhu.policy.engine.rows import HOUSEHOLD, OWNER


def load(texts: Mapping[str, str], facts: Mapping[str, Fact]) -> Library:
    """The library in these texts ({path: text}). Raises LawFault with everything that is wrong."""
    versions: dict[str, list[Version]] = {}
    sources: dict[str, Mapping[str, str]] = {}
    faults = [fault for path in sorted(texts) for fault in place_faults(path)]
    for path, text in sorted(texts.items()):
        try:
            if path.endswith(".py"):
                for version in read_rules(path, text, region_of(path)):
                    versions.setdefault(version.name, []).append(version)
            elif path.endswith("sources.yaml"):
                sources.update(read_sources(path, text))
        except LawFault as fault:
            faults += fault.faults
    files = {p: (region_of(p), t) for p, t in sorted(texts.items()) if p.endswith("numbers.yaml")}
    if faults:
        raise LawFault(faults)
    versions = {
        name: in_succession(group, lambda version: version.region, open_ones_end=False)
        for name, group in versions.items()
    }
    library = Library(_placed(versions, facts), read_numbers(files), read_lists(files), sources, facts)
    faults = faults_of(library)
    if faults:
        raise LawFault(faults)
    return replace(library, ranges=ranges_of(library))


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
