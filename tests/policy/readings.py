"""What it means that the readings agree: every value of every rule, for each family of a population, to the fen."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb
import numpy as np

from jiuzhu.policy.engine import boundcolumns, columns, sql
from jiuzhu.policy.engine.boundcolumns import encode_bounds
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.population import Column, encode
from jiuzhu.policy.engine.rows import Given
from jiuzhu.policy.engine.values import Cause, Unknown, Value, high, low


def called(plan: Plan, families: Sequence[Given], day: int, rulings: Mapping[str, int]) -> dict[str, Column]:
    """Reading 1 of every rule, family after family, as columns."""
    singles = [call(plan, one, day, rulings) for one in families]
    found: dict[str, Column] = {}
    for node in plan.nodes:
        values = [row[node.name] for single in singles for row in single.rows(node.version.entity)]
        assert not any(isinstance(value, Unknown) for value in values), node.name
        found[node.name] = np.array(values, bool if node.version.is_yes_no else np.int64)
    return found


def agreed(
    plan: Plan, families: Sequence[Given], day: int, rulings: Mapping[str, int], said: str = ""
) -> None:
    """One family after the other by the author's own functions, all at once in columns, and in tables."""
    goals = [node.name for node in plan.nodes]
    population = encode(plan.library, families)
    expected = called(plan, families, day, rulings)
    same(expected, columns.run(plan, population, day, rulings, goals), f"columns {said}")
    with duckdb.connect(config={"threads": 1}) as duck:
        same(expected, sql.run(duck, plan, population, day, rulings, goals), f"tables {said}")


def same(expected: Mapping[str, Column], found: Mapping[str, Column], said: str) -> None:
    for name, column in expected.items():
        np.testing.assert_array_equal(found[name], column, err_msg=f"{name} {said}")


def agreed_bounds(
    plan: Plan,
    families: Sequence[Given],
    day: int,
    rulings: Mapping[str, int],
    dice: random.Random,
) -> int:
    """Of each family some facts are no longer known: the known answer lies within what is still possible.

    One family after the other and all at once in columns, with the same bounds. How many values are open.
    """
    poorer = [with_gaps(plan, one, dice) for one in families]
    goals, opened = [node.name for node in plan.nodes], 0
    known = called(plan, families, day, rulings)
    alone = [call(plan, one, day, rulings) for one in poorer]
    found = boundcolumns.run(plan, encode_bounds(plan.library, poorer), day, rulings, goals)
    for name in goals:
        rows = [row[name] for values in alone for row in values.rows(plan.library.entity(name))]
        least, most = np.array([low(v) for v in rows]), np.array([high(v) for v in rows])
        np.testing.assert_array_equal(found[name][0], least, err_msg=name)
        np.testing.assert_array_equal(found[name][1], most, err_msg=name)
        assert ((least <= known[name]) & (known[name] <= most)).all(), name
        opened += int((least != most).sum())
    return opened


def with_gaps(plan: Plan, given: Given, dice: random.Random) -> Given:
    """The same family with a tenth of its facts open, some of them all the way, some a little."""
    facts = plan.library.facts

    def gap(name: str, value: Value) -> Value:
        if dice.random() > 0.1:
            return value
        why, (least, most) = frozenset([Cause("fact", name)]), facts[name].widest
        if facts[name].options or isinstance(value, str) or dice.random() < 0.5:
            return Unknown(least, most, why)
        near = dice.choice([1, 500])
        return Unknown(max(least, int(value) - near), min(most, int(value) + near), why)

    def row(told: Mapping[str, Value]) -> dict[str, Value]:
        return {name: gap(name, value) for name, value in told.items()}

    tables = {e: replace(table, rows=[row(one) for one in table.rows]) for e, table in given.tables.items()}
    return Given(row(given.household), tables)
