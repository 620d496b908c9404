"""A process may die before any change of a file of the lake: rows and files then still tell one story."""

import os
import random
import signal
import sys
from collections.abc import Callable

import pytest
from django.conf import settings

from tests.faults import lake
from tests.faults.children import KILLED, Child, run, together
from tests.faults.copies import Copies, copy

CHANGES = ("open", "os.rename", "os.remove", "os.mkdir")
AT_MOST = 4
"""Changes before which an act is killed in an ordinary run; all of them in `make test-deep`."""
ACTS = {"take_in": (lake.take_in, lake.is_taken_in), "erase": (lake.erase, lake.is_erased)}


def killed_before(change: int | None, act: Callable[[], object]) -> Callable[[], int]:
    """Do the act; die just before its `change`-th change of a file. How many changes there were."""

    def work() -> int:
        lake.own_files()
        home, seen = str(settings.LAKE), 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal seen
            if event in CHANGES and str(arguments[0]).startswith(home):
                seen += 1
                if seen == change:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        act()
        return seen

    return work


@pytest.mark.parametrize("name", ACTS)
def test_files_and_rows_agree_after_a_kill(name, copies, request, record_property):
    record_property("told", kill(name, copies, request.config, AT_MOST))


@pytest.mark.deep
@pytest.mark.parametrize("name", ACTS)
def test_files_and_rows_agree_after_a_kill_at_every_file(name, copies, request, record_property):
    record_property("told", kill(name, copies, request.config, None))


def kill(name: str, copies: Copies, config: pytest.Config, at_most: int | None) -> str:
    """Kill an act before every change of a file, or before `at_most` of them drawn by the seed; then do it again."""
    act, is_done = ACTS[name]
    seed = config.getoption("randomly_seed", 0)
    with copy(copies) as ready:
        run(ready, lake.ready)
        with copy(copies, ready) as database:
            changes = run(database, killed_before(None, act))
        order = list(range(1, changes + 1))
        random.Random(seed).shuffle(order)
        for change in order[:at_most]:
            place = f"killed before change {change} of {changes} (seed {seed})"
            with copy(copies, ready) as database:
                assert Child(database, killed_before(change, act)).end() == KILLED
                assert run(database, lake.keeps_its_word), place
                run(database, act)
                assert run(database, is_done), f"{place}, then done again"
    return f"lake.{name}：{changes} 处文件改动，在 {len(order[:at_most])} 处中断，都能收拾（seed {seed}）"


def test_of_two_corrections_at_once_one_takes_the_place(copies):
    with copy(copies) as ready:
        run(ready, lake.ready)
        states = together(ready, lambda: lake.correct("GA-2", 5), lambda: lake.correct("GA-3", 6))
        assert sorted(states) == ["kept", "refused"]
        assert run(ready, lake.is_sound)
