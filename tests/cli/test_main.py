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


def test_the_list_of_commands_needs_no_django():
    script = "import sys; from jiuzhu.cli import main; main([]); assert 'django' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0
