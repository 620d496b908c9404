"""`jiuzhu lake` at the console."""

from io import StringIO

import pytest

from jiuzhu.cli.lake import DAMAGED, DONE, REFUSED, run
from jiuzhu.trail.models import Entry
from tests.casework.conftest import DECIDED, open_town
from tests.lake.deliveries import id_number, some, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lake(tmp_path, settings):
    settings.LAKE = tmp_path / "lake"


@pytest.fixture
def town(db):
    return open_town()


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


def test_one_person_is_erased_by_an_officer_who_gives_the_own_password(town, monkeypatch, capsys, settings):
    settings.TODAY = DECIDED
    take(some(3))
    asked = ["erase", "--by", "wang", "--reason", "本人要求"]
    monkeypatch.setattr("sys.stdin", StringIO(f"a-guess\n{id_number(2)}\n"))
    assert run(asked) == REFUSED
    assert "密码不对，什么也没有删" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", StringIO(f"not-a-real-one\n{id_number(2)}\n"))
    assert run(asked) == DONE
    assert "改写了 1 份文件" in capsys.readouterr().out
    assert Entry.objects.get(act="lake.erase_person").actor == f"officer:{town.wang.pk}"


def test_erasing_wants_an_officer_and_a_reason():
    with pytest.raises(SystemExit):
        run(["erase", "--by", "wang"])


def test_reply_wants_a_number():
    with pytest.raises(SystemExit):
        run(["reply"])
