"""The tables of evidence name commands that exist, and one table or some of its parts can be run."""

import importlib
import re
import sys

import pytest
import yaml

from scripts import bench, evidence

TABLES = sorted((evidence.ROOT / "docs" / "evidence").glob("*.yaml"))
COMMANDS = [part["command"] for path in TABLES for part in yaml.safe_load(path.read_text())["parts"]]


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_names_is_there(command, monkeypatch):
    monkeypatch.syspath_prepend(evidence.ROOT / "scripts")
    suites = importlib.import_module("scripts.tests").SUITES
    words = command.split()
    files = [word for word in words if word.startswith(("tests/", "scripts/", ".ci/"))]
    modules = [word.replace(".", "/") + ".py" for word in words if word.startswith("tests.")]
    assert [name for name in files + modules if not (evidence.ROOT / name).exists()] == []
    targets = re.findall(r"^([a-z-]+):", (evidence.ROOT / "Makefile").read_text(), re.MULTILINE)
    assert words[0] != "make" or words[1] in targets
    if "scripts/tests.py" in words:
        assert words[-1] in suites


def test_a_part_is_run_and_printed_without_a_table_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(evidence, "ROOT", folder(tmp_path))
    monkeypatch.setattr(evidence, "EVIDENCE", tmp_path / "evidence")
    assert ran(monkeypatch, "one", "--part", "good") == 0
    assert "| good | `echo 3 passed` | 3 passed |" in capsys.readouterr().out
    assert not (tmp_path / "evidence").exists()


def test_a_command_without_its_figure_fails_the_table(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence, "ROOT", folder(tmp_path))
    monkeypatch.setattr(evidence, "EVIDENCE", tmp_path / "evidence")
    assert ran(monkeypatch) == 1
    written = (tmp_path / "evidence" / "one.md").read_text()
    assert "| good | `echo 3 passed` | 3 passed |" in written
    assert "| bad | `echo none` | – |" in written


def test_an_unknown_table_or_measure_is_told_with_those_that_there_are(monkeypatch, capsys):
    with pytest.raises(SystemExit):
        ran(monkeypatch, "no-such-table")
    assert "没有 no-such-table；有：law-as-code" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["bench.py", "no-such-measure"])
    with pytest.raises(SystemExit):
        bench.main()
    assert "没有 no-such-measure；有：city" in capsys.readouterr().err


def ran(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["evidence.py", *arguments])
    return evidence.main()


def folder(path):
    """A checkout with one table of two parts."""
    (path / "docs" / "evidence").mkdir(parents=True)
    parts = [
        {"part": name, "command": command, "figure": r"(\d+ passed)"}
        for name, command in (("good", "echo 3 passed"), ("bad", "echo none"))
    ]
    (path / "docs" / "evidence" / "one.yaml").write_text(yaml.safe_dump({"title": "一", "parts": parts}))
    return path
