"""Rules of people who live elsewhere and of a child's parents: what they may use, what is told of them upward, in every reading."""

import duckdb
import numpy as np
import pytest

from jiuzhu.policy.engine import sql
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.columns import run
from jiuzhu.policy.engine.explain import Derivation
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.library import Fact, Library
from jiuzhu.policy.engine.load import load
from jiuzhu.policy.engine.phrase import as_text, formula
from jiuzhu.policy.engine.plan import make_plan
from jiuzhu.policy.engine.population import BadColumnError, Population, encode
from jiuzhu.policy.engine.rows import MOST_ROWS, Given, Table
from jiuzhu.policy.engine.values import Cause, Unknown, high, low

FACTS = {
    fact.name: fact
    for fact in (
        Fact("floor_fen", "household", "fen", "底线"),
        Fact("adult", "person", "yes_no", "成年", high=1),
        Fact("wage_fen", "person", "fen", "工资"),
        Fact("pays_fen", "supporter", "fen", "给付"),
        Fact("gone", "parent", "yes_no", "不在", high=1),
        Fact("who", "parent", "word", "父或母", {"father": "父亲", "mother": "母亲"}),
    )
}
LAW = 'law="某办法 第一条"'
RULES = f'''
@rule({LAW}, of="supporter")
def pays_above_fen(pays_fen: int, floor_fen: int) -> int:
    """超过底线的给付。"""
    return max(0, pays_fen - floor_fen)

support_fen = total("pays_above_fen", {LAW}, label="给付合计")
support_least_fen = lowest("pays_fen", {LAW}, label="最少的给付")
supporters = count("pays", {LAW}, label="给付的人数")

@rule({LAW}, of="supporter")
def pays(pays_fen: int) -> bool:
    """给付。"""
    return pays_fen > 0

@rule({LAW}, of="parent")
def fails(gone: bool, adult: bool, floor_fen: int) -> bool:
    """父母不尽责：不在，而孩子未成年、家里有底线。"""
    return gone and not adult and floor_fen > 0

all_fail = all_of("fails", {LAW}, label="父母都不尽责")
parents_gone = count("gone", {LAW}, label="不在的父母")

@rule({LAW}, of="person")
def unsupported(all_fail: bool, parents_gone: int) -> bool:
    """无人抚养。"""
    return all_fail and parents_gone > 0

unsupported_children = count("unsupported", {LAW}, label="无人抚养的孩子")
adults_wage_fen = value_of("wage_fen", where="adult", {LAW}, label="第一名成年人的工资")
'''
NODES = (
    "pays_above_fen", "support_fen", "support_least_fen", "supporters", "fails", "all_fail", "parents_gone", "unsupported",
    "unsupported_children", "adults_wage_fen",
)  # fmt: skip


def library(rules: str = RULES) -> Library:
    return load({"nation/f.py": rules, "nation/sources.yaml": "某办法: {title: 某办法}\n"}, FACTS)


def family(persons, supporters=(), parents=(), floor=100, **unknown) -> Given:
    """Persons are (adult, wage), supporters what they pay, parents (of, who, gone)."""
    return Given(
        {"floor_fen": floor},
        {
            "person": Table([{"adult": a, "wage_fen": w} for a, w in persons], [0] * len(persons), "abcdef"[: len(persons)]),
            "supporter": Table(
                [{"pays_fen": p} for p in supporters],
                [0] * len(supporters),
                [f"supporters.{n}" for n, _ in enumerate(supporters)],
                unknown.get("supporter", frozenset()),
            ),
            "parent": Table(
                [{"who": who, "gone": gone} for _, who, gone in parents],
                [of for of, _, _ in parents],
                [f"parents.{of}.{who}" for of, who, _ in parents],
                unknown.get("parent", frozenset()),
            ),
        },
    )  # fmt: skip


NOBODY_ELSE = family([(True, 500)])
WITH_CHILDREN = family(
    [(False, 0), (True, 700), (False, 1)],
    supporters=[300, 0, 50],
    parents=[(0, "father", True), (0, "mother", True), (2, "mother", False)],
)
ORPHANS = family([(False, 9)], supporters=[20], parents=[(0, "father", True)], floor=0)


def plan():
    return make_plan(library(), NODES, "500110", "urban", 739_000)


def evaluated(given: Given):
    return call(plan(), given, 739_000, {})


def test_what_is_owed_elsewhere_adds_up_for_the_household():
    values = evaluated(WITH_CHILDREN)
    assert [row["pays_above_fen"] for row in values.rows("supporter")] == [200, 0, 0]
    assert (values.household["support_fen"], values.household["supporters"]) == (200, 2)


def test_a_parent_sees_the_child_and_the_household_and_the_child_its_parents():
    values = evaluated(WITH_CHILDREN)
    assert [row["fails"] for row in values.rows("parent")] == [True, True, False]
    assert [row["unsupported"] for row in values.persons] == [True, False, False]
    assert values.household["unsupported_children"] == 1


def test_a_population_may_leave_out_a_table_that_nobody_has():
    whole = encode(library(), [NOBODY_ELSE, NOBODY_ELSE])
    bare = Population(
        {e: whole.columns[e] for e in ("household", "person")}, {"person": whole.edges["person"]}
    )
    assert list(run(plan(), bare, 739_000, {}, ["support_fen"])["support_fen"]) == [0, 0]
    duck = duckdb.connect(config={"threads": 1})
    assert list(sql.run(duck, plan(), bare, 739_000, {}, ["support_fen"])["support_fen"]) == [0, 0]


def test_nobody_elsewhere_is_nothing_owed():
    values = evaluated(NOBODY_ELSE)
    assert (values.household["support_fen"], values.household["support_least_fen"]) == (0, 0)
    assert values.persons[0]["all_fail"] is True
    assert values.household["unsupported_children"] == 0


