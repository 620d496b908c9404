"""`make reset` deletes a demonstration's data and nothing else, and only when somebody says so."""

import io

import pytest

from jiuzhu.cli import demo
from scripts import reset


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A data folder in which a demonstration ran."""
    folder = tmp_path / "data"
    monkeypatch.setenv("JIUZHU_HOME", str(folder))
    with demo.only_one(folder):
        (folder / "jiuzhu.sqlite3").touch()
    return folder


def answered(monkeypatch, word):
    monkeypatch.setattr("sys.stdin", io.StringIO(word))
    return reset.main()


@pytest.mark.parametrize(("word", "is_there"), [("y\n", False), ("YES\n", False), ("n\n", True), ("", True)])
def test_it_asks_first(home, monkeypatch, word, is_there):
    assert answered(monkeypatch, word) == 0
    assert home.exists() == is_there


def test_a_demonstration_that_runs_keeps_its_data(home, monkeypatch, capsys):
    with demo.only_one(home):
        assert answered(monkeypatch, "y\n") == 1
    assert home.exists() and "正在运行" in capsys.readouterr().err


def test_data_that_no_demonstration_made_are_kept(home, monkeypatch, capsys):
    (home / reset.LOCK).unlink()
    assert answered(monkeypatch, "y\n") == 1
    assert home.exists() and "不是演示环境" in capsys.readouterr().err


def test_where_nothing_is_nothing_is_asked(home, monkeypatch, capsys):
    assert answered(monkeypatch, "y\n") == 0
    assert answered(monkeypatch, "") == 0
    assert "不用删除" in capsys.readouterr().out
