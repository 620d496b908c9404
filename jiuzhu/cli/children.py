"""Child processes of one supervisor, each in a process group of its own, so that none outlives it."""

import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

PATIENCE_SECONDS = 8
PR_SET_PDEATHSIG = 1


class Children:
    """Start by name, watch, stop all. Their output goes to `<folder>/<name>.log`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str]) -> None:
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_the_parent,  # noqa: PLW1509 - the supervisor has one thread
            )

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def fallen(self) -> str | None:
        """The name of a child that ended by itself."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def last_words(self, name: str, lines: int = 15) -> str:
        return "\n".join(self.log(name).read_text(errors="replace").splitlines()[-lines:])

    def stop(self) -> None:
        """SIGTERM to every group, then SIGKILL to what is still there after `PATIENCE_SECONDS`."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in self.running.values():
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue
        self._signal(signal.SIGKILL)
        for child in self.running.values():
            child.wait()
        self.running.clear()

    def _signal(self, number: signal.Signals) -> None:
        """A group may outlive its leader (a server's own workers), so the group is told, not the leader."""
        for child in self.running.values():
            try:
                os.killpg(child.pid, number)
            except ProcessLookupError:
                continue


def _end_with_the_parent() -> None:
    """Should the supervisor be killed outright, the kernel ends its children (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
