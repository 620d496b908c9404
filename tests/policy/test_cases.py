"""Cases a lawyer can read: each family with what the law gives it, and where that comes from or how it is reckoned by hand."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jiuzhu.kernel.fen import parse_yuan, plain_yuan
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.family import read
from jiuzhu.policy.programmes import library_of, plan_for

DEFAULTS = {"region": "500110", "area": "urban", "date": "2025-08-01", "assume": "complete"}
FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@cache
def cases() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in FILES:
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
            assert case["name"] not in found, case["name"]
            found[case["name"]] = case
    return found


def told(case: dict[str, Any], **more: str) -> dict[str, Any]:
    family = {**DEFAULTS, **case["given"], **more}
    return {key: value for key, value in family.items() if value != "null"}


@cache
def results() -> dict[tuple[str, str], dict[str, Any]]:
    """(case, day) → its determination."""
    found = {}
    for name, case in cases().items():
        for day in case.get("on", [told(case)["date"]]):
            found[name, day] = determine(read(told(case, date=day)), shipped())
    return found


def dated() -> list[tuple[str, str]]:
    return [(name, day) for name, case in cases().items() for day in case.get("on", [])]


@pytest.mark.parametrize("name", [name for name, case in cases().items() if "expect" in case])
def test_the_law_gives(name):
    case = cases()[name]
    result = results()[name, told(case)["date"]]
    for key, expected in case["expect"].items():
        if key in PROGRAMMES:
            check(result["results"][key], expected, f"{name}: {key}")
        elif key == "values":
            steps = {
                s["rule"]: s["value"] for s in result["results"]["dibao"]["steps"] if s["member"] is None
            }
            assert {rule: steps[rule] for rule in expected} == {
                rule: int(value) for rule, value in expected.items()
            }
        else:
            inner = {"classification": "household", "granted": "members", "outside": "outside"}[key]
            assert result["classification"][inner] == (None if expected == "null" else expected)


def check(found: dict[str, Any], expected: dict[str, Any], what: str) -> None:
    for key, value in expected.items():
        match key:
            case "monthly":
                assert found["monthly_fen"] == (None if value == "null" else parse_yuan(value)), what
            case "from":
                assert found["from_month"] == value, what
            case "decide":
                assert sorted(item["key"] for item in found["for_a_person_to_decide"]) == sorted(value), what
            case "first_missing":
                assert found["missing"][0] == value, what
            case "says":
                assert all(any(words in sentence for sentence in found["because"]) for words in value), found[
                    "because"
                ]
            case "parts":
                assert [in_words(part) for part in found["parts"]] == value, what
            case _:
                assert found[key] == value, f"{what}: {key}"


def in_words(part: dict[str, Any]) -> str:
    words = (part["part"], part.get("member"), part.get("kind"), plain_yuan(part["fen"]))
    return " ".join(filter(None, words))


@pytest.mark.parametrize(("name", "day"), dated())
def test_a_standard_holds_from_its_day(name, day):
    dibao = results()[name, day]["results"]["dibao"]
    expected = cases()[name]["on"][day]
    if expected == "undetermined":
        assert (dibao["status"], dibao["monthly_fen"]) == ("undetermined", None)
    else:
        assert dibao["monthly_fen"] == parse_yuan(expected)


def test_every_case_has_a_source_or_is_reckoned_by_hand():
    assert not [name for name, case in cases().items() if not (case.get("source") or case.get("by hand"))]


def test_every_rule_is_shown_by_a_case():
    """Each dated text is computed in some case; each yes-or-no is seen both ways, each amount at least once not zero."""
    library: Library = library_of(shipped())
    seen, used = defaultdict(set), set()
    for (name, day), result in results().items():
        family = read(told(cases()[name], date=day))
        plan = plan_for(shipped(), family.region, family.area, family.day.toordinal())
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
