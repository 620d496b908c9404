"""A law that is wrong is refused with file, line and a way out; nothing is guessed."""

from datetime import date

import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.library import Fact
from jiuzhu.policy.engine.load import load
from jiuzhu.policy.engine.plan import make_plan

FACTS = {
    "wage_fen": Fact("wage_fen", "person", "fen", "工资"),
    "study": Fact("study", "person", "word", "就学", {"none": "无", "master": "硕士"}),
    "homes": Fact("homes", "household", "count", "住房"),
}
SOURCES = "某办法: {title: 某办法}\n"


def rules(body: str, *, of: str = "household", name: str = "x", needs: str = "homes", more: str = "") -> str:
    return f'@rule(law="某办法 第一条", of="{of}"{more})\ndef {name}({needs}) -> int:\n    """说明。"""\n{body}\n'


def faults_of(*texts: str, numbers: str = "") -> str:
    files = {f"nation/f{index}.py": text for index, text in enumerate(texts)}
    with pytest.raises(LawFault) as caught:
        load({**files, "nation/sources.yaml": SOURCES, "nation/numbers.yaml": numbers or "{}"}, FACTS)
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("    return homes / 2", "不能用 /"),
        ("    return homes + 0.5", "是小数"),
        ("    for i in homes:\n        pass\n    return 1", "for 循环"),
        ("    import os\n    return 1", "import"),
        ("    return open(homes)", "不能调用 open"),
        ("    return homes.real", "带点的名字"),
        ("    return homes % 2", "%"),
        ("    return 10 // homes", "除数必须一看就大于 0"),
        ("    if homes > 1:\n        return 1", "没有 return"),
        ("    homes = 2\n    return homes", "不能重新赋值"),
        ("    return homs", "不在参数里，是不是 homes"),
        ("    return (lambda: 1)()", "不能调用"),
        ("    return [homes][0]", "下标"),
        ("    return homes and 5", "and、or 连接的要是判断"),
        ("    return 1 + (homes > 1 or homes)", "and、or 连接的要是判断；数要写成比较"),
    ],
)
def test_what_is_not_in_the_language_is_refused_with_file_and_line(body, words):
    message = faults_of(rules(body))
    assert words in message
    assert message.startswith("nation/f0.py:")


def test_numbers_may_be_asked_as_conditions():
    for body in ("return 2 if homes and homes else 1", "return 1 + (homes > 1 and not homes)"):
        files = {"nation/f.py": rules(f"    {body}"), "nation/sources.yaml": SOURCES}
        assert load(files, FACTS)


def test_an_unknown_need_is_told_with_its_path_and_neighbours():
    assert "x → home：没有叫 home 的规则、数或事实，是不是 homes" in faults_of(
        rules("    return home", needs="home")
    )


def test_a_household_rule_must_sum_before_it_uses_a_persons_value():
    message = faults_of(rules("    return wage_fen", needs="wage_fen"))
    assert "wage_fen 每人一个，全家的规则要先用 total、count、any_of 汇总" in message


def test_a_word_that_a_fact_does_not_have_is_refused():
    message = faults_of(rules('    return 1 if study == "masters" else 0', of="person", needs="study"))
    assert "study 没有 “masters” 这个值，是不是 master" in message


def test_two_texts_in_force_on_one_day_are_refused():
    old = rules("    return 1", more=', until="2025-07-01"')
    new = rules("    return 2", more=', since="2025-07-01"')
    assert "x 在 2025-07-01 有两个版本同时有效" in faults_of(old + new)


def test_a_rule_without_law_or_with_an_unknown_source_is_refused():
    assert "没有写依据" in faults_of(
        '@rule(of="person")\ndef x(wage_fen) -> int:\n    """说明。"""\n    return wage_fen\n'
    )
    assert "不在 sources.yaml 里" in faults_of(
        rules("    return homes").replace("某办法 第一条", "另一办法 第一条")
    )


def test_a_number_without_a_source_or_with_two_values_is_refused():
    head = "n_fen: {label: 数, unit: fen, law: 某办法, values: [%s]}"
    assert "没有来源" in faults_of(numbers=head % "{value: 1, from: 2025-01-01}")
    twice = "{value: 1, from: 2025-01-01, until: 2025-12-31, source: 某办法}, {value: 2, from: 2025-07-01, source: 某办法}"
    assert "n_fen 在 2025-07-01 对 100000 有两个值同时有效" in faults_of(numbers=head % twice)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{value: 1.5, from: 2025-01-01, source: 某办法}", "n_fen.values[0] 的值 1.5 应是整数"),
        ("{value: 1, from: 2025-13-01, source: 某办法}", "n_fen.values[0] 的 from 2025-13-01 不是日期"),
        ("{value: 1, form: 2025-01-01, source: 某办法}", "不认识 form，是不是 from"),
        ("{value: 1, from: 2025-01-01, until: 2024-01-01, source: 某办法}", "until 早于 from"),
        ("{value: null, from: 2025-01-01, between: [5, 2]}", "between 应写成 [最小, 最大]"),
        (
            "{value: 10000000000001, from: 2025-01-01, source: 某办法}",
            "n_fen 应在 0 到 100000000000 fen 之间",
        ),
        ("{value: 1, from: 2025-01-01, source: 某力法}", "不在 sources.yaml 里，是不是 某办法"),
    ],
)
def test_a_bad_value_is_refused_with_its_line(line, words):
    message = faults_of(numbers=f"n_fen:\n  label: 数\n  unit: fen\n  law: 某办法\n  values:\n    - {line}\n")
    assert words in message
    assert message.startswith("nation/numbers.yaml:6: ")


