"""`jiuzhu lake` at the console."""

import pytest

from jiuzhu.cli.lake import DAMAGED, DONE, REFUSED, run
from tests.lake.deliveries import some, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lake(tmp_path, settings):
    settings.LAKE = tmp_path / "lake"


def test_sources_are_told_with_what_they_delivered_last(capsys):
    take(some(3))
    assert run([]) == DONE
    told = capsys.readouterr().out
    assert "GA-202610  截止 2026-10-31" in told and "1 个送过数据" in told


def test_a_reply_is_written_once(tmp_path, capsys):
    take(some(3))
    out = tmp_path / "a.csv"
    assert run(["reply", "GA-202610", "--out", str(out)]) == DONE
    assert out.read_bytes().startswith(b"\xef\xbb\xbf") and "收下 3 行" in out.read_text()
    assert run(["reply", "GA-202610", "--out", str(out)]) == REFUSED


def test_a_number_that_never_came_is_told(tmp_path, capsys):
    assert run(["reply", "GA-9", "--out", str(tmp_path / "a.csv")]) == REFUSED
    assert "没有编号为 GA-9" in capsys.readouterr().err


def test_a_file_that_is_gone_is_told(capsys):
    kept = take(some(3))
    assert run(["check"]) == DONE
    kept.path.unlink()
    assert run(["check"]) == DAMAGED
    assert "GA-202610" in capsys.readouterr().out


def test_reply_wants_a_number():
    with pytest.raises(SystemExit):
        run(["reply"])
