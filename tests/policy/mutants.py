"""Whether a case notices a mutant of the law: only the cases that the change can reach are determined again.

Of a rule these are the cases in which the changed text gives another value for what it was given before; of a number those
whose plan has it in force, first the ones in which a rule that reads it gives another value. What noticed a change of the
same file before is tried before anything else.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine import bounds, call
from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.values import Unknown, Value
from jiuzhu.policy.family import Family, read
from jiuzhu.policy.programmes import library_of, plan_for
from tests.policy.casebook import cases, check, days, edition, told
from tests.policy.mutations import Mutant

Run = tuple[str, str]
"""A case, and the day it is determined on."""
Place = tuple[str, int]
"""File and line: of a rule, where its function begins; of a number, where its value stands."""


@dataclass
class Reach:
    """Which runs a text or a number has a part in."""

    families: dict[Run, Family] = field(default_factory=dict)
    rules: dict[Place, dict[tuple[Value, ...], set[Run]]] = field(default_factory=lambda: defaultdict(dict))
    numbers: dict[Place, list[Run]] = field(default_factory=lambda: defaultdict(list))


@cache
def reach() -> Reach:
    """Determines every case under the unchanged law and keeps what each rule was asked."""
    found = Reach()
    base = edition()
    for run in ((name, day) for name, case in cases().items() for day in days(case)):
        family = found.families[run] = read(told(cases()[run[0]], date=run[1]))
        with _listening(lambda version, given, run=run: _keep(found, version, given, run)):
            result = determine(family, base)
        check(cases()[run[0]], run[1], result)
        plan = plan_for(base, family.region, family.area, family.day.toordinal())
        entries = [entry for _, entry in plan.numbers.values() if entry is not None]
        for one in (*entries, *chain.from_iterable(plan.lists.values())):
            found.numbers[one.path, one.line].append(run)
    return found


def _keep(found: Reach, version: Version, given: list[Value], run: Run) -> None:
    found.rules[version.path, version.line].setdefault(tuple(given), set()).add(run)


@contextmanager
def _listening(hear: Callable[[Version, list[Value]], None]) -> Iterator[None]:
    """While it lasts, `hear` is told of every rule that is computed and what it is given."""
    apply = call._apply

    def heard(version: Version, arguments: list[Value]) -> Value:
        hear(version, arguments)
        return apply(version, arguments)

    call._apply = heard
    try:
        yield
    finally:
        call._apply = apply


_NOTICED: Counter[tuple[str, Run]] = Counter()
"""How many changes of a file a run has noticed, in this process."""


def is_noticed(mutant: Mutant) -> bool:
    """Whether the law no longer loads, or some case no longer holds."""
    try:
        changed = mutant.in_edition(edition())
        library = library_of(changed)
    except LawFault:
        return True
    for run in sorted(_runs(mutant, library), key=lambda run: -_NOTICED[mutant.path, run]):
        if _fails(run, changed):
            _NOTICED[mutant.path, run] += 1
            return True
    return False


def _runs(mutant: Mutant, changed: Library) -> list[Run]:
    if mutant.path.endswith(".yaml"):
        in_force = reach().numbers[mutant.path, mutant.line]
        moved = _moved(mutant, changed)
        return sorted(in_force, key=lambda run: run not in moved)
    after = max((v for v in _texts(changed, mutant.path) if v.line <= mutant.line), key=lambda v: v.line)
    before = next(v for v in _texts(library_of(edition()), mutant.path) if v.line == after.line)
    given = reach().rules[after.path, after.line]
    return sorted({run for asked, runs in given.items() if _differ(before, after, asked) for run in runs})


def _moved(mutant: Mutant, changed: Library) -> set[Run]:
    """The runs in which a rule that reads the changed number gives another value."""
    before, after = (_values_at(law, mutant) for law in (library_of(edition()), changed))
    found: set[Run] = set()
    for version in (v for name in before for v in _readers(changed, name)):
        for asked, runs in reach().rules[version.path, version.line].items():
            told = tuple(
                after[need] if need in before and value == before[need] else value
                for need, value in zip(version.needs, asked, strict=False)
            )
            if len(asked) == len(version.needs) and _value(version, asked) != _value(version, told):
                found |= runs
    return found


def _values_at(library: Library, mutant: Mutant) -> dict[str, Value]:
    """The number whose value stands where the mutant is, with that value."""
    return {
        name: entry.value
        for name, number in library.numbers.items()
        for entry in number.entries
        if (entry.path, entry.line) == (mutant.path, mutant.line) and entry.value is not None
    }


def _readers(library: Library, name: str) -> Iterator[Version]:
    return (v for group in library.versions.values() for v in group if v.kind == "rule" and name in v.needs)


def _texts(library: Library, path: str) -> Iterable[Version]:
    return (version for group in library.versions.values() for version in group if version.path == path)


def _differ(before: Version, after: Version, arguments: tuple[Value, ...]) -> bool:
    if len(arguments) != len(before.needs):
        return True  # a rule that asks an open list: its members are not among the arguments
    return _value(before, arguments) != _value(after, arguments)


def _value(version: Version, arguments: tuple[Value, ...]) -> Value:
    if any(isinstance(argument, Unknown) for argument in arguments):
        assert version.expression is not None
        return bounds.evaluate(version.expression, dict(zip(version.needs, arguments, strict=True)))
    assert version.function is not None
    found: Value = version.function(*arguments)
    return found


def _fails(run: Run, changed: Edition) -> bool:
    name, day = run
    try:
        check(cases()[name], day, determine(reach().families[run], changed))
    except (AssertionError, LookupError, ArithmeticError):
        return True
    return False