def test_the_value_of_one_member_is_that_of_the_first_who_fits_else_nothing():
    assert evaluated(WITH_CHILDREN).household["adults_wage_fen"] == 700
    assert evaluated(ORPHANS).household["adults_wage_fen"] == 0


def test_columns_and_tables_give_the_same_with_empty_groups_anywhere(monkeypatch):
    families = [NOBODY_ELSE, WITH_CHILDREN, NOBODY_ELSE, NOBODY_ELSE, ORPHANS, WITH_CHILDREN, NOBODY_ELSE]
    for block in (1, 2, 100):
        monkeypatch.setattr("jiuzhu.policy.engine.columns.BLOCK", block)
        for some in (families, families[:1], families[1:2], []):
            population = encode(library(), some)
            columns = run(plan(), population, 739_000, {}, NODES)
            tables = sql.run(duckdb.connect(config={"threads": 1}), plan(), population, 739_000, {}, NODES)
            for name in NODES:
                singles = [evaluated(one).rows(library().entity(name)) for one in some]
                expected = [row[name] for rows in singles for row in rows]
                np.testing.assert_array_equal(columns[name], np.array(expected), err_msg=name)
                np.testing.assert_array_equal(tables[name], np.array(expected), err_msg=name)


def test_a_list_that_was_not_told_leaves_open_what_hangs_on_it_and_nothing_else():
    why = frozenset([Cause("fact", "supporters")])
    values = evaluated(family([(True, 500)], supporter=why))
    assert values.household["support_fen"].causes == why
    assert (values.household["supporters"].low, values.household["supporters"].high) == (0, MOST_ROWS)
    assert values.household["unsupported_children"] == 0
    with pytest.raises(BadColumnError, match="supporter"):
        encode(library(), [family([(True, 500)], supporter=why)])


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((True, None), (700, 700)),
        ((None, True), (700, 900)),
        ((None, None), (0, 900)),
        ((False, None), (0, 900)),
    ],
)
def test_the_value_of_one_member_stays_open_while_it_may_be_anothers(chosen, expected):
    why = frozenset([Cause("fact", "adult")])
    adults = [Unknown(0, 1, why) if one is None else one for one in chosen]
    found = evaluated(family(list(zip(adults, (700, 900), strict=True)))).household["adults_wage_fen"]
    assert (low(found), high(found)) == expected


def test_the_least_of_those_who_may_count_is_not_taken_for_the_least_of_those_who_do():
    rules = RULES + f'\nleast_fen = lowest("wage_fen", where="adult", {LAW}, label="最少")'
    maybe = Unknown(0, 1, frozenset([Cause("fact", "adult")]))
    given = family([(True, 10), (maybe, 5)])
    found = call(make_plan(library(rules), ["least_fen"], "500110", "urban", 739_000), given, 739_000, {})
    assert (found.household["least_fen"].low, found.household["least_fen"].high) == (5, 10)


def test_the_steps_name_the_row_and_what_it_was_made_of():
    derivation = Derivation(plan(), evaluated(WITH_CHILDREN), {})
    steps = {(step["rule"], step["member"]): step for step in derivation.steps(plan().nodes)}
    assert steps["fails", "parents.0.father"]["uses"] == {"gone": True, "adult": False, "floor_fen": 100}
    assert steps["all_fail", "a"]["uses"] == {
        "fails[parents.0.father]": True,
        "fails[parents.0.mother]": True,
    }
    assert steps["support_fen", None]["uses"]["pays_above_fen[supporters.0]"] == 200
    assert steps["support_fen", None]["text"] == "supporters.0 2"
    assert steps["adults_wage_fen", None]["text"] == "b 7"


def test_rules_of_others_can_be_read_in_chinese():
    told = {name: as_text(formula(plan(), plan().by_name[name].version)) for name in NODES}
    assert told["support_fen"] == "共同生活以外的义务人，每名义务人的 超过底线的给付 相加"
    assert told["supporters"] == "满足“给付”的义务人数"
    assert told["all_fail"] == "孩子的父母，人人满足“父母不尽责”"
    assert told["adults_wage_fen"] == "第一个满足“成年”的人的 工资（没有就是 0）"


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (f'@rule({LAW}, of="parents")\ndef x(gone) -> int:\n    """说。"""\n    return 1', "是不是 parent"),
        (f'@rule({LAW}, of="person")\ndef x(gone) -> bool:\n    """说。"""\n    return gone', "gone 每名父母一个，每人的规则要先用 total"),
        (f'@rule({LAW}, of="parent")\ndef x(pays_fen) -> int:\n    """说。"""\n    return pays_fen', "pays_fen 每名义务人一个"),
        (f'x = total("pays_fen", where="gone", {LAW}, label="说")', "gone：每名父母一个，与 pays_fen 不是同一种对象"),
        (f'x = total("floor_fen", {LAW}, label="说")', "floor_fen 是全家的"),
        (f'x = total("pays_fen", where="pays_fen", {LAW}, label="说")', "pays_fen 不是 bool"),
        (f'x = highest("who", {LAW}, label="说")', "文字不能汇总"),
        (f'x = value_of("wage_fen", {LAW}, label="说")', "x 没有写是谁的"),
        (f'@rule({LAW}, says="{{wage_fen}}")\ndef x(floor_fen) -> int:\n    """说。"""\n    return 1', "wage_fen 每人一个"),
        (f'x = total("y", {LAW}, label="说")\ny = total("x", {LAW}, label="说")', "x 是全家的"),
    ],
)  # fmt: skip
def test_what_a_row_may_not_use_is_refused_with_the_way_out(rules, words):
    with pytest.raises(LawFault) as caught:
        library(rules)
    assert words in str(caught.value)
