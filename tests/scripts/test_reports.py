"""What a run of the tests said is counted folder by folder, and only of the commit that was run."""

import subprocess
import sys

import pytest

from scripts import reports

REPORT = """<testsuites><testsuite>
<testcase classname="tests.demo.test_world" name="one"/>
<testcase classname="tests.demo.test_world.TestTown" name="two"><failure/></testcase>
<testcase classname="tests.demonstration.test_other" name="three"/>
<testcase classname="tests.intake.test_form" name="four"><skipped/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(reports, "ROOT", tmp_path)
    (tmp_path / ".gitignore").write_text(".tools\n")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "one"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


def counted(monkeypatch, *folders):
    monkeypatch.setattr(sys, "argv", ["reports.py", *folders])
    return reports.main()


def test_a_folder_counts_its_own_tests_and_no_others(checkout, monkeypatch, capsys):
    reports.of("sqlite").write_text(REPORT)
    assert counted(monkeypatch, "tests/demonstration") == 0
    assert capsys.readouterr().out == "sqlite: 1 passed, 0 failed\n"


def test_a_failure_fails(checkout, monkeypatch, capsys):
    reports.of("sqlite").write_text(REPORT)
    assert counted(monkeypatch, "tests/demo") == 1
    assert capsys.readouterr().out == "sqlite: 1 passed, 1 failed\n"


def test_tests_that_were_only_skipped_prove_nothing(checkout, monkeypatch):
    reports.of("sqlite").write_text(REPORT)
    assert counted(monkeypatch, "tests/intake/test_form.py") == 1


def test_reports_of_what_is_not_checked_out_are_refused(checkout, monkeypatch, capsys):
    reports.of("sqlite").write_text(REPORT)
    (checkout / "changed.py").touch()
    assert counted(monkeypatch, "tests/demonstration") == 1
    assert "没有这个版本的测试报告" in capsys.readouterr().out
