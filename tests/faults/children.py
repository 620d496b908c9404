"""Child processes forked from one parent, each on a database of its own choice; some are killed at a statement."""

import os
import pickle
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections

_inherited: list[Any] = []
_here: list["_Boundary"] = []
KILLED = "killed"


class Child:
    """One forked process that calls `work` on `database` and hands back what it returns.

    With `last` it is killed by SIGKILL at its `last`-th boundary: right after that statement, or after the commit
    that follows the last statement of a transaction. One that `halts` stands still by SIGSTOP at every boundary.
    """

    def __init__(
        self, database: str, work: Callable[[], Any], last: int | None = None, halts: bool = False
    ) -> None:
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # 3.12: a fork beside threads; ours touches none
            self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            _live(database, work, _Boundary(last, halts), writing)
        os.close(writing)
        self._reading = reading

    def stands(self) -> bool:
        """Wait until it stands at its next boundary, or has ended."""
        ended = os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        return ended is not None and ended.si_code == os.CLD_STOPPED

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def end(self) -> Any:
        """What `work` returned, or `KILLED`; AssertionError with the child's traceback when it raised."""
        with os.fdopen(self._reading, "rb") as pipe:
            said = pipe.read()
        status = os.waitpid(self.pid, 0)[1]
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            return KILLED
        is_well, value = pickle.loads(said)  # noqa: S301 - from our own child
        assert is_well, value
        return value


def run(database: str, work: Callable[[], Any]) -> Any:
    """Call `work` in a child and wait for it."""
    return Child(database, work).end()


def together(database: str, *works: Callable[[], Any]) -> list[Any]:
    """Call all `works` at the same moment, each in a child of its own; what each returned."""
    reading, writing = os.pipe()

    def at_the_gate(work: Callable[[], Any]) -> Callable[[], Any]:
        def start() -> Any:
            os.close(writing)
            os.read(reading, 1)  # ends for all when the parent, the last writer, closes the gate
            return work()

        return start

    children = [Child(database, at_the_gate(work)) for work in works]
    os.close(reading)
    os.close(writing)
    return [child.end() for child in children]


def halting(database: str, work: Callable[[], Any]) -> Iterator[None]:
    """Do the work in a child that lives; at every boundary it stands still while the caller looks at what it left."""
    child = Child(
        database, lambda: bool(work()), halts=True
    )  # hands back what a pipe holds while nobody reads
    while child.stands():
        yield
        child.go_on()
    child.end()


def boundaries_of(database: str, work: Callable[[], Any]) -> tuple[int, int]:
    """Do the work in a child that lives: where it could have been killed, and how many different statements that were."""
    return run(database, lambda: (work(), _here[0].passed, len(_here[0].statements))[1:])


def _live(database: str, work: Callable[[], Any], boundary: "_Boundary", writing: int) -> None:
    """All that a child does; it never returns to its parent's code."""
    try:
        _move_to(database)
        _here.append(boundary)
        with connection.execute_wrapper(boundary.statement):
            boundary.watch_commits()
            said = (True, work())
        connection.close()
    except BaseException:
        said = (False, traceback.format_exc())
    with os.fdopen(writing, "wb") as pipe:
        pickle.dump(said, pipe)
    os._exit(0)


def _move_to(database: str) -> None:
    """Leave the parent's connection alone (it is the parent's) and take one to `database`."""
    _inherited.append(connections["default"])
    connections.settings["default"]["NAME"] = database
    connections["default"] = connections.create_connection("default")


@contextmanager
def inside(database: str) -> Iterator[None]:
    """This process itself is on another database for a while."""
    own, name = connections["default"], connections.settings["default"]["NAME"]
    _move_to(database)
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"]["NAME"] = name
        connections["default"] = own


class _Boundary:
    """Counts statements and commits; kills this process at the `last` of them, or stops it at each."""

    def __init__(self, last: int | None, halts: bool) -> None:
        self.last, self.halts, self.passed = last, halts, 0
        self.statements: set[str] = set()

    def statement(self, execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        result = execute(sql, *args)
        self._pass(sql)
        return result

    def watch_commits(self) -> None:
        connection.ensure_connection()
        commit = connection._commit

        def watched() -> None:
            commit()
            self._pass("COMMIT")

        connection._commit = watched

    def _pass(self, sql: str) -> None:
        self.passed += 1
        self.statements.add(sql)
        if self.passed == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.halts:
            os.kill(os.getpid(), signal.SIGSTOP)
