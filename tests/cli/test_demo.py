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
