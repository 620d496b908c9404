"""The book of cases: families a lawyer can read, with what the law gives each; and the comparison of a result with it.

A file is a list of cases, or `{given: what all its families share, cases: […]}` (a region's file names its region once).
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jiuzhu.kernel.fen import parse_yuan, plain_yuan
from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.facts import PROGRAMMES

DEFAULTS = {"region": "500110", "area": "urban", "date": "2025-08-01", "assume": "complete"}
LAW = Path(__file__).parent / "law"
"""The law of places that the product does not serve, for shapes of rules that no served place has on file."""
FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@cache
def edition() -> Edition:
    """The shipped edition, and beside it the law of the places in `LAW`."""
    files = (path for path in LAW.rglob("*.*") if path.suffix in (".py", ".yaml"))
    beside = {str(path.relative_to(LAW)): path.read_text(encoding="utf-8") for path in files}
    return Edition.from_texts({**shipped().texts, **beside})


@cache
def cases() -> dict[str, dict[str, Any]]:
    """Every case by its name, which is its own over all files."""
    found: dict[str, dict[str, Any]] = {}
    for path in FILES:
        for case in read_cases(path):
            assert case["name"] not in found, case["name"]
            found[case["name"]] = case
    return found


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of one file, each with what the file shares put into `given`."""
    book = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    shared, listed = ({}, book) if isinstance(book, list) else (book["given"], book["cases"])
    return [{**case, "given": {**shared, **case["given"]}} for case in listed]


def told(case: dict[str, Any], **more: str) -> dict[str, Any]:
    """The family of a case as the contract writes it; a key that is null is left out."""
    family = {**DEFAULTS, **case["given"], **more}
    return {key: value for key, value in family.items() if value != "null"}


def days(case: dict[str, Any]) -> list[str]:
    """The days a case is determined on: its own, or each day of `on`."""
    return list(case["on"]) if "on" in case else [told(case)["date"]]


def check(case: dict[str, Any], day: str, result: dict[str, Any]) -> None:
    """Raises AssertionError where the result is not what the case expects on that day."""
    if "on" in case:
        told = result["results"][case.get("of", "dibao")]
        check_amount(case["on"][day], told, f"{case['name']}: {day}")
    for key, expected in case.get("expect", {}).items():
        what = f"{case['name']}: {key}"
        if key in PROGRAMMES:
            check_programme(result["results"][key], expected, what)
        elif key == "values":
            steps = {
                s["rule"]: s["value"] for s in result["results"]["dibao"]["steps"] if s["member"] is None
            }
            for rule, value in expected.items():
                assert steps[rule] == int(value), f"{what}: {rule}"
        else:
            inner = {"classification": "household", "granted": "members", "outside": "outside"}[key]
            assert result["classification"][inner] == (None if expected == "null" else expected), what


def check_amount(expected: str, found: dict[str, Any], what: str) -> None:
    """A day of `on`: the monthly amount of the programme (`of`, else dibao), or its status."""
    if expected in ("undetermined", "ineligible"):
        assert (found["status"], found["monthly_fen"]) == (expected, None), what
    else:
        assert found["monthly_fen"] == parse_yuan(expected), what


def check_programme(found: dict[str, Any], expected: dict[str, Any], what: str) -> None:
    """One programme: only the keys that the case writes are compared."""
    for key, value in expected.items():
        match key:
            case "monthly":
                assert found["monthly_fen"] == (None if value == "null" else parse_yuan(value)), what
            case "once":
                assert found["once_fen"] == (None if value == "null" else parse_yuan(value)), what
            case "range":
                assert found["range_fen"] == [parse_yuan(end) for end in value], what
            case "steps":
                steps = {step["rule"]: step["value"] for step in found["steps"]}
                assert {rule: str(steps[rule]).lower() for rule in value} == value, what
            case "hours":
                assert found.get("care_hours") == (None if value == "null" else int(value)), what
            case "from":
                assert found["from_month"] == (None if value == "null" else value), what
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
    """A part as cases write it: `topup a age_70 60`."""
    words = (part["part"], part.get("member"), part.get("kind"), plain_yuan(part["fen"]))
    return " ".join(filter(None, words))
