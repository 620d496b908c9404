"""A process may die after any statement: the database then tells one story, and the act can be done again."""

import random

import pytest

from jiuzhu.org.actions import load_regions
from jiuzhu.trail.models import Entry
from tests.faults.children import KILLED, Child, boundaries_of, run
from tests.faults.copies import copy
from tests.faults.scenarios import BY, REGIONS, SCENARIOS, Scenario, no_setup
from tests.faults.story import counts, rows


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_an_act_killed_anywhere_is_done_or_not_done(scenario, copies, request, record_property):
    seed = request.config.getoption("randomly_seed", 0)
    with copy(copies) as ready:
        run(ready, scenario.setup)
        before = run(ready, rows)
        with copy(copies, ready) as database:
            last_boundary = boundaries_of(database, scenario.act)
            done = run(database, lambda: what_is_done(scenario))
        boundaries = list(range(1, last_boundary + 1))
        random.Random(seed).shuffle(boundaries)
        for boundary in boundaries:
            with copy(copies, ready) as database:
                assert Child(database, scenario.act, boundary).end() == KILLED
                told = judge(scenario, database, before, done)
                assert told == "", f"killed at boundary {boundary} (seed {seed}): {told}"
    record_property("told", f"{scenario.name}：在全部 {last_boundary} 处中断，都能收拾（seed {seed}）")


def test_an_act_in_two_transactions_is_found_out(copies):
    torn = Scenario("org.load_regions", no_setup, in_two_transactions, lambda: True)
    with copy(copies) as ready:
        before = run(ready, rows)
        with copy(copies, ready) as database:
            boundaries = boundaries_of(database, torn.act)
            done = run(database, counts)
        told = []
        for boundary in range(1, boundaries + 1):
            with copy(copies, ready) as database:
                Child(database, torn.act, boundary).end()
                told.append(judge(torn, database, before, done))
    assert any(one.startswith("half done") for one in told)


def in_two_transactions() -> None:
    for region in REGIONS:
        load_regions([region], by=BY)


def what_is_done(scenario: Scenario) -> dict[str, int]:
    """The state that the act leads to when nobody kills it."""
    assert scenario.check()
    assert Entry.objects.filter(act=scenario.name).count() == scenario.entries
    return counts()


def judge(scenario: Scenario, database: str, before: dict[str, list[str]], done: dict[str, int]) -> str:
    """What is wrong with the state after a kill, or with doing the act again; "" when nothing is."""

    def look() -> str:
        is_undone = rows() == before
        if scenario.whole and not is_undone and counts() != done:
            return f"half done: {counts()} instead of {done}"
        if is_undone or scenario.repeats:
            (scenario.again or scenario.act)()
        if not scenario.check():
            return "done again, it does not hold"
        return "" if without_trail(counts()) == without_trail(done) else f"done again, it is {counts()}"

    return run(database, look)


def without_trail(told: dict[str, int]) -> dict[str, int]:
    """Doing an act again leaves another entry, and should."""
    return {table: number for table, number in told.items() if table != "trail_entry"}
