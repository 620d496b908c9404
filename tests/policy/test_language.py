"""Every form of the language means the same in every reading, for negative amounts and leap days too."""

import random
from datetime import date
from itertools import product
from typing import Any

import duckdb
import numpy as np
import pytest

from jiuzhu.policy.engine import bounds, columns, sql, values
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.declare import read_rules
from jiuzhu.policy.engine.library import Fact
from jiuzhu.policy.engine.load import load
from jiuzhu.policy.engine.plan import Plan, make_plan
from jiuzhu.policy.engine.population import BadColumnError, encode
from jiuzhu.policy.engine.rows import Given, Table
from jiuzhu.policy.engine.values import WIDEST

BRANCHES = """
@rule(law="某办法 第一条", of="person")
def branched(a_fen: int, b_fen: int, yes: bool) -> int:
    \"\"\"说明。\"\"\"
    twice = b_fen * 2
    if a_fen > 0:
        step = twice + 1
    elif yes:
        step = 2
        twice = twice * 10
    else:
        step = 3
    if a_fen // 2 * 2 == a_fen:
        step = step * 100
    return step + twice
"""
DAY = date(2027, 2, 28).toordinal()
FACTS = {
    "a_fen": Fact("a_fen", "person", "fen", "甲", low=-WIDEST),
    "b_fen": Fact("b_fen", "person", "fen", "乙", low=-WIDEST),
    "yes": Fact("yes", "person", "yes_no", "是"),
    "study": Fact("study", "person", "word", "就学", {"none": "无", "master": "硕士", "doctor": "博士"}),
    "born_on": Fact("born_on", "person", "day", "出生"),
    "rooms": Fact("rooms", "household", "count", "房间"),
}
EXPRESSIONS = {
    "floored": "a_fen // 7",
    "floored_twice": "(a_fen // 3 - b_fen) // max(1, b_fen)",
    "negated": "-a_fen + -(-b_fen)",
    "sums_answers": "(a_fen > 0) + (b_fen > 0) * 2 + yes",
    "adds_answers": "(a_fen > 0) + (b_fen > 0) + yes - (a_fen == b_fen) + -yes",
    "chained": "1 if -5 <= a_fen < b_fen else 0",
    "word_is": "3 if study == 'master' else 4 if study not in ('none', 'doctor') else 5",
    "is_in": "a_fen in (0, 1, 5) or b_fen not in (2, 3)",
    "from_number": "a_fen and rooms",
    "denied": "not a_fen or not yes",
    "extremes": "min(a_fen, b_fen, 3) + max(a_fen, rooms) - pick(b_fen, a_fen)",
    "banded": "band(((-5, 1), (limit, b_fen), (9, 3)), a_fen)",
    "banded_under": "under(((-5, 1), (limit, b_fen), (9, 3)), a_fen)",
    "age_years": "age(born_on, date)",
    "age_months": "months(born_on, date)",
    "months_back": "months(date, born_on)",
    "constant": "limit * 12",
}
YES_NO = ("is_in", "from_number", "denied")
NEEDS = "a_fen: int, b_fen: int, yes: bool, study: str, born_on: int, rooms: int, limit: int, date: int"
SUMS = {
    "summed": 'total("floored")',
    "summed_those": 'total("a_fen", where="yes")',
    "counted": 'count("is_in", where="denied")',
    "one": 'any_of("from_number", where="yes")',
    "each": 'all_of("denied", where="yes")',
    "everyone": 'all_of("denied")',
    "least": 'lowest("a_fen", where="yes")',
    "most": 'highest("a_fen", where="is_in")',
    "first": 'value_of("b_fen", where="is_in")',
    "first_says": 'value_of("denied", where="yes")',
}
BACK = "max(0, a_fen) * 1000 // max(1, summed_those + most)"


def law(expressions: dict[str, str]) -> str:
    rules = [
        f'@rule(law="某办法 第一条", of="person")\ndef {name}({NEEDS}) -> {"bool" if name in YES_NO else "int"}:'
        f'\n    """说明。"""\n    return {text}\n'
        for name, text in expressions.items()
    ]
    sums = [f'{name} = {text[:-1]}, law="某办法 第一条", label="合计")\n' for name, text in SUMS.items()]
    back = (
        '@rule(law="某办法 第一条", of="person")\ndef back(a_fen: int, summed_those: int, most: int) -> int:'
        f'\n    """说明。"""\n    return {BACK}\n'
    )
    return "\n".join([*rules, *(sums if "floored" in expressions else []), back * ("floored" in expressions)])


