"""The book of cases (`jiuzhu.policy.casefile`), and the comparison of a result with what a case expects."""

from functools import cache
from pathlib import Path
from typing import Any

from jiuzhu.kernel.fen import parse_yuan, plain_yuan
from jiuzhu.policy.casefile import Case, read_cases
from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.facts import PROGRAMMES

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
def book() -> dict[str, Case]:
    """Every case by its name, which is its own over all files."""
    found: dict[str, Case] = {}
    for path in FILES:
        for case in read_cases(path.name, path.read_text(encoding="utf-8")):
            assert case.name not in found, case.name
            found[case.name] = case
    return found


@cache
def cases() -> dict[str, dict[str, Any]]:
    """Every case by its name, as written."""
    return {name: dict(case.written) for name, case in book().items()}


def told(case: dict[str, Any], **more: str) -> dict[str, Any]:
    """The family of a case as the contract writes it."""
    return Case(case, "", 0).told(**more)


def days(case: dict[str, Any]) -> list[str]:
    """The days a case is determined on."""
    return Case(case, "", 0).days


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
