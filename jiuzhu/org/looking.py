"""How much an officer may look at: house rules by county, counted from the trail, and the one way to look within them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.queries import Seen, seen, shown
from jiuzhu.trail.record import look

COUNTED = {
    "case": (("casework.view", "oversight.trail"), "case_no"),
    "paper": (("documents.open_paper", "documents.open_letter"), "case_no"),
    "report": (("verification.report", "verification.versions"), "case_no"),
    "raw": (("verification.open_answer",), "subject"),
    "number": (("registry.open_person",), "subject"),
    "visits": (("recheck.visits",), "shown"),
}
"""Kinds of looks that have a limit: the looks, and what is counted of them, each once (families by case, people, families of
lists)."""
REFUSED = "org.look_refused"
"""What stands on the trail when a look was not let through."""


@dataclass(frozen=True)
class Most:
    """So many of `unit` in the last 60 minutes, and since the day began."""

    label: str
    unit: str
    hour: int
    day: int
    purposes: Mapping[str, tuple[int, int]]
    """Of one purpose alone: (hour, day)."""


@dataclass(frozen=True)
class Alarm:
    """A kind of look that somebody else should see: from `most` on; `why` says it, with {count}."""

    rule: str
    label: str
    most: int
    why: str
    hours: tuple[int, int]
    """Office hours, from–until, where they matter."""


def limits(county: str) -> dict[str, Most]:
    """The limits of a county by kind of look."""
    return {
        kind: Most(
            label=told["label"],
            unit=told["unit"],
            hour=int(told["hour"]),
            day=int(told["day"]),
            purposes={
                name: (int(one["hour"]), int(one["day"])) for name, one in told.get("purposes", {}).items()
            },
        )
        for kind, told in _rules(county)["limits"].items()
    }


def alarms(county: str) -> dict[str, Alarm]:
    """The rules of a county for what is unusual, by name, in the order of the file."""
    return {
        rule: Alarm(
            rule,
            told["label"],
            int(told["most"]),
            told["why"],
            (int(told.get("from", 0)), int(told.get("until", 24))),
        )
        for rule, told in _rules(county)["alarms"].items()
    }


def of_departments() -> tuple[int, int]:
    """How often one key may ask for recognition: (an hour, a day)."""
    told = _read(Path(settings.LOOKING))["departments"]
    return int(told["hour"]), int(told["day"])


def county_of(scope: Scope) -> str:
    """The county whose rules hold for an officer; "" for who has no post of their own here."""
    return next((code[:6] for _, code in scope.duties), "")


def look_within(
    scope: Scope,
    kind: str,
    what: str,
    subjects: Sequence[str],
    *,
    purpose: str,
    case_no: str,
    fields: Sequence[str] = (),
) -> None:
    """Record a look of a `kind` that has a limit. Raises Refused, with the refusal on the trail, when it is full.

    Families and people whom the officer has already seen in the time count once. One query. Nothing else than an officer
    has a limit. Two requests at the same moment may pass the last place together.
    """
    if scope.login_id is not None:
        _demand(scope, kind, subjects, purpose, case_no)
    look(scope, what, subjects, purpose=purpose, case_no=case_no, fields=fields)


def _demand(scope: Scope, kind: str, subjects: Sequence[str], purpose: str, case_no: str) -> None:
    most, (acts, field) = limits(county_of(scope))[kind], COUNTED[kind]
    if field == "shown":
        found, more = shown(scope.actor, acts, subjects, purpose), len(subjects)
    else:
        this = case_no if field == "case_no" else subjects[0]
        found, more = seen(scope.actor, acts, field, this, purpose), 1
    if told := _full(most, found, purpose, more):
        look(scope, REFUSED, subjects[:1], purpose=purpose, case_no=case_no, fields=[kind])
        raise Refused(
            "too_many_looks",
            f"{told}{most.unit}的{most.label}，到了内部规则的上限，这一次没有打开，监督岗会看到。"
            "急着要办的，请同事打开，或者请监督岗位问清楚以后调整上限；过些时候会自己恢复。",
            "个人信息保护法 第五十一条",
        )


def _full(most: Most, found: Seen, purpose: str, more: int) -> str:
    """Which limit has no room for so many more, as words begin a sentence; "" for none."""
    hour, day = most.purposes.get(purpose, (most.hour, most.day))
    if found.hour + more > most.hour or found.purpose_hour + more > hour:
        return f"一个小时里已经打开了 {found.hour} "
    is_full = found.day + more > most.day or found.purpose_day + more > day
    return f"今天已经打开了 {found.day} " if is_full else ""


def _rules(county: str) -> Mapping[str, Any]:
    return _merged(Path(settings.LOOKING), county)


@cache
def _merged(path: Path, county: str) -> Mapping[str, Any]:
    told = _read(path)
    own = (told.get("counties") or {}).get(county, {})
    return {
        part: {name: {**rule, **own.get(part, {}).get(name, {})} for name, rule in told[part].items()}
        for part in ("limits", "alarms")
    }


@cache
def _read(path: Path) -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return told