def test_a_name_twice_in_a_file_is_refused():
    assert "nation/numbers.yaml:2: YAML 读不懂：a_fen 写了两次" in faults_of(numbers="a_fen: {}\na_fen: {}\n")


def test_a_circle_is_shown_as_a_path():
    text = rules("    return b", name="a", needs="b") + rules("    return a", name="b", needs="a")
    assert "规则互相等待：a → b → a" in faults_of(text)


def test_texts_of_different_days_may_wait_for_each_other():
    text = (
        rules("    return b", name="a", needs="b", more=', until="2020-12-31"')
        + rules("    return 1", name="b", needs="", more=', until="2020-12-31"')
        + rules("    return 2", name="a", needs="", more=', since="2021-01-01"')
        + rules("    return a", name="b", needs="a", more=', since="2021-01-01"')
    )
    library = load({"nation/f.py": text, "nation/sources.yaml": SOURCES}, FACTS)
    for day in (date(2020, 1, 1), date(2022, 1, 1)):
        assert len(make_plan(library, ["a", "b"], "500110", "urban", day.toordinal()).nodes) == 2


def test_a_rule_with_no_text_in_force_is_missing_not_guessed():
    library = load(
        {"nation/f.py": rules("    return 1", more=', since="2030-01-01"'), "nation/sources.yaml": SOURCES},
        FACTS,
    )
    assert make_plan(library, ["x"], "500110", "urban", 739_000).missing == {"x"}


def test_the_most_specific_region_wins():
    texts = {
        "nation/f.py": rules("    return 1"),
        "500000/f.py": rules("    return 2"),
        "500110114/f.py": rules("    return 3"),
        "nation/sources.yaml": SOURCES,
    }
    library = load(texts, FACTS)
    for region, path in (
        ("130102", "nation/f.py"),
        ("500112", "500000/f.py"),
        ("500110114201", "500110114/f.py"),
    ):
        assert make_plan(library, ["x"], region, "urban", 739_000).nodes[0].version.path == path


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("50011/f.py", "", "50011/f.py:0: 第一层文件夹应是 nation 或者 6、9、12 位区划代码，现在是“50011”"),
        ("numbers.yaml", "{}", "现在是“numbers.yaml”"),
        ("500110/number.yaml", "{}", "没有叫 number.yaml 的政策文件，是不是 numbers.yaml"),
        ("500110/more.yml", "{}", "没有叫 more.yml 的政策文件"),
        ("500110/sources.yaml", "甲办法: 全文", "500110/sources.yaml:1: 依据文件“甲办法”没有 title"),
        ("500110/sources.yaml", "甲办法: {title: 甲, form: 2025-01-01}", "不认识 form，是不是 from"),
        (
            "500110/sources.yaml",
            "甲办法:\n  title: 甲\n  from: 2025年\n",
            ":3: 依据文件“甲办法”的 from 2025年 不是日期",
        ),
    ],
)
def test_a_file_that_nobody_would_read_is_refused(path, text, words):
    with pytest.raises(LawFault) as caught:
        load({"nation/sources.yaml": SOURCES, path: text}, FACTS)
    assert words in str(caught.value)


def test_every_document_of_a_citation_must_be_on_file():
    two = rules("    return homes").replace("某办法 第一条", "某办法 第一条；某力法 第二条")
    assert "x 的依据“某力法”不在 sources.yaml 里，是不是 某办法" in faults_of(two)
    head = "n_fen: {label: 数, unit: fen, law: 某力法, values: [{value: null, from: always}]}"
    assert "n_fen 的依据“某力法”不在 sources.yaml 里" in faults_of(numbers=head)


def test_a_number_for_a_place_elsewhere_is_refused():
    text = "n_fen: {label: 数, unit: fen, law: 某办法, values: [{value: 1, from: always, source: 某办法, region: '371000'}]}"
    with pytest.raises(LawFault, match=r"n_fen.values\[0\] 的 region 371000 不在 500000 里"):
        load({"nation/sources.yaml": SOURCES, "500000/numbers.yaml": text}, FACTS)


def test_an_overlay_changes_the_hash_and_only_what_it_says():
    base = shipped()
    overlay = base.with_overlay("500110/more.yaml", "{}")
    assert overlay.hash != base.hash
    assert base.with_overlay("nation/numbers.yaml", base.texts["nation/numbers.yaml"]).hash == base.hash
