"""`jiuzhu staff`: a county begins with one file, and the first administrator who is locked out gets in again."""

import stat
from pathlib import Path

import pytest

from jiuzhu.cli.staff import BAD_FILE, DONE, EXAMPLE, WRONG_USE, run
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Login, Office, Post
from jiuzhu.trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def passwords(text: str) -> dict[str, str]:
    """Username → password of a printed table."""
    rows = [line.split("\t") for line in text.splitlines() if line.count("\t") == 2]
    assert rows[0] == ["用户名", "姓名", "一次性密码"]
    return {username: password for username, _, password in rows[1:]}


def test_the_example_of_the_handbook_opens_a_county(capsys):
    assert run([str(EXAMPLE)]) == DONE
    told = capsys.readouterr().out
    assert "新增机构 4、账号 6、岗位 7" in told and "第一次登录必须改成自己的密码" in told
    given = passwords(told)
    assert given.keys() == set(Login.objects.values_list("username", flat=True))
    assert all(Login.objects.get(username=name).check_password(given[name]) for name in given)
    assert Post.objects.filter(role=Role.ADMIN).count() == 2


def test_the_example_again_opens_nothing_and_prints_no_password(capsys):
    run([str(EXAMPLE)])
    capsys.readouterr()
    assert run([str(EXAMPLE)]) == DONE
    told = capsys.readouterr().out
    assert "新增机构 0、账号 0、岗位 0" in told and "密码" not in told


def test_passwords_go_to_a_new_file_that_only_its_owner_reads(tmp_path, capsys):
    out = tmp_path / "passwords.txt"
    assert run([str(EXAMPLE), "--out", str(out)]) == DONE
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert len(passwords(out.read_text())) == 6
    assert "\t" not in capsys.readouterr().out


def test_a_file_that_is_there_is_never_written_over(tmp_path, capsys):
    out = tmp_path / "kept.txt"
    out.write_text("kept")
    with pytest.raises(SystemExit) as ended:
        run([str(EXAMPLE), "--out", str(out)])
    assert ended.value.code == WRONG_USE and out.read_text() == "kept"
    assert "不覆盖" in capsys.readouterr().err and not Office.objects.exists()


def test_passwords_that_cannot_be_written_down_open_nothing(tmp_path, capsys):
    assert run([str(EXAMPLE), "--out", str(tmp_path / "nowhere" / "passwords.txt")]) == BAD_FILE
    assert "写不了" in capsys.readouterr().err and not Office.objects.exists()


def test_a_wrong_file_is_told_with_its_places_and_writes_nothing(tmp_path, capsys):
    file, out = tmp_path / "roster.yaml", tmp_path / "passwords.txt"
    file.write_text(
        EXAMPLE.read_text().replace("role: 区级审核", "role: 审核").replace("level: 乡镇", "level: 镇")
    )
    assert run([str(file), "--out", str(out)]) == BAD_FILE
    told = capsys.readouterr().err
    assert "roster.yaml：第 " in told and "officers[2].posts[0].role：没有“审核”" in told
    assert "offices[2].level：没有“镇”" in told and "什么也没有写" in told
    assert not Office.objects.exists() and not out.exists()


@pytest.mark.parametrize(("content", "words"), [(None, "打不开"), (b"\xc4\xfa", "不是 UTF-8")])
def test_a_file_that_cannot_be_read_is_told(tmp_path, capsys, content, words):
    file = tmp_path / "roster.yaml"
    if content:
        Path(file).write_bytes(content)
    assert run([str(file)]) == BAD_FILE
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["a.yaml", "--password", "shiyun"]])
def test_a_roster_or_a_password_not_both(argv):
    with pytest.raises(SystemExit) as ended:
        run(argv)
    assert ended.value.code == WRONG_USE


def test_who_is_locked_out_gets_a_new_password_by_the_system(capsys):
    run([str(EXAMPLE)])
    old = passwords(capsys.readouterr().out)["shiyun"]
    assert run(["--password", "shiyun"]) == DONE
    new = passwords(capsys.readouterr().out)["shiyun"]
    login = Login.objects.get(username="shiyun")
    assert new != old and login.check_password(new) and login.must_change
    entry = Entry.objects.get(act="org.reset_password")
    assert (entry.actor, entry.subject) == ("system:setup", f"officer:{login.pk}")
    assert new not in str(list(Entry.objects.values()))


def test_nobody_by_that_name_and_nobody_who_has_left_gets_one(capsys):
    run([str(EXAMPLE)])
    Login.objects.filter(username="mafan").update(is_active=False, closed_on="2026-11-01")
    assert run(["--password", "nobody"]) == BAD_FILE
    assert run(["--password", "mafan"]) == BAD_FILE
    told = capsys.readouterr().err
    assert "没有“nobody”这个用户名" in told and "马帆的账号已经停用" in told
