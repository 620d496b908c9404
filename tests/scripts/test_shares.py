"""What the tests took is told apart by what they prove."""

import importlib
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
REPORT = """<testsuites><testsuite>
<testcase classname="tests.policy.test_cases" name="one" time="30"/>
<testcase classname="tests.casework.test_arrears.TestLate" name="two" time="10"/>
<testcase classname="tests.policy_of_another.test_cases" name="three" time="40"/>
<testcase classname="tests.lake.test_files" name="four" time="20"/>
</testsuite></testsuites>"""


@pytest.fixture
def tests(tmp_path, monkeypatch):
    """The script, after a run that left one report."""
    monkeypatch.syspath_prepend(SCRIPTS)
    script = importlib.import_module("scripts.tests")
    (tmp_path / "sqlite.xml").write_text(REPORT)
    monkeypatch.setattr(script.reports, "of", lambda part: tmp_path / f"{part}.xml")
    return script


def test_a_part_falls_to_the_law_by_the_seconds_of_the_laws_own_tests(tests):
    assert tests.law_in(tests.Part("sqlite")) == 0.4


@pytest.mark.parametrize(("part", "share"), [("check", 0), ("bench", 0), ("crowds", 1), ("lakes", 0)])
def test_a_part_without_a_report_is_the_laws_or_not(tests, part, share):
    assert tests.law_in(tests.Part(part)) == share


def test_the_shares_are_the_whole(tests):
    parts = [tests.Part("sqlite", 100), tests.Part("crowds", 20), tests.Part("check", 30)]
    _, way, law, means = tests.shares([*parts, tests.Part("lakes", 5)])
    assert ("70 s，限 600 s" in way, "60 s，限 420 s" in law, "25 s，限 300 s" in means) == (True, True, True)
