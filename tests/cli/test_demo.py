"""The demonstration refuses, in words, to start where it cannot."""

import socket

import pytest

from jiuzhu.cli import demo


@pytest.fixture
def busy_port():
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_busy_port_is_said_before_anything_is_touched(busy_port, capsys):
    assert demo.run(["--port", str(busy_port)]) == 1
    assert f"端口 {busy_port} 已被占用" in capsys.readouterr().err


def test_one_data_folder_holds_one_demonstration(tmp_path):
    with demo.only_one(tmp_path) as first:
        assert first is not None
        assert demo.only_one(tmp_path) is None


@pytest.mark.parametrize("port", ["0", "65536", "abc"])
def test_what_is_no_port_is_said_in_words(port, monkeypatch, capsys):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit):
        demo.run([])
    assert f"--port 的值 '{port}' 写得不对" in capsys.readouterr().err


def test_a_second_start_touches_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("JIUZHU_HOME", str(tmp_path))
    monkeypatch.setattr(demo, "prepare", lambda: pytest.fail("the data were touched"))
    with demo.only_one(tmp_path):
        assert demo.supervise(demo.free_port()) == 1
    assert "已经在运行" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("JIUZHU_HOME", str(tmp_path / "file"))
    assert demo.supervise(demo.free_port()) == 1
    assert "不能写" in capsys.readouterr().err
