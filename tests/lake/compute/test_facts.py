"""The facts and items of everybody are those of one after the other, and those of a second executor."""

import random

import numpy as np
import pytest

from jiuzhu.lake.compute.columns import pieces
from jiuzhu.lake.compute.facts import compute
from jiuzhu.lake.compute.items import items
from jiuzhu.lake.compute.runs import Answer, Run, State
from jiuzhu.lake.compute.wanted import facts
from tests.lake.compute.duck import both_find_the_same
from tests.lake.compute.odd import ODD
from tests.lake.compute.town import AS_OF, ON, agrees, town, write

pytestmark = pytest.mark.slow


def by_seven(snapshot, names, asked):
    return pieces(snapshot, names, size=7)


@pytest.mark.parametrize(("seed", "is_sealed"), [*((seed, False) for seed in range(11)), (11, True)])
def test_everybody_at_once_is_everybody_one_by_one(tmp_path, seed, is_sealed):
    made = town(ODD, tmp_path, random.Random(seed), months=(12, 1, 6)[seed % 3], is_sealed=is_sealed)
    wanted = facts(ODD) + items(ODD)
    agrees(compute(made.run, wanted, by_seven), wanted, made)


@pytest.mark.parametrize(("seed", "is_sealed"), [(0, False), (1, False), (2, False), (0, True)])
def test_a_second_executor_finds_the_same(tmp_path, seed, is_sealed):
    made = town(ODD, tmp_path, random.Random(seed), size=60, is_sealed=is_sealed)
    wanted = facts(ODD) + items(ODD)
    both_find_the_same(made.run, wanted)


def test_a_row_that_nobody_could_use_leaves_open_whether_there_is_a_record(tmp_path):
    source = ODD.sources["a.one"]
    run = Run(
        ODD, {source.code: write(tmp_path, source, AS_OF, {})}, ON, 2, unsure={source.code: np.array([1])}
    )
    alone = [each for each in facts(ODD) if [feeder.code for feeder, _ in each.feeders] == [source.code]]
    made = compute(run, alone)
    states = {tuple(column.state) for column in made.columns.values() if column.none is not None}
    assert states == {(State.NONE, State.UNKNOWN)}
    assert run.answers(source, made.has_record[source.code]).tolist() == [Answer.NO_RECORD, Answer.UNSURE]
    both_find_the_same(run, alone)
