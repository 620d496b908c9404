"""What is unusual about a day's looks, and about passwords reset. Pure: looks and what is known about them in, findings out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jiuzhu.org.looking import Alarm

HOUR = timedelta(hours=1)
Pair = tuple[int, str]
"""An officer, and a case or a subject."""


@dataclass(frozen=True)
class Look:
    """One look of an officer: `kind` as in `org.looking.COUNTED`, or "refused"; `at` is the office's time."""

    login: int
    at: datetime
    kind: str
    case_no: str
    subject: str


@dataclass(frozen=True)
class Day:
    """The looks of one day, oldest first, and what the rules must know of them.

    `worked`: officers who ever acted in a case. `idle`: cases that are closed. `relatives`: families with a filed relative
    of the officer. `namesakes`: people of the officer's surname and town. `watchers`: whose duty is to look. `resets`: administrators, and whose password
    they reset.
    """

    looks: tuple[Look, ...]
    is_workday: bool = True
    worked: frozenset[Pair] = frozenset()
    idle: frozenset[str] = frozenset()
    relatives: frozenset[Pair] = frozenset()
    namesakes: frozenset[Pair] = frozenset()
    watchers: frozenset[int] = frozenset()
    resets: tuple[Pair, ...] = ()


@dataclass
class Found:
    """How many, and in which cases."""

    count: int = 0
    cases: list[str] = field(default_factory=list)


Findings = Mapping[int, Found]


def unusual(day: Day, rules: Mapping[str, Alarm]) -> dict[tuple[int, str], Found]:
    """What the rules find, by officer and rule."""
    found = {}
    for name, rule in rules.items():
        for login, one in RULES[name](day, rule).items():
            if one.count >= rule.most:
                found[login, name] = one
    return found


def refused(day: Day, rule: Alarm) -> Findings:
    found: dict[int, Found] = defaultdict(Found)
    for look in day.looks:
        if look.kind == "refused":
            found[look.login].count += 1
            found[look.login].cases.append(look.case_no)
    return found


def reset(day: Day, rule: Alarm) -> Findings:
    """Who may reset a password may sign in with it: somebody else asks the officer, every time."""
    people: dict[int, set[str]] = defaultdict(set)
    for login, officer in day.resets:
        people[login].add(officer)
    return {login: Found(len(officers)) for login, officers in people.items()}


def many(day: Day, rule: Alarm) -> Findings:
    """The most families in any 60 minutes."""
    found: dict[int, Found] = {}
    for login, looks in _by_officer(_passed(day)).items():
        first, inside = 0, dict[str, int]()
        for look in looks:
            inside[look.case_no] = inside.get(look.case_no, 0) + 1
            while look.at - looks[first].at >= HOUR:
                gone = looks[first].case_no
                inside[gone] -= 1
                if not inside[gone]:
                    del inside[gone]
                first += 1
            if len(inside) > found.setdefault(login, Found()).count:
                found[login] = Found(len(inside), list(inside))
    return found


def off_hours(day: Day, rule: Alarm) -> Findings:
    begin, end = rule.hours
    return _families(look for look in _passed(day) if not (day.is_workday and begin <= look.at.hour < end))


def elsewhere(day: Day, rule: Alarm) -> Findings:
    return _families(
        look
        for look in _passed(day)
        if look.case_no in day.idle
        and look.login not in day.watchers
        and (look.login, look.case_no) not in day.worked
    )


def relative(day: Day, rule: Alarm) -> Findings:
    return _families(look for look in _passed(day) if (look.login, look.case_no) in day.relatives)


def namesake(day: Day, rule: Alarm) -> Findings:
    people: dict[int, dict[str, str]] = defaultdict(dict)
    for look in _passed(day):
        if (look.login, look.subject) in day.namesakes:
            people[look.login][look.subject] = look.case_no
    return {login: Found(len(seen), list(dict.fromkeys(seen.values()))) for login, seen in people.items()}


def crowd(day: Day, rule: Alarm) -> Findings:
    """Every officer of a crowd who has not worked in the case, with the largest crowd they were part of."""
    officers: dict[str, set[int]] = defaultdict(set)
    for look in _passed(day):
        officers[look.case_no].add(look.login)
    found: dict[int, Found] = defaultdict(Found)
    for case_no, logins in officers.items():
        for login in logins:
            if len(logins) >= rule.most and login not in day.watchers and (login, case_no) not in day.worked:
                found[login].count = max(found[login].count, len(logins))
                found[login].cases.append(case_no)
    return found


RULES: Mapping[str, Callable[[Day, Alarm], Findings]] = {
    "refused": refused,
    "reset": reset,
    "many": many,
    "off_hours": off_hours,
    "elsewhere": elsewhere,
    "relative": relative,
    "namesake": namesake,
    "crowd": crowd,
}
"""Each rule of the file by its name."""


def _passed(day: Day) -> list[Look]:
    return [look for look in day.looks if look.kind != "refused" and look.case_no]


def _by_officer(looks: Iterable[Look]) -> dict[int, list[Look]]:
    found: dict[int, list[Look]] = defaultdict(list)
    for look in looks:
        found[look.login].append(look)
    return found


def _families(looks: Iterable[Look]) -> dict[int, Found]:
    return {
        login: Found(len(cases), cases)
        for login, own in _by_officer(looks).items()
        if (cases := list(dict.fromkeys(look.case_no for look in own)))
    }
