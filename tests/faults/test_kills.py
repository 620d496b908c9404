"""A process may die after any statement: the database then tells one story, and the act can be done again."""

import random
from contextlib import closing
from functools import partial

import pytest

from jiuzhu.org.actions import load_regions
from jiuzhu.trail.models import Entry
from tests.faults import lake
from tests.faults.children import KILLED, Child, boundaries_of, halting, run
from tests.faults.copies import Copies, PostgresqlCopies, SqliteCopies, copy
from tests.faults.scenarios import BY, REGIONS, SCENARIOS, Scenario, no_setup
from tests.faults.story import Rows, counts

AT_MOST = 3
"""Boundaries at which one act is killed in an ordinary run; in `make test-deep` all. On SQLite it is halted at all of them each time."""


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_killed_act_is_done_or_not_done(scenario, copies, request, record_property):
    record_property("told", kill(scenario, copies, request.config, AT_MOST))


@pytest.mark.deep
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_an_act_killed_after_every_single_statement_is_done_or_not_done(
    scenario, copies, request, record_property
):
    record_property("told", kill(scenario, copies, request.config, None))


def kill(scenario: Scenario, copies: Copies, config: pytest.Config, at_most: int | None) -> str:
    """Kill an act at every boundary, or at `at_most` of them drawn by the seed, the commit always among them."""
    seed = config.getoption("randomly_seed", 0)
    with copy(copies) as ready:
        run(ready, scenario.setup)
        with closing(Kills(scenario, copies, ready)) as kills:
            *order, commit = range(1, kills.boundaries + 1)
            random.Random(seed).shuffle(order)
            chosen = [commit, *order][:at_most]
            for boundary in chosen:
                told = kills.at(boundary)
                assert told == "", f"killed at boundary {boundary} (seed {seed}): {told}"
            halted = "" if isinstance(copies, PostgresqlCopies) else kills.everywhere(copies)
    return f"{scenario.name}：{kills.told}{halted}，在 {len(chosen)} 处中断，都能收拾（seed {seed}）"


def test_an_act_in_two_transactions_is_found_out(copies):
    torn = Scenario("org.load_regions", no_setup, in_two_transactions, lambda: True, entries=2)
    with copy(copies) as ready, closing(Kills(torn, copies, ready)) as kills:
        told = [kills.at(boundary) for boundary in range(1, kills.boundaries + 1)]
    assert any(one.startswith("half done") for one in told)


def in_two_transactions() -> None:
    for region in REGIONS:
        load_regions([region], by=BY)


class Kills:
    """One scenario, made `ready` in a database of which every kill gets a copy."""

    def __init__(self, scenario: Scenario, copies: Copies, ready: str) -> None:
        self.scenario, self.copies, self.ready = scenario, copies, ready
        self.before = copies.rows(ready)
        self.good: list[Rows] = []
        self._untouched: list[str] = []
        with copy(copies, ready) as database:
            self.boundaries, self.statements = boundaries_of(database, scenario.act)
            self.done = run(database, self._when_nobody_kills)

    def at(self, boundary: int) -> str:
        """What is wrong after a kill at a boundary, or when the act is then done again; "" when nothing is.

        A state that was judged before, row by row the same, need not be judged again; and a copy in which a kill
        left nothing, row by row, serves for the next kill.
        """
        database = self._untouched.pop() if self._untouched else self.copies.of(self.ready)
        assert Child(database, self.scenario.act, boundary).end() == KILLED
        state, told = self.copies.rows(database), ""
        if state not in self.good:
            told = run(database, lambda: self._judge(state))
            self.good += [state] if told == "" else []
        elif state == self.before:
            self._untouched.append(database)
            return ""
        self.copies.drop(database)
        return told

    def everywhere(self, copies: SqliteCopies) -> str:
        """Halt the act at every boundary, and judge each state of the disk in which a power cut would have left it."""
        seen = set()
        with copy(copies, self.ready) as database:
            for boundary, _ in enumerate(halting(database, self.scenario.act), 1):
                state = (copies.digest(database), lake.listing(database))
                if state not in seen:
                    seen.add(state)
                    with copy(copies, database) as left:
                        lake.follow(database, left)
                        told = run(left, partial(self._judge, copies.rows(left)))
                    assert told == "", f"halted at boundary {boundary}: {told}"
        assert boundary == self.boundaries
        return f"，在每一处停下，磁盘上先后 {len(seen)} 种样子"

    @property
    def told(self) -> str:
        return f"{self.boundaries} 处、{self.statements} 种语句"

    def close(self) -> None:
        for database in self._untouched:
            self.copies.drop(database)

    def _when_nobody_kills(self) -> dict[str, int]:
        assert self.scenario.check()
        assert Entry.objects.filter(act=self.scenario.name).count() == self.scenario.entries
        return counts()

    def _judge(self, state: Rows) -> str:
        is_undone = state == self.before
        if self.scenario.whole and not is_undone and counts() != self.done:
            return f"half done: {counts()} instead of {self.done}"
        if is_undone or self.scenario.repeats:
            (self.scenario.again or self.scenario.act)()
        if not self.scenario.check():
            return "done again, it does not hold"
        same = without_trail(counts()) == without_trail(self.done)
        return "" if same else f"done again, it is {counts()} instead of {self.done}"


def without_trail(told: dict[str, int]) -> dict[str, int]:
    """Doing an act again leaves another entry, and should."""
    return {table: number for table, number in told.items() if table != "trail_entry"}
