"""What the law on file leaves open in a place, from when to when, why, and which document would fill it (`wanted.yaml`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.declare import EARLIEST, LATEST
from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.lawyaml import Lined, load_yaml
from jiuzhu.policy.engine.library import region_of
from jiuzhu.policy.engine.numbers import Entry, Number, region_chain
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.programmes import Programme, library_of, plan_for, programmes_of

NO_ENTRY = "没有收录"
_AREAS = ("urban", "rural")
_KEYS = ("of", "numbers", "also")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that nobody has read yet (or, `逐案由人判断`, none): who has it, what it would fill, what else is in it."""

    name: str
    of: str
    numbers: tuple[str, ...]
    also: tuple[str, ...]
    region: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that rules ask for and that has no value; areas and days (day numbers, both inclusive) on which it has none."""

    number: Number
    areas: tuple[str, ...]
    since: int
    until: int
    why: str
    wanted: Wanted | None


def gaps(edition: Edition, region: str) -> list[Gap]:
    """Every gap of a place, the numbers in the order of their names."""
    library = library_of(edition)
    changes = library.days_of_change(region)
    starts = [EARLIEST, *changes]
    ends = [*(day - 1 for day in changes), LATEST]
    spans: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for since, until in zip(starts, ends, strict=True):
        for area in _AREAS:
            plan = plan_for(edition, region, area, since)
            idle = _idle(programmes_of(edition, region).values(), plan)
            for name, (_, entry) in plan.numbers.items():
                if name not in idle and (entry is None or entry.value is None):
                    _extend(spans.setdefault((name, area), []), since, until, _why(entry))
    documents = wanted(edition)
    found: dict[tuple[str, int, int, str], tuple[str, ...]] = {}
    for (name, area), stretches in sorted(
        spans.items(), key=lambda one: (one[0][0], _AREAS.index(one[0][1]))
    ):
        for since, until, why in stretches:
            key = (name, since, until, why)
            found[key] = (*found.get(key, ()), area)
    return [
        Gap(library.numbers[name], areas, since, until, why, _document(documents, region, name))
        for (name, since, until, why), areas in found.items()
    ]


def wanted(edition: Edition) -> list[Wanted]:
    """The documents to fetch, as each folder tells them. Raises LawFault for what does not fit."""
    found, faults = list[Wanted](), list[Fault]()
    known = library_of(edition).numbers
    for path, text in edition.texts.items():
        if not path.endswith("wanted.yaml"):
            continue
        told = load_yaml(path, text)
        for name, about in told.items():
            wrong = list(_wrong(about, known))
            faults += [Fault(path, told.line_of(name), f"待取的文件“{name}”{message}") for message in wrong]
            if not wrong:
                numbers, also = tuple(about.get("numbers", ())), tuple(about.get("also", ()))
                line = told.line_of(name)
                found.append(Wanted(name, about["of"], numbers, also, region_of(path), path, line))
    if faults:
        raise LawFault(faults)
    return found


def _wrong(about: Any, known: Mapping[str, Number]) -> Iterator[str]:
    if not isinstance(about, Lined) or not about.get("of"):
        yield "没有 of（向谁要）"
        return
    yield from (f"不认识 {key}{neighbours(key, _KEYS)}" for key in about if key not in _KEYS)
    if not all(isinstance(about.get(key, []), list) for key in ("numbers", "also")):
        yield "的 numbers、also 应是列表"
        return
    for name in about.get("numbers", []):
        if name not in known:
            yield f"：没有叫 {name} 的数{neighbours(name, known)}"


def _idle(programmes: Iterable[Programme], plan: Plan) -> set[str]:
    """What only programmes that are not in force on this day would ask for: from which month they pay."""
    held = [(one.offset, one.qualifies in plan.by_name) for one in programmes]
    return {offset for offset, _ in held} - {offset for offset, in_force in held if in_force}


def _extend(stretches: list[tuple[int, int, str]], since: int, until: int, why: str) -> None:
    """Adds a stretch, or lengthens the last one when it goes on for the same reason."""
    if stretches and stretches[-1][1] == since - 1 and stretches[-1][2] == why:
        since = stretches.pop()[0]
    stretches.append((since, until, why))


def _why(entry: Entry | None) -> str:
    return entry.note if entry is not None and entry.note else NO_ENTRY


def _document(documents: list[Wanted], region: str, number: str) -> Wanted | None:
    """The document of the most specific region that would fill the number."""
    for code in region_chain(region):
        for document in documents:
            if document.region == code and number in document.numbers:
                return document
    return None
