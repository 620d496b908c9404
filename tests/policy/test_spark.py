"""What Spark hands to its workers computes as the columns do: batches of any size, and nothing of a household in two of them."""

import pickle
import random
from itertools import chain

import numpy as np
import pytest

from jiuzhu.policy.engine import columns, spark
from jiuzhu.policy.engine.population import BadColumnError, OpenNumberError, encode
from tests.policy import test_entities as entities
from tests.policy import test_language as language
from tests.policy.drawn import drawn

pytestmark = pytest.mark.slow


class Frame:
    """A frame that does at once, in this process, what Spark would have done elsewhere: its work goes there pickled."""

    def __init__(self, table, most):
        self.table, self.most = table, most

    def select(self, *names):
        return Frame(self.table.select(names), self.most)

    def repartition(self, name):
        return Frame(self.table.sort_by([(name, "descending")]), self.most)

    def mapInArrow(self, func, schema):
        work = pickle.loads(pickle.dumps(func))  # noqa: S301 - our own
        self.schema = schema
        return list(work(self.table.to_batches(max_chunksize=self.most)))


def computed(plan, families, day, rulings, goals, most):
    """Every goal in the order of the families, from batches that came in another order."""
    table = spark.rows(encode(plan.library, families))
    batches = spark.run(Frame(table, most), plan, day, rulings, goals)
    rows = sorted((row for batch in batches for row in batch.to_pylist()), key=lambda row: row["household"])
    found = {}
    for goal in goals:
        values = [row[goal] for row in rows]
        found[goal] = values if plan.library.entity(goal) == "household" else [*chain(*values)]
    return found


@pytest.mark.parametrize("most", [1, 7, 10_000])
def test_groups_of_any_size_in_batches_of_any_size(most):
    families = [entities.NOBODY_ELSE, entities.WITH_CHILDREN, entities.ORPHANS, entities.NOBODY_ELSE]
    agreed(entities.plan(), families, 739_000, {}, most)


def test_every_form_of_the_language():
    dice, plan = random.Random(8), language.plan_of(language.EXPRESSIONS)
    agreed(plan, [language.drawn(dice) for _ in range(200)], language.DAY, {}, 50)


def test_the_law_of_a_place():
    here, families = next(drawn(4, 1, 150))
    agreed(here.plan, families, here.day, here.rulings, 64)


def agreed(plan, families, day, rulings, most):
    goals = [node.name for node in plan.nodes]
    expected = columns.run(plan, encode(plan.library, families), day, rulings, goals)
    found = computed(plan, families, day, rulings, goals, most)
    for goal in goals:
        np.testing.assert_array_equal(
            np.array(found[goal], expected[goal].dtype), expected[goal], err_msg=goal
        )


def test_what_is_not_known_is_refused():
    table = spark.rows(encode(entities.library(), [entities.WITH_CHILDREN]))
    gone = table.set_column(table.schema.get_field_index("floor_fen"), "floor_fen", [[None]])
    with pytest.raises(BadColumnError, match="floor_fen 有空值"):
        spark.run(Frame(gone, 10), entities.plan(), 739_000, {}, ["support_fen"])


def test_an_open_number_is_refused_before_anything_is_sent():
    here, _ = next(drawn(4, 1, 1))
    with pytest.raises(OpenNumberError):
        spark.run(Frame(None, 1), here.plan, here.day, {}, [node.name for node in here.plan.nodes])
