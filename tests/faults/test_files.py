"""A process may die before any change of a file of the lake: rows and files then still tell one story."""

import os
import signal
import sys
from collections.abc import Callable

import pytest
from django.conf import settings

from tests.faults import lake
from tests.faults.children import KILLED, Child, run, together
from tests.faults.copies import copy

CHANGES = ("open", "os.rename", "os.remove", "os.mkdir")
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
def test_files_and_rows_agree_after_a_kill_at_any_file(name, copies):
    act, is_done = ACTS[name]
    with copy(copies) as ready:
        run(ready, lake.ready)
        with copy(copies, ready) as database:
            changes = run(database, killed_before(None, act))
        assert changes >= 6
        for change in range(1, changes + 1):
            with copy(copies, ready) as database:
                assert Child(database, killed_before(change, act)).end() == KILLED
                assert run(database, lake.keeps_its_word), f"killed before change {change} of {changes}"
                run(database, act)
                assert run(database, is_done), f"killed before change {change} of {changes}, then done again"


def test_of_two_corrections_at_once_one_takes_the_place(copies):
    with copy(copies) as ready:
        run(ready, lake.ready)
        states = together(ready, lambda: lake.correct("GA-2", 5), lambda: lake.correct("GA-3", 6))
        assert sorted(states) == ["kept", "refused"]
        assert run(ready, lake.is_sound)