def plan_of(expressions: dict[str, str]) -> Plan:
    numbers = (
        "limit: {label: 限, unit: fen, law: 某办法, values: [{value: 4, from: always, source: 某办法}]}\n"
    )
    texts = {
        "nation/f.py": law(expressions),
        "nation/sources.yaml": "某办法: {title: 某办法}\n",
        "nation/numbers.yaml": numbers,
    }
    library = load(texts, FACTS)
    return make_plan(library, list(library.versions), "100000", "urban", DAY)


def drawn(dice: random.Random) -> Given:
    births = [date(2004, 2, 29), date(2004, 2, 28), date(2004, 3, 1), date(2026, 2, 28), date(1990, 12, 31)]
    persons = [
        {
            "a_fen": dice.randrange(-12, 12),
            "b_fen": dice.randrange(-6, 7),
            "yes": dice.random() < 0.5,
            "study": dice.choice(["none", "master", "doctor"]),
            "born_on": dice.choice(births).toordinal(),
        }
        for _ in range(dice.choice([0, 1, 2, 3]))
    ]
    return household(dice.randrange(3), persons)


def household(rooms: int, persons: list[dict[str, Any]]) -> Given:
    return Given({"rooms": rooms}, {"person": Table(persons, [0] * len(persons), "abc"[: len(persons)])})


def test_every_form_means_the_same_in_every_reading():
    plan, dice = plan_of(EXPRESSIONS), random.Random(1)
    families = [drawn(dice) for _ in range(2_000)]
    goals = [node.name for node in plan.nodes]
    assert set(goals) == {*EXPRESSIONS, *SUMS, "back"}
    population = encode(plan.library, families)
    numpy = columns.run(plan, population, DAY, {}, goals)
    duck = sql.run(duckdb.connect(config={"threads": 1}), plan, population, DAY, {}, goals)
    singles = [call(plan, family, DAY, {}) for family in families]
    for name in goals:
        expected = [row[name] for single in singles for row in single.rows(plan.library.entity(name))]
        assert len(set(expected)) > 1 or name in ("constant", "months_back"), name
        np.testing.assert_array_equal(numpy[name], np.array(expected), err_msg=name)
        np.testing.assert_array_equal(duck[name], np.array(expected), err_msg=name)


def test_what_is_known_in_part_holds_whatever_the_rest_may_be():
    plan, dice = plan_of(EXPRESSIONS), random.Random(2)
    for _ in range(300):
        known = drawn(dice)
        widened = [
            {name: around(dice, value) for name, value in row.items()} for row in known.table("person").rows
        ]
        exact, open_ = (call(plan, one, DAY, {}) for one in (known, known.with_rows("person", widened)))
        for node in plan.nodes:
            for before, after in zip(
                exact.rows(node.version.entity), open_.rows(node.version.entity), strict=True
            ):
                value, found = before[node.name], after[node.name]
                assert values.low(found) <= value <= values.high(found), node.name
                assert found == value or isinstance(found, values.Unknown), node.name


def around(dice: random.Random, value: Any) -> Any:
    """Sometimes only bounds of a value; of a word nothing."""
    if dice.random() < 0.5:
        return value
    if isinstance(value, bool):
        low, high = 0, 1
    elif isinstance(value, str):
        low, high = 0, 2
    else:
        low, high = value - dice.choice([0, 1, 5]), value + dice.choice([1, 5, 400])
    return values.Unknown(low, high, frozenset([values.Cause("fact", "x")]))


def test_what_a_branch_assigns_holds_in_that_branch_alone():
    names: dict[str, Any] = {"rule": lambda **_about: lambda function: function}
    exec(BRANCHES, names)  # noqa: S102 - the author's text, as Python alone reads it
    version = read_rules("nation/f.py", BRANCHES, "100000")[0]
    for a_fen, b_fen, yes in product(range(-2, 3), (0, 7), (False, True)):
        expected = names["branched"](a_fen, b_fen, yes)
        assert version.function(a_fen, b_fen, yes) == expected
        assert bounds.evaluate(version.expression, {"a_fen": a_fen, "b_fen": b_fen, "yes": yes}) == expected


def test_what_is_not_known_never_reaches_a_table():
    plan = plan_of({"sum_of": "a_fen + b_fen"})
    person = {"a_fen": 1, "b_fen": 2, "yes": False, "study": "none", "born_on": 1}
    population = encode(plan.library, [household(0, [person])])
    population = population.with_column("person", "a_fen", np.ma.masked_array([1], mask=[True]))
    with pytest.raises(BadColumnError, match="甲）有空值"):
        sql.run(duckdb.connect(), plan, population, DAY, {}, ["sum_of"])
