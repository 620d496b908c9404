"""`jiuzhu trail` in one clear summary; exit 1 at any break."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from jiuzhu.cli.trail import run
from jiuzhu.trail.seal import seal_once
from tests.trail.conftest import NOW
from tests.trail.test_verify import tamper


@pytest.fixture(autouse=True)
def at_a_fixed_moment(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 24, 2, 3, tzinfo=UTC))


@pytest.fixture
def sealed(enter):
    enter(4)
    seal_once(NOW)


def test_a_whole_trail_is_told_in_one_line(sealed, capsys):
    assert run(["verify"]) == 0
    assert capsys.readouterr().out.startswith(
        "✓ 留痕完整：1 块、4 条，编号连续，内容未改，签名都对。\n  公钥 "
    )


def test_a_tail_that_waits_too_long_is_told_with_its_age(sealed, enter, capsys):
    enter(2)
    assert run(["verify"]) == 0
    assert "还有 2 条未封存，最早的一条已等 3 分钟。封存每 5 秒一次" in capsys.readouterr().out


def test_a_break_names_the_first_broken_number(sealed, capsys):
    tamper("DELETE FROM trail_entry WHERE number = 3")
    assert run(["verify"]) == 1
    assert capsys.readouterr().out == (
        "✗ 留痕从第 3 条起不能相信（第 1 块）：这一条不见了。此前 0 块、0 条完整。\n"
    )


def test_an_export_is_written_and_proven(sealed, tmp_path, capsys):
    file = tmp_path / "trail.jsonl"
    assert run(["export", "--out", str(file)]) == 0
    key = capsys.readouterr().out.split("公钥 ")[1][:64]
    assert run(["verify", "--export", str(file), "--key", key]) == 0
    assert run(["verify", "--export", str(file), "--key", "00" * 32]) == 1


@pytest.fixture
def kept(sealed, enter, tmp_path):
    """An export of two blocks, kept elsewhere."""
    enter(3)
    seal_once(NOW)
    file = tmp_path / "kept.jsonl"
    run(["export", "--out", str(file)])
    return file


def test_what_was_kept_elsewhere_is_still_there_when_the_trail_has_grown(kept, enter):
    enter(1)
    seal_once(NOW)
    assert run(["verify", "--kept", str(kept)]) == 0


def test_newest_blocks_that_were_cut_off_are_missed_by_what_was_kept_elsewhere(kept, capsys):
    tamper("DELETE FROM trail_entry WHERE number > 4")
    tamper("DELETE FROM trail_block WHERE number = 2")
    assert run(["verify"]) == 0
    capsys.readouterr()
    assert run(["verify", "--kept", str(kept)]) == 1
    assert "从第 5 条起不能相信（第 2 块）：旧导出记到第 7 条，库里对不上" in capsys.readouterr().out


def test_a_kept_file_that_was_edited_proves_nothing(kept, capsys):
    kept.write_text(kept.read_text().replace('"act"', '"akt"', 1))
    assert run(["verify", "--kept", str(kept)]) == 1
    assert "旧导出 kept.jsonl 本身有问题" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert run(["verify", "--export", str(tmp_path / "none")]) == 2
    assert "打不开" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["verify", "--key", "abc"], ["export"], ["burn"]])
def test_wrong_use_ends_with_64(argv):
    with pytest.raises(SystemExit) as ended:
        run(argv)
    assert ended.value.code == 64
