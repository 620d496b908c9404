"""Cases a lawyer can read: each family with what the law gives it, and where that comes from or how it is reckoned by hand."""

from collections import defaultdict
from functools import cache
from typing import Any

import pytest

from jiuzhu.policy.determine import determine
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.family import read
from jiuzhu.policy.programmes import library_of, plan_for
from tests.policy.casebook import cases, check, days, edition, told


@cache
def results() -> dict[tuple[str, str], dict[str, Any]]:
    """(case, day) → its determination."""
    return {
        (name, day): determine(read(told(case, date=day)), edition())
        for name, case in cases().items()
        for day in days(case)
    }


@pytest.mark.parametrize(
    ("name", "day"), [(name, day) for name, case in cases().items() for day in days(case)]
)
def test_the_law_gives(name, day):
    check(cases()[name], day, results()[name, day])


def test_every_case_has_a_source_or_is_reckoned_by_hand():
    assert not [name for name, case in cases().items() if not (case.get("source") or case.get("by hand"))]


def test_every_rule_is_shown_by_a_case():
    """Each dated text is computed in some case; each yes-or-no is seen both ways, each amount at least once not zero."""
    library: Library = library_of(edition())
    seen, used = defaultdict(set), set()
    for (name, day), result in results().items():
        family = read(told(cases()[name], date=day))
        plan = plan_for(edition(), family.region, family.area, family.day.toordinal())
        used |= {(n.version.path, n.version.line) for n in plan.nodes}
        for outcome in result["results"].values():
            for step in outcome["steps"]:
                seen[step["rule"]].add(step["value"])
    never = [
        f"{v.path}:{v.line}"
        for group in library.versions.values()
        for v in group
        if (v.path, v.line) not in used
    ]
    assert not never
    one_sided = [
        name
        for name, (version, *_) in library.versions.items()
        if (version.is_yes_no and not seen[name] >= {True, False}) or not any(seen[name])
    ]
    assert not one_sided
