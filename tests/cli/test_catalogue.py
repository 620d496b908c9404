"""`jiuzhu catalogue` lists what may be asked, shows one register, and counts what the simulated departments answer."""

import os
import re
import subprocess
import sys
from datetime import date

import pytest

from jiuzhu.catalogue.change import laid
from jiuzhu.catalogue.edition import in_force
from jiuzhu.catalogue.reading import read
from jiuzhu.catalogue.texts import shipped, shipped_texts
from jiuzhu.cli import catalogue
from jiuzhu.cli.catalogue_served import served
from jiuzhu.demo.world import generate
from tests.catalogue.conftest import new_register

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def world():
    return generate(is_small=True)


def test_it_lists_every_register_with_the_ground_of_the_day(capsys):
    assert catalogue.run(["--on", "2026-06-30"]) == 0
    told = capsys.readouterr().out
    assert all(code in told for code in shipped().registers)
    assert "社会救助暂行办法 第五十八条" in told and "社会救助法 第四十一条" not in told


def test_the_last_line_counts_and_the_departments_were_asked(capsys):
    assert catalogue.run(["--summary"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    counted = re.search(
        r"数据类 (\d+) · 部门 (\d+) · 机构 (\d+)（银行 30 .*） · 核对项目 96 · 模拟器可答 (\d+)$", last
    )
    assert int(counted[1]) == len(shipped().registers)
    assert 0 < int(counted[4]) <= int(counted[1])


def test_one_register_is_printed_whole(capsys):
    assert catalogue.run(["bank"]) == 0
    told = capsys.readouterr().out
    assert all(holder.label in told for holder in shipped().holders("bank"))
    assert "balance_fen" in told and "assets.financial.bank" in told and "问它的方案：低保" in told


def test_a_code_that_is_none_is_wrong_use(capsys):
    assert catalogue.run(["nobody"]) == 64
    assert "目录里没有 nobody 这一类" in capsys.readouterr().err


def test_a_sound_catalogue_is_said_to_be_sound(capsys):
    assert catalogue.run(["check"]) == 0
    assert in_force().table.hash[:16] in capsys.readouterr().out


def test_a_register_that_officers_added_is_answered_too(world):
    more = read(laid(shipped_texts(), [new_register()]))
    assert "minzheng.yanglao" in served(more, ON, world)


def test_a_department_that_answers_out_of_shape_is_not_counted(world, monkeypatch):
    assert "gongan.cheliang" in served(shipped(), ON, world)
    records = type(world).records
    monkeypatch.setattr(
        type(world),
        "records",
        lambda *asked: [{name: row[name] for name in row if name != "plate"} for row in records(*asked)],
    )
    assert "gongan.cheliang" not in served(shipped(), ON, world)


def test_it_is_read_before_anything_was_set_up(tmp_path):
    home = {name: value for name, value in os.environ.items() if name != "JIUZHU_TESTING"}
    home["JIUZHU_HOME"] = str(tmp_path / "var")
    asked = [sys.executable, "-m", "jiuzhu", "catalogue", "check"]
    told = subprocess.run(asked, capture_output=True, check=False, env=home, text=True)
    assert told.returncode == 0, told.stderr
    assert shipped().hash[:16] in told.stdout and "列的是随产品的目录" in told.stderr
    assert not (tmp_path / "var").exists()
