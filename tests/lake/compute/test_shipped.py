"""The shipped catalogue's facts and items: everybody at once, one by one, by a second executor, and from dossiers."""

import random

import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.lake.compute.dossier import Dossiers
from jiuzhu.lake.compute.facts import compute
from jiuzhu.lake.compute.items import beside, items
from jiuzhu.lake.compute.serving import Serving
from jiuzhu.lake.compute.wanted import facts
from jiuzhu.verification.found import Told, found
from tests.lake.compute.duck import both_find_the_same
from tests.lake.compute.town import agrees, town

pytestmark = pytest.mark.slow
WANTED = facts(shipped()) + items(shipped())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return town(shipped(), tmp_path_factory.mktemp("lake"), random.Random(1), size=40)


def test_every_fact_and_item_agrees_with_one_answer_after_the_other(made):
    agrees(compute(made.run, WANTED), WANTED, made)


def test_a_second_executor_finds_the_same(made):
    both_find_the_same(made.run, WANTED)


def test_a_dossier_yields_the_same_facts(made, tmp_path):
    dossiers = Dossiers(made.run, Serving(tmp_path))
    for rn in range(made.run.size):
        told = [Told(each.source, each.as_of, each.records) for each in dossiers.read(rn)]
        assert told == made.told(rn)
        assert found(shipped(), told) == found(shipped(), made.told(rn))


def test_every_item_that_a_register_shows_is_a_column_and_its_declared_fact_is_named():
    table = shipped()
    assert len(items(table)) == sum(item.fact is not None for item in table.items)
    assert beside(table)["item.21"] == "income.wage"
