"""No child outlives the supervisor, and one that falls is named."""

import os
import sys
import time

import pytest

from jiuzhu.cli.children import Children

TELLS_ITS_GRANDCHILD = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
print(child.pid, flush=True)
child.wait()
"""


@pytest.fixture
def children(tmp_path):
    started = Children(tmp_path)
    yield started
    started.stop()


def wait_for_log(children, name):
    child = children.running[name]
    while not (text := children.log(name).read_text()).endswith("\n"):
        assert child.poll() is None
        os.sched_yield()
    return text


def is_running(pid):
    """A process that ended but was not yet collected by init counts as ended."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends_soon(pid):
    """A killed process needs a moment of the kernel's."""
    deadline = time.monotonic() + 5
    while is_running(pid) and time.monotonic() < deadline:
        os.sched_yield()
    return not is_running(pid)


def test_stopping_ends_the_grandchildren_too(children):
    children.start("nest", [sys.executable, "-c", TELLS_ITS_GRANDCHILD])
    grandchild = int(wait_for_log(children, "nest"))
    child = children.running["nest"].pid
    children.stop()
    assert not is_running(child)
    assert ends_soon(grandchild)


def test_a_child_that_ends_by_itself_is_named_with_its_last_words(children):
    children.start("brief", [sys.executable, "-c", "print('不行')"])
    children.running["brief"].wait()
    assert children.fallen() == "brief"
    assert children.last_words("brief") == "不行"
