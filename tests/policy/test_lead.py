"""The same determination, told to people: a ladder under four questions and a few plain sentences."""

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.speech import UNKNOWN
from jiuzhu.policy.lead import grouped, plain
from jiuzhu.policy.reasons import reasons
from tests.policy.casebook import cases, told

FOUR = ["谁算一家人", "一年收入多少", "够不够条件", "每月给多少"]


def result_of(name):
    return determine(told(cases()[name]), shipped())


def test_the_ladder_has_four_questions_and_runs_through():
    ladder = grouped(result_of("四口之家，每月 936 元"), "dibao")
    assert [group["question"] for group in ladder] == FOUR
    rows = [row for group in ladder for row in group["rows"]]
    assert [row["no"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1]["value_text"] == "936.00"
    assert {row["label"] for row in ladder[1]["rows"]} >= {"工资性收入", "经营净收入", "家庭月收入"}


def test_a_step_that_what_is_unknown_cannot_change_says_so():
    family = told(cases()["四口之家，每月 936 元"])
    result = determine(family, shipped())
    (step,) = [one for one in result["results"]["dibao"]["steps"] if one["rule"] == "dibao_income_below"]
    step["text"] = f"家庭人均月收入{UNKNOWN} 元，低于农村低保标准 630 元"
    (row,) = [
        one for group in grouped(result, "dibao") for one in group["rows"] if one.get("rule") == step["rule"]
    ]
    assert (row["value_text"], UNKNOWN in row["text"]) == ("✓ 是", False)
    assert "不管是多少" in row["text"]


def test_what_a_step_waits_for_is_told_with_the_members_names():
    bare = {"region": "500110", "area": "rural", "date": "2026-11-20"}
    result = determine({**bare, "members": [{"id": "光明", "relation": "self"}]}, shipped())
    rows = [row for group in grouped(result, "dibao", {"光明": "冉光明"}) for row in group["rows"]]
    waiting = [row["text"] for row in rows if "缺少" in row["text"]]
    assert any("冉光明的收入" in text for text in waiting)
    assert not [text for text in waiting if "members" in text or "supporters" in text]


def test_a_ruling_is_shown_as_a_persons_decision():
    ladder = grouped(result_of("单人保金额裁定以后"), "single_person")
    decided = [row["decided"] for group in ladder for row in group["rows"] if row["decided"]]
    assert decided == [{"by": "綦江区民政局", "reason": "按城市低保标准全额"}]


def test_a_family_reads_what_it_gets_and_why():
    sentences = plain(result_of("四口之家，每月 936 元"), "dibao", {"光明": "冉光明"})
    assert 4 <= len(sentences) <= 6
    assert sentences[0] == "您家 4 口人，一年收入合起来 22,128 元，平均每月 1,844 元，每人每月 461 元。"
    assert "冉光明" in "".join(sentences)
    assert sentences[-1] == "每月一共 936 元，从 2026 年 11 月算起。"


def test_care_in_hours_is_told_as_hours_and_not_as_money():
    result = result_of("威海特困：分散供养全护理，每月 60 小时")
    assert plain(result, "tekun")[-1] == "照料护理不发钱，每月上门服务 60 小时。"
    rows = [row for group in grouped(result, "tekun") for row in group["rows"]]
    assert "60 小时" in [row["value_text"] for row in rows]


def test_a_refusal_says_why_and_what_is_not_the_reason():
    text = "".join(plain(result_of("有一辆轿车"), "dibao"))
    assert "不能享受最低生活保障" in text
    assert "不是不予认定的原因" in text


def test_what_is_open_is_said_to_be_open():
    text = "".join(plain(result_of("读全日制硕士的成年子女，由人判断是否计入"), "dibao"))
    assert "享受多少还没有定下来" in text
    assert "研究确定" in text
    bare = {"region": "500110", "area": "rural", "date": "2026-11-20"}
    result = determine({**bare, "members": [{"id": "光明", "relation": "self"}]}, shipped())
    assert "您家能不能享受最低生活保障、享受多少，现在还不能确定。" in plain(result, "dibao")


def test_a_family_whose_amount_alone_is_open_is_told_that_it_qualifies():
    told = plain(result_of("威海 2022 年：收入低于两个可能的标准，符合，金额由人确定"), "dibao")
    text = "".join(told)
    assert "您家符合最低生活保障的条件；享受多少还没有定下来。" in text
    assert "能不能享受" not in text
    assert "低于城市低保标准（还没有定下来，不管是多少都一样）" in text


def test_a_stored_reason_with_an_open_number_is_told_without_its_sign():
    result = result_of("高龄津贴是否计入由人确定")["results"]["dibao"]
    assert any(UNKNOWN in sentence for sentence in result["because"])
    assert reasons(result)[0] == (
        "家庭人均月收入（还没有定下来，不管是多少都一样），低于城市低保标准 770 元（国务院令第649号 第九条）"
    )


def test_aid_that_is_given_once_is_said_to_be_given_once():
    assert plain(result_of("低保家庭裁定按 50% 救助"), "linshi")[-1] == "这次一共给 7,500 元，只给一次。"
