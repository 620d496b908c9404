"""`jiuzhu determine` and `jiuzhu policy check`: what they print and how they end."""

import io
import json

import pytest

from jiuzhu.cli import determine, policy
from tests.policy.test_contract import EXAMPLE

CHANGE = {
    "kind": "number",
    "name": "standard_fen",
    "region": "500000",
    "area": "urban",
    "value": 800,
    "since": "2026-07-01",
    "source": {"key": "渝民规〔2025〕6号"},
}
"""An amendment whose value is yuan where 分 are wanted."""


def test_a_file_gives_text_and_json(tmp_path, capsys):
    path = tmp_path / "a.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert determine.run([str(path)]) == 0
    assert "【最低生活保障】符合　每月 1,640.00 元" in capsys.readouterr().out
    assert determine.run([str(path), str(path), "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["results"]["dibao"]["monthly_fen"] for line in lines] == [164000, 164000]


def test_a_bad_file_ends_with_2_and_no_file_with_64(tmp_path, capsys):
    assert determine.run([str(tmp_path / "none.yaml")]) == 2
    assert determine.run([]) == 64
    assert determine.run(["--what", "x"]) == 64
    assert "用法" in capsys.readouterr().err


def test_json_lines_in_and_out(monkeypatch, capsys):
    family = {"region": "500110", "area": "urban", "date": "2025-08-01", "assume": "complete"}
    good = json.dumps({**family, "members": [{"id": "a", "relation": "self", "age": 40}]})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{good}\n\n{{}}\n".encode())))
    assert determine.run(["-"]) == 2
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["results"]["dibao"]["monthly_fen"] == 77000
    assert {fault["place"] for fault in second["faults"]} == {"region", "area", "date", "members"}


@pytest.mark.slow
def test_the_shipped_law_is_whole_on_every_day_of_change(capsys):
    assert policy.run(["check"]) == 0
    told = capsys.readouterr().out
    assert "都能计算" in told
    assert "没有一条规则的中间值会超出 64 位整数" in told
    assert policy.run([]) == 64


def test_the_law_is_printed_in_chinese(capsys):
    assert policy.run(["show", "dibao", "--region", "500110", "--on", "2025-08-01", "--area", "rural"]) == 0
    printed = capsys.readouterr().out
    assert "【最低生活保障】重庆市綦江区　农村　2025-08-01" in printed
    assert "最低生活保障标准（每人每月）　630 元，重庆市，2025-07-01 起，渝民规〔2025〕6号" in printed
    assert "由人决定（由设区的市级以上地方政府规定，本地规定未查到）" in printed
    assert "_" not in printed


def test_two_days_of_the_law_are_compared(capsys):
    asked = ["show", "最低生活保障", "--region", "500110", "--on", "2026-08-01", "--against", "2026-06-01"]
    assert policy.run(asked) == 0
    printed = capsys.readouterr().out
    assert "− 依据：国务院令第649号 第九条\n   ＋ 依据：社会救助法 第十八条" in printed


@pytest.mark.parametrize(
    "asked",
    [
        ["不存在", "--region", "500110", "--on", "2025-08-01"],
        ["dibao", "--region", "綦江", "--on", "2025-08-01"],
        ["dibao", "--region", "500110", "--on", "八月一日"],
        ["dibao", "--region", "500110"],
        ["job_subsidy", "--region", "110101", "--on", "2025-08-01"],
    ],
)
def test_asking_for_the_law_wrongly_ends_with_64(asked, capsys):
    assert policy.run(["show", *asked]) == 64
    assert capsys.readouterr().err


def test_a_proposed_amendment_is_checked_upon_the_shipped_law(tmp_path, capsys):
    path = tmp_path / "amendment.json"
    path.write_text(json.dumps({"changes": [CHANGE]}), encoding="utf-8")
    assert policy.run(["check", str(path)]) == 1
    assert "changes[0].value" in capsys.readouterr().err
    assert policy.run(["check", str(tmp_path / "none.json")]) == 1


@pytest.mark.deep
def test_the_law_with_an_amendment_upon_it_is_whole(tmp_path):
    path = tmp_path / "amendment.json"
    path.write_text(json.dumps({"changes": [{**CHANGE, "value": 80_000}]}), encoding="utf-8")
    assert policy.run(["check", str(path)]) == 0
