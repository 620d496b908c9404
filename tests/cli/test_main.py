"""The command answers wrong use with 64 and loads nothing it does not need."""

import subprocess
import sys
from importlib import import_module

import pytest

from jiuzhu.cli import COMMANDS, main


def test_an_unknown_command_is_wrong_use(capsys):
    assert main(["nonsense"]) == 64
    assert "没有“nonsense”这个命令" in capsys.readouterr().err


def test_without_a_command_it_lists_them(capsys):
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_module(name):
    assert callable(import_module(f"jiuzhu.cli.{name}").run)


def test_a_wrong_option_is_wrong_use(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["web", "--port", "eighty"])
    assert ended.value.code == 64


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["trail", "export"], "还缺 --out"),
        (["city", "--on", "明天"], "--on 的值 '明天' 写得不对"),
        (["demo", "stop"], "what 不能写 'stop'，可以写"),
        (["tick", "--twice"], "没有 --twice 这个参数"),
        (["trail", "verify", "--key"], "--key 后面要写一个值"),
    ],
)
def test_wrong_use_is_told_in_chinese(capsys, argv, words):
    with pytest.raises(SystemExit):
        main(argv)
    told = capsys.readouterr()
    assert words in told.err
    assert "用法：jiuzhu" in told.out


def test_the_list_of_commands_needs_no_django():
    script = "import sys; from jiuzhu.cli import main; main([]); assert 'django' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0
